import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { orderException } from '../../../shared/exceptions';
import type { OrderItem } from '../../../shared/orderItem';
import { perItem, showFor } from '../../../shared/parameters';
import { asNodeError, exceptionItem, failedItem } from '../../../shared/router';
import { createRequest, OWN_LABEL_CHANNEL, type CreateChoice } from '../../outbound/createRequest';
import { notExactException } from '../../outbound/exactNumbers';
import { labelOfItem, labelText } from '../../outbound/label';
import { placeOrders, type Placed } from '../../outbound/place';
import { textOf } from '../../transport/json';
import { OmsConnection } from '../../transport/request';
import { channelLocator, warehouseLocator } from '../locators';

type NumberSource = 'orderId' | 'idempotencyKey';
type Options = Partial<
	Pick<CreateChoice, 'salesPlatform' | 'remark' | 'signatureService' | 'label'>
> & {
	/** Binary field that holds the label; `data` unless the user says otherwise. */
	labelField?: string;
};

export const description: INodeProperties[] = showFor('outboundOrder', 'create', [
	warehouseLocator,
	channelLocator,
	{
		displayName: 'Third Order Number',
		name: 'thirdOrderNo',
		type: 'options',
		options: [
			{
				name: 'Idempotency Key',
				value: 'idempotencyKey',
				description: 'Shop ID and order ID, such as 7490000000000000001:576460000000000001',
			},
			{ name: 'Order ID', value: 'orderId', description: 'TikTok Shop order ID' },
		],
		default: 'orderId',
		description:
			'Number that the outbound order gets and is found by. Keep the choice: orders that were created with the other number are not found and would be created again.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Remark',
				name: 'remark',
				type: 'string',
				default: '',
				description: 'For the warehouse, up to 255 characters; what is longer is cut off',
			},
			{
				displayName: 'Sales Platform Name',
				name: 'salesPlatform',
				type: 'string',
				default: 'TikTok',
				description: 'Sales platform that the outbound order shows in the OMS',
			},
			{
				displayName: 'Shipping Label (Base64)',
				name: 'label',
				type: 'string',
				default: '',
				description:
					'PDF as Base64 text, for the channel Upload_Shipping_Label. Usually an expression, as each order has its own label.',
			},
			{
				displayName: 'Shipping Label Field',
				name: 'labelField',
				type: 'string',
				default: 'data',
				description:
					'Name of the binary field that holds the label of the order, for the channel Upload_Shipping_Label. TikTok Shop > Package > Get Shipping Document fills it.',
			},
			{
				displayName: 'Signature Service',
				name: 'signatureService',
				type: 'options',
				options: [
					{ name: 'Adult', value: '3' },
					{ name: 'Direct', value: '2' },
					{ name: 'Indirect', value: '1' },
					{ name: 'None', value: '' },
				],
				default: '',
				description: 'Signature that the carrier asks for at delivery',
			},
		],
	},
]);

interface Entry {
	itemIndex: number;
	order: OrderItem;
	choice: CreateChoice;
}

/** Outputs: Created (the order with its outbound order, new or already there), Exceptions. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const outcomes = new Map<number, Placed>();
	const byNumber = new Map<string, Entry[]>();
	for (const entry of await readEntries(this, outcomes)) {
		const { thirdOrderNo } = entry.choice;
		const same = byNumber.get(thirdOrderNo);
		if (same) same.push(entry);
		else byNumber.set(thirdOrderNo, [entry]);
	}
	const wanted = [...byNumber].map(([thirdOrderNo, [{ order, choice }]]) => ({
		thirdOrderNo,
		orderId: order.orderId,
		request: () => createRequest(order, choice),
	}));
	if (wanted.length > 0) {
		const connection = await OmsConnection.open(this);
		const placed = await placeOrders(connection, wanted, this.continueOnFail());
		for (const [thirdOrderNo, result] of placed)
			share(byNumber.get(thirdOrderNo), result, outcomes);
	}
	return sorted(this, items, outcomes);
}

/** Orders to look after; what is decided without the OMS goes to the outcomes. */
async function readEntries(
	context: IExecuteFunctions,
	outcomes: Map<number, Placed>,
): Promise<Entry[]> {
	const choiceOf = choices(context);
	const entries: Entry[] = [];
	const items = context.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const order = items[itemIndex].json as unknown as OrderItem;
		const exception = notExactException(items[itemIndex].json);
		if (exception) {
			outcomes.set(itemIndex, { exception });
			continue;
		}
		try {
			const choice = await choiceOf(order, itemIndex);
			if (order.status === 'CANCELLED') outcomes.set(itemIndex, cancelled(order));
			else entries.push({ itemIndex, order, choice });
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (!context.continueOnFail()) throw error;
			outcomes.set(itemIndex, { failure: error });
		}
	}
	return entries;
}

