import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { SECOND_MS } from '../../../shared/durations';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import type { OrderItem } from '../../../shared/orderItem';
import { optionsOf, perItem, showFor } from '../../../shared/parameters';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import {
	cancelOfOrders,
	outboundOrdersToCancel,
	type OrderCancellation,
	type OrderToCancel,
} from '../../outbound/cancelOfOrders';
import {
	orderNumberException,
	placedAtOf,
	type NumberSource,
} from '../../outbound/create/orderForCreate';
import { notExactException } from '../../outbound/create/exactNumbers';
import { outcomesOfFailures, type ParameterOutcome } from '../../outbound/create/failedParameters';
import { OmsConnection } from '../../transport/connection';
import { thirdOrderNumber, USUAL_WAIT_SECONDS, waitSeconds } from './outboundParameters';

export const option = {
	name: 'Cancel for Order',
	description: 'Cancel the outbound orders of orders that are cancelled on TikTok Shop',
	action: 'Cancel the outbound orders of an order',
};

export const writes = true;

export const outputs = ['Done', 'Exceptions'];

type WhenRequested = 'hold' | 'ignore' | 'cancel';

export const description: INodeProperties[] = showFor('outboundOrder', 'cancelOfOrder', [
	{
		...thirdOrderNumber,
		description: 'Number by which the outbound orders are found; the same choice as in Create',
	},
	{
		displayName: 'When the Buyer Asks to Cancel',
		name: 'whenRequested',
		type: 'options',
		options: [
			{
				name: 'Cancel the Outbound Order',
				value: 'cancel',
				description:
					'As if the order were cancelled. If the request is withdrawn, people have to decide.',
			},
			{
				name: 'Hold',
				value: 'hold',
				description:
					'Cancel nothing, and tell people by Exceptions that an outbound order is in the OMS. Nothing new is created for such an order.',
			},
			{ name: 'Ignore', value: 'ignore', description: 'Do nothing until the order is cancelled' },
		],
		default: 'hold',
	},
	optionsOf([
		{
			displayName: 'Look for Orders Made Elsewhere',
			name: 'lookElsewhere',
			type: 'boolean',
			default: true,
			description:
				'Whether to look for outbound orders that others have made with the TikTok Shop order ID as platform order number. They are never cancelled here; people are told.',
		},
		waitSeconds('leaves by Exceptions as CANCELLATION_PENDING'),
	]),
]);

/** A type, because an interface is no value of a parameter. */
type Options = {
	lookElsewhere?: boolean;
	waitSeconds?: number;
};

type Outcome =
	| Exclude<OrderCancellation, { exception: unknown }>
	| { result: 'notAsked'; outboundOrderNos: string[] }
	| ParameterOutcome;

/**
 * Outputs: Done, with `cancellation.result` `cancelled`, `none` (no live outbound order) or `notAsked` (the order still has to be shipped);
 * and Exceptions. Every item has the field `cancellation`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const outcomes = new Map<number, Outcome>();
	const { orders, itemsOf, waitMs } = readOrders(this, outcomes);
	try {
		if (orders.length > 0) {
			const connection = await OmsConnection.open(this);
			if (isDryRun(this)) return await dryRun(this, connection, orders, itemsOf);
			const results = await cancelOfOrders(connection, orders, waitMs);
			for (const [number, result] of results) {
				for (const itemIndex of itemsOf.get(number) ?? []) outcomes.set(itemIndex, result);
			}
		}
	} catch (failure) {
		if (!this.continueOnFail()) throw asNodeError(this, failure, 0);
		return [items.map((item, itemIndex) => failedItem(this, item, failure, itemIndex)), []];
	}
	return toOutputs(this, items, outcomes);
}

interface Read {
	/** Each order once. */
	orders: OrderToCancel[];
	/** Items by third order number. */
	itemsOf: Map<string, number[]>;
	waitMs: number;
}

/**
 * Items that can be decided without the OMS get their outcome, and those for which a parameter cannot be read: the others go on.
 *
 * @throws a parameter fails for every item
 */
