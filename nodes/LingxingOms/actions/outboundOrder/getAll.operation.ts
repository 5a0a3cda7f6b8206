import { chunk } from 'lodash';
import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import {
	assertExact,
	filtersOf,
	limitOf,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { momentOf } from '../../../shared/typedValues';
import { forEachItemWithExceptions, type ItemOutcome } from '../../../shared/forEachItem';
import { DAY_MS } from '../../../shared/durations';
import { winnerOf } from '../../outbound/duplicates';
import { findByNumber } from '../../outbound/findByNumber';
import { AlikeFailures } from '../../outbound/halve';
import { readDetails } from '../../outbound/details';
import {
	isLive,
	outboundOrderProblem,
	statusOf,
	statusOptions,
	toOutboundOrder,
} from '../../outbound/outboundOrder';
import { createdIn, type CreationWindow } from '../../outbound/createdIn';
import { lookUpLater } from '../../outbound/ownNumbers';
import { isForeign, scopeFrom, type OutboundScope } from '../../outbound/scope';
import { SCOPE_PARAMETERS } from '../../outbound/scopeParameters';
import { unreadableException, unreadableRow, type Unreadable } from '../../outbound/unreadable';
import { textOf, type Fields } from '../../transport/json';
import { OmsConnection } from '../../transport/connection';
import { listOf } from '../lists';

const DETAIL_BATCH = 50;
/** Ten years cover every outbound order; a wider window only costs calls. */
const LONGEST_DAYS = 3_650;

interface Filters {
	createdAfter?: string;
	createdBefore?: string;
	status?: number[];
	storeCodes?: string;
	salesPlatform?: string;
	thirdOrderNos?: string;
}

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of outbound orders by creation time',
	action: 'Get many outbound orders',
};

export const outputs = ['Outbound Orders', 'Exceptions'];

export const description: INodeProperties[] = showFor('outboundOrder', 'getAll', [
	...RETURN_ALL_AND_LIMIT,
	{
		displayName: 'Looks Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
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
	filtersOf([
		{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
		{ displayName: 'Created Before', name: 'createdBefore', type: 'dateTime', default: '' },
		...SCOPE_PARAMETERS,
		{
			displayName: 'Status',
			name: 'status',
			type: 'multiOptions',
			options: statusOptions(),
			default: [],
			description: 'Without a choice: every status',
		},
		{
			displayName: 'Third Order Numbers',
			name: 'thirdOrderNos',
			type: 'string',
			default: '',
			placeholder: 'e.g. 576460000000000001',
			description:
				'Comma-separated, usually TikTok Shop order IDs; only these outbound orders, with details, whenever they were created. A number that the OMS does not have is left out.',
		},
	]),
]);

/** Emits outbound orders on the first output and unreadable ones on Exceptions. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachItemWithExceptions(this, getAll);
}

async function getAll(this: IExecuteFunctions, itemIndex: number): Promise<ItemOutcome> {
	const { status = [], ...filters } = this.getNodeParameter('filters', itemIndex, {}) as Filters;
	const details = this.getNodeParameter('includeDetails', itemIndex, true) as boolean;
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const scope = scopeFrom(filters.storeCodes, filters.salesPlatform);
	const window = windowOf(this, itemIndex, filters);
	assertExact(this, itemIndex, 'Third Order Number', filters.thirdOrderNos);
	const numbers = listOf(filters.thirdOrderNos);
	const connection = await OmsConnection.open(this);
	const limit = limitOf(this, itemIndex);
	const isWanted = (record: Fields) => status.length === 0 || status.includes(statusOf(record));
	const { found, unreadable } =
		numbers.length > 0
			? await findNumbers(connection, numbers, isWanted)
			: await findFirst(connection, window, limit, { scope, isWanted });
	const read =
		details && numbers.length === 0
			? await withDetails(connection, found)
			: { records: found, unreadable: [] };
	const shown = read.records.filter((record) => isForeign(record, scope) !== true).slice(0, limit);
	const view = (record: Fields): object =>
		simplify ? toOutboundOrder(record, connection.zone) : record;
	return {
		items: shown.map((record) => view(record) as IDataObject),
		exceptions: [...unreadable, ...read.unreadable].map((each) => ({
			...view(each.record),
			exception: unreadableException(each),
		})) as IDataObject[],
	};
}

function windowOf(context: IExecuteFunctions, itemIndex: number, filters: Filters): CreationWindow {
	const days = context.getNodeParameter('lookBackDays', itemIndex, 7) as number;
	const now = Date.now();
	return {
		from: Math.max(
			momentOf(filters.createdAfter) ?? now - days * DAY_MS,
			now - LONGEST_DAYS * DAY_MS,
		),
		// A day is added at the end, because the clock and the time zone of the OMS are not certain.
		to: Math.min(momentOf(filters.createdBefore) ?? now + DAY_MS, now + DAY_MS),
	};
}

async function findFirst(
	connection: OmsConnection,
	window: CreationWindow,
	limit: number,
	{ scope, isWanted }: { scope: OutboundScope; isWanted: (record: Fields) => boolean },
): Promise<{ found: Fields[]; unreadable: Unreadable[] }> {
	const found: Fields[] = [];
	const unreadable: Unreadable[] = [];
	for await (const records of createdIn(connection, window)) {
		for (const record of records) {
			const problem = outboundOrderProblem(record);
			if (isForeign(record, scope) === true) continue;
			if (problem !== undefined) unreadable.push(unreadableRow(record, problem));
			else if (isWanted(record)) found.push(record);
		}
		if (found.length >= limit) break;
	}
	return { found: found.slice(0, limit), unreadable };
}

/**
 * The outbound orders with these third order numbers, whose details are read at once. In place of a cancelled one, the later one that the
 * order got.
 */
async function findNumbers(
	connection: OmsConnection,
	numbers: readonly string[],
	isWanted: (record: Fields) => boolean,
): Promise<{ found: Fields[]; unreadable: Unreadable[] }> {
	const wanted = numbers.map((number) => ({ kind: 'thirdOrderNo' as const, number }));
	const { found, open } = await findByNumber(connection, wanted);
	const records = found.thirdOrderNo;
	const over = [...records].filter(([, record]) => !isLive(record)).map(([number]) => number);
	const later = await lookUpLater(connection, over, new AlikeFailures());
	for (const [number, others] of later.records) {
		records.set(number, winnerOf(others) ?? others[0]);
	}
	return {
		found: [...records.values()].filter(isWanted),
		unreadable: [...open.thirdOrderNo, ...later.open].map(([key, problem]) => {
			return { key, record: { thirdOrderNo: key }, problem };
		}),
	};
}

/** The details of the records. A record without a detail stays as the list shows it. */
async function withDetails(
	connection: OmsConnection,
	records: readonly Fields[],
): Promise<{ records: Fields[]; unreadable: Unreadable[] }> {
	const complete: Fields[] = [];
	const unreadable: Unreadable[] = [];
	for (const batch of chunk(records, DETAIL_BATCH)) {
		const numbers = batch.map((record) => textOf(record.outboundOrderNo));
		const details = await readDetails(connection, numbers, complete.length > 0);
		for (const record of batch) {
			const key = textOf(record.outboundOrderNo);
			const problem = details.open.get(key);
			if (problem === undefined) complete.push(details.found.get(key) ?? record);
			else unreadable.push({ key, record, problem });
		}
	}
	return { records: complete, unreadable };
}
