import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { momentIn } from '../../../shared/moment';
import { RETURN_ALL_AND_LIMIT, showFor, SIMPLIFY } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { readOrders, readOrdersById, type OrderFilter } from '../../orders/list';
import { shopLocator } from '../locators';
import type { Answer } from './itemByItem';
import { refuseInexactItem } from './itemException';
import { orderIdsOfItem, positiveNumber, unusable } from './valuesOfItem';
import type { ShopCalls } from './shopCalls';
import { shopOfItem } from './shopOfItem';

const DAY = 24 * 60 * 60;

interface Filters {
	orderIds?: string;
	status?: unknown;
	shippingType?: unknown;
	warehouseIds?: string;
	updatedAfter?: unknown;
	updatedBefore?: unknown;
	includeCancelRequested?: boolean;
}

export const description: INodeProperties[] = showFor('order', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	{
		displayName: 'Looks Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			'Orders updated within this time. Updated After and Updated Before in the filters replace it.',
	},
	SIMPLIFY,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Include Orders with a Cancel Request',
				name: 'includeCancelRequested',
				type: 'boolean',
				default: false,
				description: 'Whether to return orders that the buyer asks to cancel',
			},
			{
				displayName: 'Order IDs',
				name: 'orderIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 576500000000104729',
				description:
					'Comma-separated; only these orders, whenever they were updated. The other filters count as well, and an ID that this shop does not have is left out.',
			},
			{
				displayName: 'Order Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Any', value: '' },
					{ name: 'Awaiting Collection', value: 'AWAITING_COLLECTION' },
					{ name: 'Awaiting Shipment', value: 'AWAITING_SHIPMENT' },
					{ name: 'Cancelled', value: 'CANCELLED' },
					{ name: 'Completed', value: 'COMPLETED' },
					{ name: 'Delivered', value: 'DELIVERED' },
					{ name: 'In Transit', value: 'IN_TRANSIT' },
					{ name: 'On Hold', value: 'ON_HOLD' },
					{ name: 'Partially Shipping', value: 'PARTIALLY_SHIPPING' },
					{ name: 'Unpaid', value: 'UNPAID' },
				],
				default: 'AWAITING_SHIPMENT',
				description: 'Without this filter: Awaiting Shipment',
			},
			{
				displayName: 'Shipping Type',
				name: 'shippingType',
				type: 'options',
				options: [
					{ name: 'Any', value: '' },
					{ name: 'Shipped by Seller', value: 'SELLER' },
					{ name: 'Shipped by TikTok', value: 'TIKTOK' },
				],
				default: 'SELLER',
				description: 'Without this filter: Shipped by Seller',
			},
			{
				displayName: 'Store Warehouse IDs',
				name: 'warehouseIds',
				type: 'string',
				default: '',
				description: 'Comma-separated; only orders assigned to these on TikTok Shop',
			},
			{
				displayName: 'Updated After',
				name: 'updatedAfter',
				type: 'dateTime',
				default: '',
			},
			{
				displayName: 'Updated Before',
				name: 'updatedBefore',
				type: 'dateTime',
				default: '',
			},
		],
	},
]);

/**
 * The manual synchronisation (B22): the trigger's reading with a window of one's own, remembering nothing. An order that
 * cannot be read leaves by Exceptions.
 */
export async function execute(
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
): Promise<Answer> {
	const filters = (this.getNodeParameter('filters', itemIndex, {}) ?? {}) as Filters;
	const now = Math.floor(Date.now() / 1_000);
	const filter = filterOf(this, filters, now, itemIndex);
	const all = this.getNodeParameter('returnAll', itemIndex, false) as boolean;
	const limit = all
		? Number.POSITIVE_INFINITY
		: positiveNumber(this, 'limit', 'Limit', 50, itemIndex);
	const keepRaw = !(this.getNodeParameter('simplify', itemIndex, true) as boolean);
	const ids = orderIdsOfItem(this, 'filters.orderIds', filters.orderIds, itemIndex);
	const { connection, shop } = await shopOfItem(this, itemIndex);
	const { items, unreadable } = await calls.run(shop, async () =>
		ids.length > 0
			? await readOrdersById(connection, shop, ids, { ...filter, to: now + 1 }, keepRaw)
			: await readOrders(connection, shop, filter, limit, keepRaw),
	);
	return { items: items.slice(0, limit) as unknown as IDataObject[], exceptions: unreadable };
}

/**
 * @param now  epoch s
 * @throws ItemException or NodeOperationError when a value cannot be used
 */
function filterOf(
	context: IExecuteFunctions,
	filters: Filters,
	now: number,
	itemIndex: number,
): OrderFilter {
	const refuse = (field: keyof Filters, message: string, hint: string) =>
		unusable(context, `filters.${field}`, message, hint, itemIndex);
	const moment = (field: 'updatedAfter' | 'updatedBefore', name: string, fallback: number) => {
		const value = filters[field];
		if (value === undefined || value === null || value === '') return fallback;
		const ms = momentIn(context.getTimezone(), value);
		if (ms !== undefined) return Math.floor(ms / 1_000);
		const message = `${name} "${toText(value)}" is no date`;
		throw refuse(field, message, 'Use a date such as 2026-11-24T08:00:00Z.');
	};
	const choice = (field: 'status' | 'shippingType', name: string, fallback: string): string => {
		const value: unknown = filters[field] ?? fallback;
		if (typeof value === 'string' && /^[A-Z_]*$/.test(value)) return value;
		const hint = `Use one of the values that the list of ${name} offers.`;
		throw refuse(field, `${name} ${JSON.stringify(value)} is none of TikTok Shop`, hint);
	};
	refuseInexactItem('Store Warehouse ID', filters.warehouseIds);
	const days = positiveNumber(context, 'lookBackDays', 'Looks Back (Days)', 5, itemIndex);
	return {
		status: choice('status', 'Order Status', 'AWAITING_SHIPMENT'),
		from: moment('updatedAfter', 'Updated After', Math.floor(now - days * DAY)),
		to: Math.min(moment('updatedBefore', 'Updated Before', now + 1), now + 1),
		openEnd: !filters.updatedBefore,
		shippingType: choice('shippingType', 'Shipping Type', 'SELLER'),
		warehouseIds: toText(filters.warehouseIds)
			.split(',')
			.map((id) => id.trim())
			.filter(Boolean),
		includeCancelRequested: filters.includeCancelRequested ?? false,
		minimumAge: 0,
	};
}
