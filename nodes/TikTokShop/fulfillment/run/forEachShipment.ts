import { groupBy } from 'lodash';
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { OrderException } from '../../../shared/exceptions';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { shopLabel, type Shop } from '../../shops/shops';
import { TikTokShopError } from '../../transport/connection';
import { byDeadline, ShopQueue } from './shopQueue';
import { notWritten } from '../../../shared/toolRun';
import { FulfillmentRun } from './fulfillmentRun';
import { failureScopeOf, itemException, shopException } from './failureScope';
import type { FoundOrder } from './findOrders';
import { CircuitBreaker } from './circuitBreaker';
import type { ShipmentFields } from './shipmentFields';

export type ShipmentResult = { fulfillment: IDataObject } | { exception: OrderException };

/** Processes one item whose order was found. */
export type ShipmentHandler = (
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
) => Promise<ShipmentResult>;

type Routed = [output: number, item: INodeExecutionData];

/**
 * Runs an operation for all items: shops in parallel, because TikTok Shop limits calls per shop; within a shop the earliest deadline
 * first. The outputs are in the order of the items. Every item leaves by one output: the
 * first, or Exceptions with the reason.
 *
 * @throws an error that is not about one order; the other shops finish their current order
 */
export async function forEachShipment(
	context: IExecuteFunctions,
	handle: ShipmentHandler,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const run = await FulfillmentRun.open(context);
	const circuitBreaker = new CircuitBreaker();
	const outcomes: Routed[] = [];
	const stopped: { by?: Error } = {};
	const work = async (shopId: string, shopQueue: ShopQueue): Promise<void> => {
		for (let next = await shopQueue.next(); next !== undefined; next = await shopQueue.next()) {
			if (stopped.by) return;
			outcomes[next] = await routedOf(context, run, handle, circuitBreaker, shopId, next);
		}
	};
	await Promise.all(
		shopQueuesOf(run).map(async ([shopId, shopQueue]) => {
			await work(shopId, shopQueue).catch((failure: Error) => {
				stopped.by ??= failure;
			});
		}),
	);
	if (stopped.by) throw stopped.by;
	circuitBreaker.assertSomeSucceeded(run.orderCount);
	if (circuitBreaker.hasRefusedAll(run.orderCount)) throw refusedAll(context, outcomes);
	return [0, 1].map((output) =>
		outcomes.filter(([chosen]) => chosen === output).map(([, item]) => item),
	);
}

function refusedAll(context: IExecuteFunctions, outcomes: readonly Routed[]): NodeOperationError {
	const exceptions = outcomes.flatMap(([, { json }]) => (json.exception as OrderException) ?? []);
	const [{ message, hint }] = exceptions;
	return new NodeOperationError(
		context.getNode(),
		`TikTok Shop refused all ${exceptions.length} orders alike: ${message}`,
		{ description: hint },
	);
}

/** The items of each shop, the earliest deadline first; items without an order have a queue of their own. */
function shopQueuesOf(run: FulfillmentRun): Array<[shopId: string, shopQueue: ShopQueue]> {
	const found = run.shipments.map(({ orderId }) => run.orderOf(orderId));
	const inTurn = byDeadline(found.map((each) => each?.order));
	const byShop = groupBy(inTurn, (itemIndex) => found[itemIndex]?.shop.id ?? '');
	return Object.entries(byShop).map(([shopId, itemIndexes]) => [
		shopId,
		new ShopQueue(run, found[itemIndexes[0]]?.shop, itemIndexes),
	]);
}

async function routedOf(
	context: IExecuteFunctions,
	run: FulfillmentRun,
	handle: ShipmentHandler,
	circuitBreaker: CircuitBreaker,
	shopQueue: string,
	itemIndex: number,
): Promise<Routed> {
	const item = context.getInputData()[itemIndex];
	const shipment = run.shipments[itemIndex];
	try {
		const result = await resultOf(run, handle, circuitBreaker, shopQueue, itemIndex);
		return 'exception' in result
			? [1, exceptionItem(item, result.exception, itemIndex)]
			: [
					0,
					answerTo(item, { json: { ...item.json, ...result, ...notWritten(context) } }, itemIndex),
				];
	} catch (failure) {
		const error = asNodeError(context, failure, itemIndex);
		try {
			return [
				1,
				exceptionItem(
					item,
					circuitBreaker.onFailure(error, shopQueue, shipment.orderId),
					itemIndex,
				),
			];
		} catch {
			const named = metAt(error, shipment.orderId, run.orderOf(shipment.orderId)?.shop);
			if (!context.continueOnFail()) throw named;
			return [1, failedItem(context, item, named, itemIndex)];
		}
	}
}

/** Adds the order at which the run failed to the description; the orders after it wait too. */
function metAt<T extends Error>(error: T, orderId: string, shop?: Shop): T {
	if (!(error instanceof TikTokShopError) || orderId === '') return error;
	const where = `Met at order ${orderId}${shop ? ` of ${shopLabel(shop)}` : ''}.`;
	error.description = [error.description, where].filter(Boolean).join(' ');
	return error;
}

/** @throws what is not about this order or its shop alone */
async function resultOf(
	run: FulfillmentRun,
	handle: ShipmentHandler,
	circuitBreaker: CircuitBreaker,
	shopQueue: string,
	itemIndex: number,
): Promise<ShipmentResult> {
	const shipment = run.shipments[itemIndex];
	const { orderId, exception: notExact } = shipment;
	if (notExact) return { exception: notExact };
	const reason = run.passedByReason(itemIndex);
	if (reason) return { fulfillment: { orderId, sent: false, status: 'passedBy', reason } };
	if (shipment.notLeft) return { exception: shipment.notLeft };
	const found = run.orderOf(orderId);
	if (!found) return { exception: run.notFoundException(shipment) };
	const refused = run.shopRefusedException(orderId, found.shop);
	if (refused) return { exception: refused };
	try {
		const result = await handle(run, shipment, found);
		circuitBreaker.onSuccess(shopQueue);
		if ('exception' in result) circuitBreaker.onException(result.exception, orderId);
		return result;
	} catch (failure) {
		const failed = failureScopeOf(failure);
		if (failed === 'temporary') run.noteConflict(found.shop);
		if (failed === 'run' || failed === 'temporary') return await Promise.reject(failure as Error);
		if (failed === 'shop') {
			run.refuse(found.shop, failure as TikTokShopError);
			return { exception: shopException(orderId, found.shop, failure as TikTokShopError) };
		}
		circuitBreaker.onSuccess(shopQueue);
		const exception = itemException(orderId, failure);
		circuitBreaker.onException(exception, orderId);
		return { exception };
	}
}
