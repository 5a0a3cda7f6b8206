import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { orderException } from '../../../shared/exceptions';
import { showFor, SIMPLIFY } from '../../../shared/parameters';
import { orderDetails } from '../../orders/details';
import { toOrderItem } from '../../orders/orderItem';
import { toUnreadableOrder } from '../../orders/unreadable';
import { toOrderShop, shopLabel } from '../../shops/shops';
import { shopLocator } from '../locators';
import type { Answer } from './eachItemByShop';
import { orderIdsOfItem, unusable } from './valuesOfItem';
import { ORDER_ID_HINT } from './orderIds';
import type { ShopCalls } from './shopCalls';
import { shopOfItem } from './shopOfItem';

export const option = {
	name: 'Get',
	description: 'Retrieve orders by their IDs',
	action: 'Get an order',
};

export const outputs = ['Orders', 'Exceptions'];

export const description: INodeProperties[] = showFor('order', 'get', [
	shopLocator,
	{
		displayName: 'Order IDs',
		name: 'orderIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 576500000000104729',
		description: 'One order ID, or several separated by commas',
	},
	SIMPLIFY,
]);

/**
 * Get Order Detail (TikTok Shop API §4.3) for orders in any status. An order that the shop does not have, or that cannot be read,
 * becomes an exception.
 */
export async function execute(
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
): Promise<Answer> {
	const value: unknown = this.getNodeParameter('orderIds', itemIndex);
	const ids = orderIdsOfItem(this, 'orderIds', value, itemIndex);
	if (ids.length === 0) {
		const problem = 'No order ID is given';
		throw unusable(this, 'orderIds', problem, ORDER_ID_HINT, itemIndex);
	}
	const { connection, shop } = await shopOfItem(this, itemIndex);
	const { orders, unreadable } = await calls.run(
		shop,
		async () => await orderDetails(connection, shop.cipher, ids),
	);
	const orderShop = toOrderShop(shop);
	const known = [...orders.map(({ id }) => id), ...unreadable.map(({ orderId }) => orderId)];
	const missing = ids.filter((id) => !known.includes(id));
	const keepRaw = !(this.getNodeParameter('simplify', itemIndex, true) as boolean);
	return {
		items: orders.map((order) => toOrderItem(order, orderShop, keepRaw) as unknown as IDataObject),
		exceptions: [
			...unreadable.map((fault) => toUnreadableOrder(fault, orderShop)),
			...missing.map((orderId) => ({
				orderId,
				shop: orderShop,
				exception: orderException('ORDER_NOT_FOUND', `${shopLabel(shop)} has no order ${orderId}`),
			})),
		],
	};
}
