import {
	NodeOperationError,
	tryToParseDateTime,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { limitOf, RETURN_ALL_AND_LIMIT, showFor, SIMPLIFY } from '../../../shared/parameters';
import { statusOf, toOutboundOrder } from '../../outbound/outboundOrder';
import { createdIn, withDetails, type CreationWindow } from '../../outbound/read';
import type { Fields } from '../../transport/json';
import { OmsConnection } from '../../transport/request';
import { STATUS_OPTIONS } from './statusOptions';

const DAY_MS = 86_400_000;

interface Filters {
	createdAfter?: string;
	createdBefore?: string;
	status?: number[];
}

export const description: INodeProperties[] = showFor('outboundOrder', 'getAll', [
	...RETURN_ALL_AND_LIMIT,
	{
		displayName: 'Looks Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 7,
		description:
			'Outbound orders created within this time. Created After and Created Before in the filters replace it.',
	},
	{
		displayName: 'Include Details',
		name: 'includeDetails',
		type: 'boolean',
		default: true,
		description:
			'Whether to read lines, parcels and recipient too. It takes one more call for every 50 orders; without it, status, carrier and main tracking number are there.',
	},
	SIMPLIFY,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
			{ displayName: 'Created Before', name: 'createdBefore', type: 'dateTime', default: '' },
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: STATUS_OPTIONS,
				default: [],
				description: 'Without a choice: every status',
			},
		],
	},
]);

export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const {
		createdAfter,
		createdBefore,
		status = [],
	} = this.getNodeParameter('filters', itemIndex, {}) as Filters;
	const days = this.getNodeParameter('lookBackDays', itemIndex, 7) as number;
	const details = this.getNodeParameter('includeDetails', itemIndex, true) as boolean;
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const now = Date.now();
	const window = {
		from: moment(this, itemIndex, 'Created After', createdAfter) ?? now - days * DAY_MS,
		// The clock of the OMS and its time zone are not known for sure: nothing of the last hours may be missed.
		to: moment(this, itemIndex, 'Created Before', createdBefore) ?? now + DAY_MS,
	};
	const connection = await OmsConnection.open(this);
	const limit = limitOf(this, itemIndex);
	const found = await firstIn(connection, window, limit, (record) => {
		return status.length === 0 || status.includes(statusOf(record));
	});
	const records = details ? await withDetails(connection, found) : found;
	const shown = simplify
		? records.map((record) => toOutboundOrder(record, connection.zone))
		: records;
	return shown as unknown as IDataObject[];
}

async function firstIn(
	connection: OmsConnection,
	window: CreationWindow,
	limit: number,
	wanted: (record: Fields) => boolean,
): Promise<Fields[]> {
	const found: Fields[] = [];
	for await (const records of createdIn(connection, window)) {
		found.push(...records.filter(wanted));
		if (found.length >= limit) break;
	}
	return found.slice(0, limit);
}

/** Epoch ms; a date without a zone is meant in the time zone of the workflow. */
function moment(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	given: unknown,
): number | undefined {
	if (!given) return undefined;
	try {
		return tryToParseDateTime(given, context.getTimezone()).toMillis();
	} catch {
		throw new NodeOperationError(context.getNode(), `${name} "${String(given)}" is no date`, {
			itemIndex,
			description: 'Use a date such as 2026-11-24T08:00:00Z.',
		});
	}
}
