import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import {
	columnNames,
	USUAL_NAMES,
	type Column,
	type ColumnNames,
	type OwnNames,
} from '../mapping/columns';
import { inputRows } from './connections';
import { readMappingFile } from './mappingFile';
import { DETECT, ENCODINGS } from '../../shared/table/encodings';
import { rowsInForce } from '../mapping/rowsInForce';
import { jsonRows } from '../../shared/table/jsonRows';
import { readSheetItems, type RawTable } from '../../shared/table/rawTable';
import { toText } from '../../shared/text';

const MAPPING_ROWS: INodeProperties = {
	displayName: 'Mapping Rows',
	name: 'mappingRows',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add row',
	default: {},
	displayOptions: { show: { mappingSource: ['defineBelow'] } },
	description:
		'Which system SKU is shipped for which platform SKU. Several rows for one platform SKU make a combo.',
	options: [
		{
			displayName: 'Rows',
			name: 'rows',
			values: [
				{
					displayName: 'Platform SKU',
					name: 'platformSku',
					type: 'string',
					default: '',
					placeholder: 'e.g. MUG-BLUE-350',
					description: 'Seller SKU on TikTok Shop. Upper and lower case count.',
				},
				{
					displayName: 'System SKU',
					name: 'systemSku',
					type: 'string',
					default: '',
					placeholder: 'e.g. SYS-MUG-BLU',
					description: 'SKU of the product in the OMS',
				},
				{
					displayName: 'Quantity',
					name: 'quantity',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 1,
					description: 'Units of the system SKU to ship for one unit of the platform SKU',
				},
				{
					displayName: 'Store Code',
					name: 'storeCode',
					type: 'string',
					default: '*',
					description:
						'Code of the shop this row is for, or * for all shops. Where a shop has rows of its own for a platform SKU, the rows for all shops do not count.',
				},
			],
		},
	],
};

/** Where the mapping rows come from; shown for every operation that reads a mapping. */
export const MAPPING_SOURCE: INodeProperties[] = [
	{
		displayName: 'Mapping Source',
		name: 'mappingSource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { hide: { operation: ['findSystemSkus'] } },
		options: [
			{
				name: 'Define Below',
				value: 'defineBelow',
				description: 'Fill in the rows in this node',
			},
			{
				name: 'File',
				value: 'file',
				description: 'Read a CSV or TXT file of the Mapping input, or the rows of a worksheet',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'Give the rows as a JSON array',
			},
			{
				name: 'Mapping Input',
				value: 'mappingInput',
				description: 'Take the rows from a second input, e.g. a data table or a spreadsheet',
			},
		],
		default: 'defineBelow',
		description: 'Where the mapping rows come from',
	},
	MAPPING_ROWS,
	{
		displayName: 'Mapping JSON',
		name: 'mappingJson',
		type: 'json',
		default: '[\n  { "store_code": "*", "platform_sku": "", "system_sku": "", "quantity": 1 }\n]',
		displayOptions: { show: { mappingSource: ['json'] } },
		description:
			'Array of rows with store_code (* or empty for all shops), platform_sku, system_sku and quantity',
	},
	{
		displayName:
			'Connect a node that gives one item per row to the Mapping input, with the columns store_code (* or empty for all shops), platform_sku, system_sku and quantity; other names can be given under Options. In a spreadsheet, format the SKU columns as text.',
		name: 'mappingInputNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { mappingSource: ['mappingInput'] } },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: { show: { mappingSource: ['file'] } },
		hint: 'The name of the input field containing the file to be read',
		description:
			'Binary field of the Mapping input that holds the file. The rows of a worksheet come as items of their own, behind the file or without it: connect Extract from File > Extract from XLSX with Header Row off.',
	},
	{
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		options: ENCODINGS.map(({ value, name }) => ({ value, name })),
		default: DETECT,
		displayOptions: { show: { mappingSource: ['file'] } },
		description:
			'Encoding of a CSV or TXT file. Where it is not certain, the node says so and asks for it.',
	},
];

const COLUMN_FIELDS: Array<{ column: Column; name: string; displayName: string }> = [
	{ column: 'platform_sku', name: 'platformSku', displayName: 'Platform SKU' },
	{ column: 'system_sku', name: 'systemSku', displayName: 'System SKU' },
	{ column: 'quantity', name: 'quantity', displayName: 'Quantity' },
	{ column: 'store_code', name: 'storeCode', displayName: 'Store Code' },
];

/** Option of every operation that reads rows of the Mapping input or of JSON. */
export const COLUMN_NAMES: INodeProperties = {
	displayName: 'Column Names',
	name: 'columnNames',
	type: 'fixedCollection',
	placeholder: 'Add names',
	default: {},
	displayOptions: { show: { '/mappingSource': ['file', 'json', 'mappingInput'] } },
	description:
		'What the columns of your table are called, where they have other names than platform_sku, system_sku, quantity and store_code. Only letters and digits count, in any case.',
	options: [
		{
			displayName: 'Names',
			name: 'names',
			values: COLUMN_FIELDS.map(({ column, name, displayName }) => ({
				displayName,
				name,
				type: 'string' as const,
				default: '',
				placeholder: column,
			})),
		},
	],
};

/** Reads the rows of the Mapping Source, without reading their cells. */
export async function rawTableOf(
	context: IExecuteFunctions,
	names: ColumnNames,
): Promise<RawTable> {
	switch (sourceOf(context)) {
		case 'json':
			return { rows: rowsOfJson(context), firstRow: 1 };
		case 'mappingInput': {
			const rows = rowsInForce(inputRows(context, 'Mapping'));
			return readSheetItems(rows, names) ?? { rows, firstRow: 1 };
		}
		case 'file':
			return await readMappingFile(context, names);
		default:
			return {
				rows: context.getNodeParameter('mappingRows.rows', 0, []) as IDataObject[],
				firstRow: 1,
			};
	}
}

/** Whether the rows come from a file, where an apostrophe may mark text. */
export function hasTextMarks(context: IExecuteFunctions): boolean {
	return sourceOf(context) === 'file';
}

/** Column names of the Mapping Source: the usual ones, or those of the user. */
export function namesOf(context: IExecuteFunctions): ColumnNames {
	return sourceOf(context) === 'defineBelow' ? USUAL_NAMES : namesFrom(context, ownNames(context));
}

/** Column names of the earlier mapping, which may be another kind of table. */
export function earlierNamesOf(context: IExecuteFunctions): ColumnNames {
	const own = sourceOf(context) === 'defineBelow' ? {} : ownNames(context);
	return namesFrom(context, own, { usual: true });
}

function sourceOf(context: IExecuteFunctions): string {
	return context.getNodeParameter('mappingSource', 0) as string;
}

function ownNames(context: IExecuteFunctions): OwnNames {
	const names = context.getNodeParameter('options.columnNames.names', 0, {}) as IDataObject;
	return Object.fromEntries(COLUMN_FIELDS.map(({ column, name }) => [column, toText(names[name])]));
}

function namesFrom(
	context: IExecuteFunctions,
	own: OwnNames,
	options?: { usual: boolean },
): ColumnNames {
	const names = columnNames(own, options);
	if (!('ambiguous' in names)) return names;
	throw new NodeOperationError(
		context.getNode(),
		`Column Names gives "${names.ambiguous}" for two columns.`,
		{ description: 'Give each of the four columns a name of its own.' },
	);
}

function rowsOfJson(context: IExecuteFunctions): unknown[] {
	const example = '[{ "store_code": "*", "platform_sku": "A", "system_sku": "B", "quantity": 1 }]';
	return jsonRows(context, 'mappingJson', 'Mapping JSON', example);
}
