import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ItemAnswer } from '../../../shared/forEachItem';
import { toText } from '../../../shared/text';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import {
	answerRequest,
	NotAnswered,
	type RequestOf,
	type SellerAnswer,
} from '../../cancellations/answer';
import { shopLabel, toOrderShop } from '../../shops/shops';
import { shopLocator } from '../locators';
import { ItemException, refuseInexactItem } from '../order/itemException';
import { ORDER_ID_HINT } from '../order/orderIds';
import { orderIdParameter } from '../order/orderParameters';
import { shopOfItem } from '../order/shopOfItem';
import { orderIdsOfItem, unusable } from '../order/valuesOfItem';

const CANCELLATION_ID_HINT =
	'Cancellation IDs consist of digits, e.g. 4035000000000009973. Cancellation > Get Many lists them.';

/** Shop and request that are to be answered. */
export const requestParameters: INodeProperties[] = [
	shopLocator,
	{
		displayName: 'Request Of',
		name: 'requestOf',
		type: 'options',
		options: [
			{
				name: 'Cancellation ID',
				value: 'cancellation',
				description: 'One request, by the ID that Cancellation > Get Many gives',
			},
			{
				name: 'Order',
				value: 'order',
				description: 'Whatever the buyer asks to cancel of an order now',
			},
		],
		default: 'order',
		description: 'Which request is answered',
	},
	{ ...orderIdParameter, displayOptions: { show: { requestOf: ['order'] } } },
	{
		displayName: 'Cancellation ID',
		name: 'cancelId',
		type: 'string',
		required: true,
		default: '={{ $json.cancelId }}',
		description: 'ID of the cancellation on TikTok Shop',
		displayOptions: { show: { requestOf: ['cancellation'] } },
	},
];

/**
 * Answers the request that an item names.
 *
 * @param doing  what an AI agent is told that would be done, e.g. "Approve"
 * @throws ItemException when the request cannot be answered
 */
export async function answerOfItem(
	context: IExecuteFunctions,
	itemIndex: number,
	answer: SellerAnswer,
	doing: string,
): Promise<ItemAnswer[]> {
	const { json } = context.getInputData()[itemIndex];
	const asked = requestOfItem(context, itemIndex);
	const { connection, shop } = await shopOfItem(context, itemIndex);
	if (isDryRun(context)) {
		const request = 'orderId' in asked ? `of order ${asked.orderId}` : asked.cancelId;
		const what = `${doing} the buyer's request to cancel ${request} of ${shopLabel(shop)}.`;
		return [{ json: { ...json, ...asked, ...wouldDo(context, what) } }];
	}
	try {
		const answered = await answerRequest(connection, shop, asked, answer);
		return answered.map((cancellation) => ({
			json: {
				...json,
				orderId: cancellation.orderId,
				cancellation: cancellation as unknown as IDataObject,
			},
		}));
	} catch (failure) {
		if (!(failure instanceof NotAnswered)) return await Promise.reject(failure as Error);
		const { exception } = failure;
		const fault = { ...asked, shop: toOrderShop(shop), exception };
		return await Promise.reject(new ItemException(fault));
	}
}

function requestOfItem(context: IExecuteFunctions, itemIndex: number): RequestOf {
	const name =
		context.getNodeParameter('requestOf', itemIndex, 'order') === 'order' ? 'orderId' : 'cancelId';
	const value: unknown = context.getNodeParameter(name, itemIndex, '');
	if (name === 'orderId') {
		const ids = orderIdsOfItem(context, name, value, itemIndex);
		if (ids.length === 1) return { orderId: ids[0] };
		const problem = ids.length === 0 ? 'No order ID is given' : 'Several order IDs are given';
		throw unusable(context, name, problem, ORDER_ID_HINT, itemIndex);
	}
	refuseInexactItem('Cancellation ID', value);
	const cancelId = toText(value).trim();
	if (/^\d+$/.test(cancelId)) return { cancelId };
	const problem = cancelId ? `"${cancelId}" is no cancellation ID` : 'No cancellation ID is given';
	throw unusable(context, name, problem, CANCELLATION_ID_HINT, itemIndex);
}
