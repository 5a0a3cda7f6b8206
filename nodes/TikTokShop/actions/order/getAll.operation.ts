import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	filtersOf,
	limitOf,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { secondsOf } from '../../../shared/typedValues';
import { DAY } from '../../../shared/durations';
import { readOrders, readOrdersById, type OrderFilter } from '../../orders/list';
import { DEFAULT_STATUS, statusOptions } from '../../orders/orderStatus';
import { shopLocator } from '../locators';
import type { Answer } from './eachItemByShop';
import { refuseInexactItem } from './itemException';
import { orderIdsFilter, shippingTypeParameter, UPDATED_FILTERS } from './orderParameters';
import { orderIdsOfItem } from './valuesOfItem';
import type { ShopCalls } from './shopCalls';
import { shopOfItem } from './shopOfItem';

interface Filters {
	orderIds?: string;
	status?: string;
	shippingType?: string;
	warehouseIds?: string;
	updatedAfter?: string;
	updatedBefore?: string;
	includeCancelRequested?: boolean;
}

export const option = {
	name: 'Get Many',
	description: 'Synchronise orders by hand: those updated within a time',
	action: 'Get many orders',
};

export const outputs = ['Orders', 'Exceptions'];

export const description: INodeProperties[] = showFor('order', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	{
		displayName: 'Looks Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 5,
		description:
			'Orders updated within this time. Updated After and Updated Before in the filters replace it.',
	},
	SIMPLIFY,
	filtersOf([
		{
			displayName: 'Include Orders with a Cancel Request',
			name: 'includeCancelRequested',
			type: 'boolean',
			default: false,
			description: 'Whether to return orders that the buyer asks to cancel',
		},
		{
			...orderIdsFilter,
			description:
				'Comma-separated; only these orders, whenever they were updated. The other filters count as well, and an ID that this shop does not have is left out.',
		},
		{
			displayName: 'Order Status',
			name: 'status',
			type: 'options',
			options: [{ name: 'Any', value: '' }, ...statusOptions()],
			default: DEFAULT_STATUS,
			description: 'Without this filter: Awaiting Shipment',
		},
		{
			...shippingTypeParameter,
			description: 'Without this filter: Shipped by Seller',
		},
		{
			displayName: 'Store Warehouse IDs',
			name: 'warehouseIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 7300000000000000101',
			description: 'Comma-separated; only orders assigned to these on TikTok Shop',
		},
		...UPDATED_FILTERS,
	]),
]);

/**
 * Manual synchronization (B22): reads like the trigger, in a window that the user chooses, and stores nothing. An order that
 * cannot be read becomes an exception.
 */
export async function execute(
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
): Promise<Answer> {
	const filters = (this.getNodeParameter('filters', itemIndex, {}) ?? {}) as Filters;
	const now = Math.floor(Date.now() / 1_000);
	const filter = filterOf(this, filters, now, itemIndex);
	const limit = limitOf(this, itemIndex);
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
	refuseInexactItem('Store Warehouse ID', filters.warehouseIds);
	const days = context.getNodeParameter('lookBackDays', itemIndex, 5) as number;
	return {
		status: filters.status ?? DEFAULT_STATUS,
		from: secondsOf(filters.updatedAfter) ?? Math.floor(now - days * DAY),
		to: Math.min(secondsOf(filters.updatedBefore) ?? now + 1, now + 1),
		isOpenEnded: !filters.updatedBefore,
		shippingType: filters.shippingType ?? 'SELLER',
		warehouseIds: toText(filters.warehouseIds)
			.split(',')
			.map((id) => id.trim())
			.filter(Boolean),
		includeCancelRequested: filters.includeCancelRequested ?? false,
		minimumAge: 0,
	};
}
