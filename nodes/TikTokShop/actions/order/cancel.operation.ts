import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ItemAnswer } from '../../../shared/forEachItem';
import { showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import { NotAnswered } from '../../cancellations/answer';
import { cancelOrder } from '../../cancellations/cancelOrder';
import { shopLabel, toOrderShop } from '../../shops/shops';
import { shopLocator } from '../locators';
import { ItemException } from './itemException';
import { ORDER_ID_HINT } from './orderIds';
import { orderIdParameter } from './orderParameters';
import { shopOfItem } from './shopOfItem';
import { orderIdsOfItem, unusable } from './valuesOfItem';

export const option = {
	name: 'Cancel',
	description: 'Cancel an order as its seller, before anything of it has left',
	action: 'Cancel an order',
};

export const outputs = ['Orders', 'Exceptions'];

export const writes = true;

export const description: INodeProperties[] = showFor('order', 'cancel', [
	shopLocator,
	orderIdParameter,
	{
		displayName: 'Cancel Reason',
		name: 'cancelReason',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. seller_cancel_reason_out_of_stock',
		description:
			'Name of a reason that TikTok Shop allows for the order; they differ by market and status. TikTok Shop may count cancellations by the seller against the shop.',
	},
]);

/** Cancel Order (TikTok Shop API §4.9); the item says whether it was cancelled now or before. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<ItemAnswer[]> {
	const { json } = this.getInputData()[itemIndex];
	const reason = toText(this.getNodeParameter('cancelReason', itemIndex, '')).trim();
	const value: unknown = this.getNodeParameter('orderId', itemIndex, '');
	const [orderId, ...others] = orderIdsOfItem(this, 'orderId', value, itemIndex);
	if (!orderId || others.length > 0) {
		const problem = orderId ? 'Several order IDs are given' : 'No order ID is given';
		throw unusable(this, 'orderId', problem, ORDER_ID_HINT, itemIndex);
	}
	if (reason === '') {
		const hint = 'Give the name of a reason, e.g. seller_cancel_reason_out_of_stock.';
		throw unusable(this, 'cancelReason', 'No cancel reason is given', hint, itemIndex);
	}
	const { connection, shop } = await shopOfItem(this, itemIndex);
	if (isDryRun(this)) {
		const what = `Cancel order ${orderId} of ${shopLabel(shop)} as its seller.`;
		return [{ json: { ...json, orderId, ...wouldDo(this, what) } }];
	}
	try {
		const sellerCancellation = { ...(await cancelOrder(connection, shop, orderId, reason)) };
		return [{ json: { ...json, orderId, sellerCancellation } }];
	} catch (failure) {
		if (!(failure instanceof NotAnswered)) return await Promise.reject(failure as Error);
		const { exception } = failure;
		return await Promise.reject(new ItemException({ orderId, shop: toOrderShop(shop), exception }));
	}
}
