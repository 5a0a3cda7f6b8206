import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { showFor } from '../../../shared/parameters';
import { readWarehouses } from '../../listSearch/listSearch';
import { withCheckedCodes } from '../../warehouses/rules/checkCodes';
import { textOfResult } from '../../warehouses/rules/chooseWarehouse';
import { readRules } from '../../warehouses/rules/ruleRow';

export const option = {
	name: 'Check Rules',
	description: 'Check each warehouse rule, and say in which order they are tried',
	action: 'Check warehouse rules',
};

export const description: INodeProperties[] = showFor('warehouse', 'checkRules', [
	{
		displayName: 'Compare with the OMS',
		name: 'compareWithOms',
		type: 'boolean',
		default: true,
		description:
			'Whether to find the rules whose warehouse or logistics channel the OMS does not have. It takes one call.',
	},
]);

/** One item for each rule that is not blank, in the order in which they are tried. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const read = readRules(items.map(({ json }) => json));
	const hasCodes = read.some(({ result }) => result && 'warehouseCode' in result);
	const compare = this.getNodeParameter('compareWithOms', 0, true) as boolean;
	const rules = compare && hasCodes ? withCheckedCodes(read, await readWarehouses(this)) : read;
	const checked = rules.map(({ row, conditions, result, problems }) => ({
		json: {
			row,
			conditions: conditions.map(({ column, text }) => `${column} ${text}`),
			result: result ? textOfResult(result) : '',
			usable: problems.length === 0,
			problems,
			rule: items[row - 1].json,
		} as IDataObject,
		pairedItem: { item: row - 1 },
	}));
	return [checked];
}