function readOrders(context: IExecuteFunctions, outcomes: Map<number, Outcome>): Read {
	const readOrder = orderReader(context);
	const orders = new Map<string, OrderToCancel>();
	const itemsOf = new Map<string, number[]>();
	const failures = new Map<number, Error>();
	let waitSeconds: number | undefined;
	context.getInputData().forEach(({ json }, itemIndex) => {
		try {
			const read = readOrder(json, itemIndex);
			if ('outcome' in read) {
				outcomes.set(itemIndex, read.outcome);
				return;
			}
			const { thirdOrderNo } = read.order;
			itemsOf.set(thirdOrderNo, [...(itemsOf.get(thirdOrderNo) ?? []), itemIndex]);
			orders.set(thirdOrderNo, read.order);
			waitSeconds ??= read.waitSeconds;
		} catch (failure) {
			failures.set(itemIndex, asNodeError(context, failure, itemIndex));
		}
	});
	for (const [itemIndex, outcome] of outcomesOfFailures(context, failures)) {
		outcomes.set(itemIndex, outcome);
	}
	const waitMs = (waitSeconds ?? USUAL_WAIT_SECONDS) * SECOND_MS;
	return { orders: [...orders.values()], itemsOf, waitMs };
}

type ReadOrder = { outcome: Outcome } | { order: OrderToCancel; waitSeconds?: number };

/** Reads one item with its parameters; throws where one of them cannot be read for it. */
function orderReader(
	context: IExecuteFunctions,
): (json: IDataObject, itemIndex: number) => ReadOrder {
	const sourceOf = perItem<NumberSource>(context, 'thirdOrderNo', 'orderId');
	const whenRequestedOf = perItem<WhenRequested>(context, 'whenRequested', 'hold');
	const optionsOf = perItem<Options>(context, 'options', {});
	return (json, itemIndex) => {
		const source = sourceOf(itemIndex);
		const exception = notExactException(json) ?? orderNumberException(json, source, itemIndex);
		if (exception) return { outcome: { exception } };
		const order = json as unknown as OrderItem;
		const because = reasonOf(order);
		const whenRequested = whenRequestedOf(itemIndex);
		if (!because || (because === 'requested' && whenRequested === 'ignore')) {
			return { outcome: { result: 'notAsked', outboundOrderNos: [] } };
		}
		const { lookElsewhere, waitSeconds } = optionsOf(itemIndex);
		return {
			order: {
				thirdOrderNo: order[source].trim(),
				orderId: order.orderId.trim(),
				placedAt: placedAtOf(order, Date.now()),
				elsewhere: lookElsewhere !== false,
				because,
				cancels: because === 'cancelled' || whenRequested === 'cancel',
			},
			waitSeconds,
		};
	};
}

/** Why the outbound orders of an order must not ship; undefined if they still have to. */
function reasonOf({
	status,
	change,
	buyerRequestedCancel,
}: OrderItem): OrderToCancel['because'] | undefined {
	if (status === 'CANCELLED' || change === 'cancelled') return 'cancelled';
	return buyerRequestedCancel === true ? 'requested' : undefined;
}

async function dryRun(
	context: IExecuteFunctions,
	connection: OmsConnection,
	orders: readonly OrderToCancel[],
	itemsOf: ReadonlyMap<string, number[]>,
): Promise<INodeExecutionData[][]> {
	const numbers = await outboundOrdersToCancel(connection, orders);
	const wordsOf = new Map<number, string>();
	for (const [number, found] of numbers) {
		const words =
			found.length > 0
				? `Cancel outbound order ${found.join(', ')} where the warehouse still can.`
				: 'Cancel nothing: the order has no live outbound order.';
		for (const itemIndex of itemsOf.get(number) ?? []) wordsOf.set(itemIndex, words);
	}
	const done = context.getInputData().map((item, itemIndex) => {
		const preview = wouldDo(context, wordsOf.get(itemIndex) ?? 'Cancel nothing.');
		return answerTo(item, { json: { ...item.json, ...preview } }, itemIndex);
	});
	return [done, []];
}

function toOutputs(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	outcomes: ReadonlyMap<number, Outcome>,
): INodeExecutionData[][] {
	const outputs: [INodeExecutionData[], INodeExecutionData[]] = [[], []];
	items.forEach((item, itemIndex) => {
		const outcome = outcomes.get(itemIndex);
		if (!outcome) return;
		if ('failure' in outcome) {
			outputs[0].push(failedItem(context, item, outcome.failure, itemIndex));
		} else if ('exception' in outcome) {
			const json: IDataObject = { ...item.json, cancellation: { result: 'waits' } };
			outputs[1].push(exceptionItem({ ...item, json }, outcome.exception, itemIndex));
		} else {
			const cancellation = { ...outcome };
			outputs[0].push(answerTo(item, { json: { ...item.json, cancellation } }, itemIndex));
		}
	});
	return outputs;
}
