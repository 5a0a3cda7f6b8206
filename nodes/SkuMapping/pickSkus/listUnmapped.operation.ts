import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { isBlankItem } from '../../shared/table/cells';
import { optionsOf } from '../../shared/parameters';
import { asNodeError, failedItem } from '../../shared/forEachItem';
import { evaluateMapping } from '../mapping/evaluateMapping';
import { inputItems, inputRows } from '../parameters/connections';
import { readFallbacks } from '../parameters/fallbackParameters';
import { COLUMN_NAMES, hasTextMarks, namesOf, rawTableOf } from '../parameters/mappingSource';
import { isOrder, unmappedSkus } from './unmappedSkus';

export const option = {
	name: 'List Unmapped SKUs',
	description: 'Find platform SKUs without a row, those of the most units first',
	action: 'List unmapped SKUs',
};

export const description: INodeProperties[] = [
	{ ...optionsOf([COLUMN_NAMES]), displayOptions: { show: { operation: ['listUnmapped'] } } },
];

/**
 * Emits the platform SKUs without a row; the items of the Orders input that are no orders, as they came; and one summary, also where
 * there is nothing else.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const paired = (json: object): INodeExecutionData => ({
		json: json as IDataObject,
		pairedItem: { item: 0 },
	});
	try {
		const names = namesOf(this);
		const table = await rawTableOf(this, names);
		const { index } = evaluateMapping(table, { names, textMarks: hasTextMarks(this) });
		const orders = inputRows(this, 'Orders');
		const products = inputRows(this, 'TikTok Shop Products');
		const skus = unmappedSkus(orders, products, index, readFallbacks(this));
		const others = inputItems(this, 'Orders').filter(
			({ json }) => !isOrder(json) && !isBlankItem(json),
		);
		const summary = {
			skus: skus.length,
			units: skus.reduce((sum, { units }) => sum + units, 0),
			orders: new Set(skus.flatMap(({ order_ids }) => order_ids)).size,
			exceptions: others.length,
		};
		return [skus.map(paired), others.map(({ json }) => paired(json)), [paired(summary)]];
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		return [[], [failedItem(this, this.getInputData()[0] ?? { json: {} }, error, 0)], []];
	}
}
