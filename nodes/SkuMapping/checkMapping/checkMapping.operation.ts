import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { asNodeError, failedItem } from '../../shared/forEachItem';
import { optionsOf } from '../../shared/parameters';
import { checkMapping, type CheckResult } from './check';
import type { RawTable } from '../../shared/table/rawTable';
import {
	chosenComparisons,
	inputItems,
	inputRows,
	type Comparison,
	type InputName,
} from '../parameters/connections';
import { readFallbacks } from '../parameters/fallbackParameters';
import { COLUMN_NAMES, earlierNamesOf, namesOf, rawTableOf } from '../parameters/mappingSource';

export const option = {
	name: 'Check Mapping',
	description: 'Find rows that cannot be used, SKUs without rows, and what changes',
	action: 'Check mapping',
};

export const description: INodeProperties[] = [
	{
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { operation: ['checkMapping'] } },
		options: [
			{
				name: 'Earlier Mapping',
				value: 'earlierMapping',
				description:
					'Rows of the mapping that is used now: what would be added, removed and changed',
			},
			{
				name: 'OMS Products',
				value: 'omsProducts',
				description:
					'Items of Lingxing OMS > Product > Get Many: system SKUs that do not exist or are not approved',
			},
			{
				name: 'Orders',
				value: 'orders',
				description: 'Items of the TikTok Shop nodes: how much of what was sold is mapped',
			},
			{
				name: 'TikTok Shop Products',
				value: 'platformProducts',
				description:
					'Items of TikTok Shop > Product > Get Many: seller SKUs without rows, and rows for SKUs that no longer exist',
			},
		],
		default: [],
		description: 'What the mapping is compared with; each choice adds an input to this node',
	},
	{
		...optionsOf([
			COLUMN_NAMES,
			{
				displayName: 'Earlier SKUs without New Rows',
				name: 'otherSkus',
				type: 'options',
				options: [
					{
						name: 'Keep',
						value: 'keep',
						description:
							'They stay mapped as in the Earlier Mapping, so they are compared like the new rows',
					},
					{
						name: 'Remove',
						value: 'remove',
						description: 'The new rows are the whole mapping',
					},
				],
				default: 'remove',
				description:
					'What becomes of platform SKUs that the Earlier Mapping has and the rows that are checked do not name',
			},
			{
				displayName: 'First Row Number',
				name: 'firstRowNumber',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 1,
				description:
					'Number of the first mapping row in messages. Take 2 for a spreadsheet with one header row, so that the numbers are those of the file.',
			},
		]),
		displayOptions: { show: { operation: ['checkMapping'] } },
	},
];

const INPUT_OF: Record<Comparison, InputName> = {
	orders: 'Orders',
	omsProducts: 'OMS Products',
	platformProducts: 'TikTok Shop Products',
	earlierMapping: 'Earlier Mapping',
};

/** Emits Fine Rows, Problems, Summary and, with an earlier mapping, Differences. Bad rows are results, not failures. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const comparisons = chosenComparisons(this);
	const withDifferences = comparisons.includes('earlierMapping');
	let table: RawTable;
	let result: CheckResult;
	try {
		table = await tableOf(this);
		result = check(this, table, comparisons);
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		const failed = failedItem(this, this.getInputData()[0] ?? { json: {} }, error, 0);
		return withDifferences ? [[], [failed], [], []] : [[], [failed], []];
	}
	const firstItem = rowOfFirstItem(this, table);
	/** Pairs rows of the input with their items, everything else with the first item. */
	const paired = (json: object, row: number | null = null): INodeExecutionData => ({
		json: json as IDataObject,
		pairedItem: { item: row === null || firstItem === undefined ? 0 : row - firstItem },
	});
	const { fineRows, problems, summary, differences } = result;
	const outputs = [
		fineRows.map((row) => paired(row, row.row)),
		problems.map((problem) => paired(problem, problem.row)),
		[paired(summary)],
	];
	if (!withDifferences) return outputs;
	const changes = differences.map(({ storeCode, platformSku, change, before, after, effect }) =>
		paired({ change, store_code: storeCode, platform_sku: platformSku, before, after, effect }),
	);
	return [...outputs, changes];
}

/** An expression may give text; anything but a whole number is ignored. */
function firstRowNumber(context: IExecuteFunctions, usual: number): number {
	const given = Number(context.getNodeParameter('options.firstRowNumber', 0, usual));
	return Number.isSafeInteger(given) ? given : usual;
}

/** A file has its own row numbers; for other tables the user may set the first one. */
async function tableOf(context: IExecuteFunctions): Promise<RawTable> {
	const table = await rawTableOf(context, namesOf(context));
	return table.header ? table : { ...table, firstRow: firstRowNumber(context, table.firstRow) };
}

/** Row number of the first item; undefined where one item holds all rows. */
function rowOfFirstItem(context: IExecuteFunctions, table: RawTable): number | undefined {
	const rowsAbove = table.header ? table.firstRow - 1 : 0;
	const isItems = inputItems(context, 'Mapping').length === table.rows.length + rowsAbove;
	return isItems ? table.firstRow - rowsAbove : undefined;
}

function check(
	context: IExecuteFunctions,
	table: RawTable,
	comparisons: readonly string[],
): CheckResult {
	const given = (comparison: Comparison) =>
		comparisons.includes(comparison) ? inputRows(context, INPUT_OF[comparison]) : undefined;
	return checkMapping(table, {
		names: namesOf(context),
		fallbacks: readFallbacks(context),
		orders: given('orders'),
		omsProducts: given('omsProducts'),
		platformProducts: given('platformProducts'),
		earlierMapping: given('earlierMapping'),
		earlierNames: earlierNamesOf(context),
		keepOthers: context.getNodeParameter('options.otherSkus', 0, 'remove') === 'keep',
	});
}
