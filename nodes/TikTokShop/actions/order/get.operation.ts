import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { showFor, SIMPLIFY } from '../../../shared/parameters';
import { orderDetails } from '../../orders/details';
import { toOrderItem } from '../../orders/orderItem';
import { unreadableOrder } from '../../orders/unreadable';
import { aboutShop, shopLabel } from '../../shops/shops';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';
import { orderIdsIn } from './orderIds';

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

/** Get Order Detail (contract §4.3): order items, whatever state the orders are in. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const { connection, shop } = await chosenShop(this, itemIndex);
	const ids = orderIdsIn(this, this.getNodeParameter('orderIds', itemIndex), itemIndex);
	if (ids.length === 0) {
		throw new NodeOperationError(this.getNode(), 'No order ID is given', {
			itemIndex,
			description: 'Order IDs consist of 18 or 19 digits, e.g. 576500000000104729.',
		});
	}
	const { orders, unreadable } = await orderDetails(connection, shop.cipher, ids);
	if (unreadable.length > 0) {
		const { message, hint } = unreadableOrder(unreadable[0], shop);
		throw new NodeOperationError(this.getNode(), message, { itemIndex, description: hint });
	}
	const missing = ids.filter((id) => !orders.some((order) => order.id === id));
	if (missing.length > 0) {
		throw new NodeOperationError(
			this.getNode(),
			`${shopLabel(shop)} has no order ${missing.join(', ')}`,
			{ itemIndex, description: 'Check the order ID, and that the order was placed in this shop.' },
		);
	}
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	return orders.map(
		(order) => toOrderItem(order, aboutShop(shop), !simplify) as unknown as IDataObject,
	);
}