function choices(
	context: IExecuteFunctions,
): (order: OrderItem, itemIndex: number) => Promise<CreateChoice> {
	const warehouse = perItem(context, 'warehouse', '', { extractValue: true });
	const channel = perItem(context, 'logisticsChannel', '', { extractValue: true });
	const source = perItem<NumberSource>(context, 'thirdOrderNo', 'orderId');
	const options = perItem<Options>(context, 'options', {});
	return async (order, itemIndex) => {
		const field = source(itemIndex);
		const thirdOrderNo = textOf(order[field]);
		if (!order.orderId || !thirdOrderNo) {
			throw new NodeOperationError(
				context.getNode(),
				`Item ${itemIndex} is no order: ${field} is empty`,
				{
					itemIndex,
					description: 'Connect the Mapped output of the SKU Mapping node to this node.',
				},
			);
		}
		const {
			salesPlatform = 'TikTok',
			remark = '',
			signatureService = '',
			label = '',
			labelField = 'data',
		} = options(itemIndex);
		const logisticsChannel = textOf(channel(itemIndex));
		const takesFile = logisticsChannel === OWN_LABEL_CHANNEL && labelField !== '' && !label;
		return {
			warehouseCode: textOf(warehouse(itemIndex)),
			logisticsChannel,
			thirdOrderNo,
			salesPlatform,
			remark: textOf(remark),
			signatureService,
			label: takesFile ? await labelOfItem(context, labelField, itemIndex) : labelText(label),
		};
	};
}

function cancelled({ orderId }: OrderItem): Placed {
	const message = `Order ${orderId} is cancelled on TikTok Shop, so no outbound order is created.`;
	return { exception: orderException('ORDER_CANCELLED', message, { orderId }) };
}

/** The same order twice in the input: created for the first item, already there for the others. */
function share(entries: Entry[] = [], result: Placed, outcomes: Map<number, Placed>): void {
	entries.forEach(({ itemIndex }, position) => {
		const again = position > 0 && 'outboundOrder' in result;
		outcomes.set(itemIndex, again ? { ...result, created: false } : result);
	});
}

function sorted(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	outcomes: ReadonlyMap<number, Placed>,
): INodeExecutionData[][] {
	const created: INodeExecutionData[] = [];
	const exceptions: INodeExecutionData[] = [];
	for (const [itemIndex, outcome] of [...outcomes].sort(([a], [b]) => a - b)) {
		const item = items[itemIndex];
		if ('failure' in outcome) {
			if (!context.continueOnFail()) throw asNodeError(context, outcome.failure, itemIndex);
			exceptions.push(failedItem(context, item, outcome.failure, itemIndex));
		} else if ('exception' in outcome) {
			exceptions.push(exceptionItem(item.json, outcome.exception, itemIndex));
		} else {
			const { outboundOrder, created: outboundOrderCreated, duplicates } = outcome;
			const json = {
				...item.json,
				outboundOrder,
				outboundOrderCreated,
				// Made by somebody else at the same moment; the cancellation of the younger ones was asked for.
				...(duplicates ? { outboundOrderDuplicates: duplicates } : {}),
			} as unknown as IDataObject;
			created.push({ json, pairedItem: { item: itemIndex } });
		}
	}
	return [created, exceptions];
}
