import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { orderException } from '../../../shared/exceptions';
import { optionsOf, showFor } from '../../../shared/parameters';
import { isDryRun, notWritten } from '../../../shared/toolRun';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { changeChoice, readEntries, type Entry } from '../../outbound/create/createEntries';
import { createRequest } from '../../outbound/create/createRequest';
import { placedAtOf, unitsOfOrder } from '../../outbound/create/orderForCreate';
import { ensureOutboundOrders } from '../../outbound/create/ensureOrders';
import type { EnsureResult, DesiredOrder } from '../../outbound/create/desiredOrder';
import { ensuredItem, previewItem } from '../../outbound/create/resultItem';
import { OmsConnection } from '../../transport/connection';
import { channelLocator, warehouseLocator } from '../locators';
import { thirdOrderNumber } from './outboundParameters';

export const option = {
	name: 'Create',
	description: 'Create the outbound orders that do not exist yet',
	action: 'Create an outbound order',
};

export const writes = true;

export const outputs = ['Created', 'Exceptions'];

const FIXED = { show: { warehouseFrom: ['fixed'] } };

export const description: INodeProperties[] = showFor('outboundOrder', 'create', [
	{
		displayName: 'Warehouse and Channel',
		name: 'warehouseFrom',
		type: 'options',
		options: [
			{ name: 'Chosen Below', value: 'fixed' },
			{
				name: 'From the Order',
				value: 'order',
				description:
					'The fields warehouseCode and logisticsChannel of each order, as Warehouse > Choose by Rules sets them',
			},
		],
		default: 'fixed',
	},
	{ ...warehouseLocator, displayOptions: FIXED },
	{ ...channelLocator, displayOptions: FIXED },
	{
		...thirdOrderNumber,
		description:
			'Number that the outbound order gets and is found by. Keep the choice: orders that were created with the other number are found only by Look for Orders Made Elsewhere.',
	},
	optionsOf([
		{
			displayName: 'Create Again What Was Cancelled',
			name: 'createAgain',
			type: 'boolean',
			default: false,
			description:
				'Whether to create another outbound order where the one of an order was cancelled in the OMS. It gets a number of its own: the third order number with -2, -3 and so on.',
		},
		{
			displayName: 'Look for Orders Made Elsewhere',
			name: 'lookElsewhere',
			type: 'boolean',
			default: true,
			description:
				'Whether to look for outbound orders that people or other systems have made with the TikTok Shop order ID as platform order number. It costs one call for each run, and at the first run one for each hundred outbound orders since the oldest order was placed. Switch it off only where nobody else creates outbound orders.',
		},
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: false,
			description:
				'Whether to create nothing and only say in the field preview what would happen to each order',
		},
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
		{
			displayName: 'When the Outbound Order Differs',
			name: 'whenDifferent',
			type: 'options',
			options: [
				{
					name: 'Replace It',
					value: 'replace',
					description:
						'Cancel it and create another one once the warehouse has agreed; also after a change of the SKU mapping',
				},
				{
					name: 'Replace It If the Order Has Changed',
					value: 'replaceChanged',
					description:
						'The same, only for orders that TikTok Shop shows as changed since they were handed over; others wait',
				},
				{ name: 'Take It as It Is', value: 'ignore', description: 'Do not compare' },
				{
					name: 'The Order Waits',
					value: 'wait',
					description: 'It leaves by Exceptions and says what differs',
				},
			],
			default: 'wait',
			description:
				'What to do when the outbound order of an order has other lines or another recipient than the order needs now',
		},
	]),
]);

/** Outputs: Created (orders with their outbound order, new or existing) and Exceptions. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const outcomes = new Map<number, EnsureResult>();
	const byOrder = new Map<string, Entry[]>();
	for (const entry of await readEntries(this, outcomes)) {
		const same = byOrder.get(entry.order.orderId);
		if (same) same.push(entry);
		else byOrder.set(entry.order.orderId, [entry]);
	}
	const wanted = desiredOrders(byOrder, outcomes);
	const preview =
		isDryRun(this) || [...byOrder.values()].some(([{ options }]) => options.preview === true);
	if (wanted.length > 0) {
		const connection = await OmsConnection.open(this);
		const results = await ensureOutboundOrders(connection, wanted, {
			continueAfterFailure: this.continueOnFail(),
			preview,
		});
		for (const { orderId, thirdOrderNo } of wanted) {
			const result = results.get(thirdOrderNo);
			if (result) setOutcomes(byOrder.get(orderId), result, outcomes);
		}
	}
	return toOutputs(this, items, outcomes, preview);
}

/** One outbound order per order. A second order with the same third order number gets an exception, because the OMS cannot tell them apart. */
function desiredOrders(
	byOrder: ReadonlyMap<string, Entry[]>,
	outcomes: Map<number, EnsureResult>,
): DesiredOrder[] {
	const wanted = new Map<string, DesiredOrder>();
	for (const [orderId, entries] of byOrder) {
		const [{ order, choice, options }] = entries;
		const { thirdOrderNo } = choice;
		const other = wanted.get(thirdOrderNo);
		if (other) {
			const message = `Order ${orderId} names the same third order number as order ${other.orderId}: ${thirdOrderNo}.`;
			const hint = 'Give each order a number of its own; its idempotencyKey was copied or changed.';
			const exception = orderException('ORDER_UNREADABLE', message, { orderId }, hint);
			setOutcomes(entries, { exception }, outcomes);
			continue;
		}
		wanted.set(thirdOrderNo, {
			thirdOrderNo,
			orderId,
			placedAt: placedAtOf(order, Date.now()),
			elsewhere: options.lookElsewhere !== false,
			...changeChoice(order, options),
			units: () => unitsOfOrder(order),
			request: () => createRequest(order, choice),
		});
	}
	return [...wanted.values()];
}

/** Sets the outcome of all items of one order; only the first one counts as created. */
function setOutcomes(
	entries: Entry[] = [],
	result: EnsureResult,
	outcomes: Map<number, EnsureResult>,
): void {
	entries.forEach(({ itemIndex }, position) => {
		const isRepeated = position > 0 && 'outboundOrder' in result;
		outcomes.set(itemIndex, isRepeated ? { ...result, created: false } : result);
	});
}

function toOutputs(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	outcomes: ReadonlyMap<number, EnsureResult>,
	preview: boolean,
): INodeExecutionData[][] {
	const created: INodeExecutionData[] = [];
	const exceptions: INodeExecutionData[] = [];
	for (const [itemIndex, outcome] of [...outcomes].sort(([a], [b]) => a - b)) {
		const item = items[itemIndex];
		const json = preview ? previewItem(item.json, outcome) : item.json;
		if ('failure' in outcome) {
			if (!context.continueOnFail()) throw asNodeError(context, outcome.failure, itemIndex);
			exceptions.push(failedItem(context, item, outcome.failure, itemIndex));
		} else if ('exception' in outcome) {
			exceptions.push(exceptionItem({ ...item, json }, outcome.exception, itemIndex));
		} else if (preview || !('outboundOrder' in outcome)) {
			created.push(answerTo(item, { json: { ...json, ...notWritten(context) } }, itemIndex));
		} else {
			created.push(answerTo(item, { json: ensuredItem(item.json, outcome) }, itemIndex));
		}
	}
	return [created, exceptions];
}
