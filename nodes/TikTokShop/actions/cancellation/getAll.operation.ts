import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { orderException } from '../../../shared/exceptions';
import {
	filtersOf,
	limitOf,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { secondsOf } from '../../../shared/typedValues';
import { searchCancellations, type CancellationQuery } from '../../cancellations/search';
import { shopLabel, toOrderShop } from '../../shops/shops';
import { shopLocator } from '../locators';
import type { Answer } from '../order/eachItemByShop';
import { refuseInexactItem } from '../order/itemException';
import { orderIdsFilter, UPDATED_FILTERS } from '../order/orderParameters';
import type { ShopCalls } from '../order/shopCalls';
import { shopOfItem } from '../order/shopOfItem';
import { orderIdsOfItem } from '../order/valuesOfItem';

interface Filters {
	cancelIds?: string;
	orderIds?: string;
	status?: string;
	type?: string;
	updatedAfter?: string;
	updatedBefore?: string;
}

export const option = {
	name: 'Get Many',
	description: 'Retrieve cancellations and the requests of buyers, by order, status or time',
	action: 'Get many cancellations',
};

export const outputs = ['Cancellations', 'Exceptions'];

export const description: INodeProperties[] = showFor('cancellation', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
	filtersOf([
		{
			displayName: 'Cancellation IDs',
			name: 'cancelIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 4035300000000104729',
			description: 'Comma-separated; only these cancellations',
		},
		{
			displayName: 'Cancellation Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Any', value: '' },
				{ name: 'Approved', value: 'CANCELLATION_REQUEST_SUCCESS' },
				{ name: 'Completed', value: 'CANCELLATION_REQUEST_COMPLETE' },
				{ name: 'Pending', value: 'CANCELLATION_REQUEST_PENDING' },
				{ name: 'Rejected or Taken Back', value: 'CANCELLATION_REQUEST_CANCELLED' },
			],
			default: 'CANCELLATION_REQUEST_PENDING',
			description: 'Without this filter: Any',
		},
		{
			displayName: 'Cancellation Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Any', value: '' },
				{ name: 'Asked for by the Buyer', value: 'BUYER_CANCEL' },
				{ name: 'Without a Request', value: 'CANCEL' },
			],
			default: 'BUYER_CANCEL',
			description: 'Without this filter: Any',
		},
		{
			...orderIdsFilter,
			description: 'Comma-separated; only cancellations of these orders',
		},
		...UPDATED_FILTERS,
	]),
]);

/** Search Cancellations (TikTok Shop API §4.9), newest change first. A cancellation that cannot be read becomes an exception. */
export async function execute(
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
): Promise<Answer> {
	const filters = (this.getNodeParameter('filters', itemIndex, {}) ?? {}) as Filters;
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const limit = limitOf(this, itemIndex);
	const query = queryOf(this, filters, itemIndex);
	const { connection, shop } = await shopOfItem(this, itemIndex);
	const { found, unreadable } = await calls.run(
		shop,
		async () => await searchCancellations(connection, shop.cipher, query, limit),
	);
	const ofShop = toOrderShop(shop);
	return {
		items: found.map(({ cancellation, raw }) =>
			simplify
				? ({ ...cancellation, shop: ofShop } as unknown as IDataObject)
				: (raw as IDataObject),
		),
		exceptions: unreadable.map(({ orderId, problem }) => {
			const message = `A cancellation of ${shopLabel(shop)} cannot be read: ${problem}.`;
			const exception = orderException('ORDER_UNREADABLE', message, { problem });
			return { ...(orderId ? { orderId } : {}), shop: ofShop, exception };
		}),
	};
}

function queryOf(
	context: IExecuteFunctions,
	filters: Filters,
	itemIndex: number,
): CancellationQuery {
	refuseInexactItem('Cancellation ID', filters.cancelIds);
	const cancelIds = toText(filters.cancelIds)
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
	const orderIds = orderIdsOfItem(context, 'filters.orderIds', filters.orderIds, itemIndex);
	return {
		...(cancelIds.length > 0 ? { cancel_ids: [...new Set(cancelIds)] } : {}),
		...(orderIds.length > 0 ? { order_ids: orderIds } : {}),
		...(filters.status ? { cancel_status: [filters.status] } : {}),
		...(filters.type ? { cancel_types: [filters.type] } : {}),
		update_time_ge: secondsOf(filters.updatedAfter),
		update_time_lt: secondsOf(filters.updatedBefore),
	};
}
