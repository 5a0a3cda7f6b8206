import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { asNodeError, failedItem } from '../../shared/forEachItem';
import { toText } from '../../shared/text';
import { withoutUnreadParts } from '../checkMapping/unreadParts';
import { findSystemSkus } from './systemSkus';

export const option = {
	name: 'Find System SKUs',
	description: 'Find the products of the OMS to choose from, the one with the same text first',
	action: 'Find system SKUs',
};

const displayOptions = { show: { operation: ['findSystemSkus'] } };
const LIMIT = 200;

export const description: INodeProperties[] = [
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. mug blue',
		displayOptions,
		description:
			'Parts of the system SKU or of the name of the product; all have to be there, in any case. Empty finds all.',
	},
	{
		displayName: 'Same Text As',
		name: 'sameAs',
		type: 'string',
		default: '',
		placeholder: 'e.g. MUG-BLUE-350',
		displayOptions,
		description:
			'Platform SKU. A system SKU with exactly this text comes first and is marked; it is a suggestion, never assumed.',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions,
		description: 'Max number of results to return',
	},
];

/** Emits the products to choose from, and one summary, also where there are none. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const paired = (json: object): INodeExecutionData => ({
		json: json as IDataObject,
		pairedItem: { item: 0 },
	});
	try {
		const { read, unread } = withoutUnreadParts(this.getInputData().map(({ json }) => json));
		const limit = Number(this.getNodeParameter('limit', 0, LIMIT));
		const { skus, found, all } = findSystemSkus(read, {
			search: toText(this.getNodeParameter('search', 0, '')),
			sameAs: toText(this.getNodeParameter('sameAs', 0, '')),
			limit: Number.isFinite(limit) ? limit : LIMIT,
		});
		const notRead = unread.map(({ why }) => why).join(' ');
		return [skus.map(paired), [paired({ found, shown: skus.length, all, notRead })]];
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		return [[failedItem(this, this.getInputData()[0] ?? { json: {} }, error, 0)], []];
	}
}
