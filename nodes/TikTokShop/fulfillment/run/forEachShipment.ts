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
import { byDeadline } from './deadline';
import { notWritten } from '../../../shared/toolRun';
import { Desk } from './fulfillmentRun';
import { failedOf, itemException, shopException } from './failures';
import type { FoundOrder } from './findOrders';
import { Lane } from './shopQueue';
import { Outage } from './circuitBreaker';
import type { ShipmentFields } from './shipmentFields';

export type Result = { fulfillment: IDataObject } | { exception: OrderException };

/** What an operation does for one item whose order was found. */
export type Handle = (desk: Desk, shipment: ShipmentFields, found: FoundOrder) => Promise<Result>;

type Outcome = [output: number, item: INodeExecutionData];

/**
 * Runs an operation for all items: shops side by side, as TikTok Shop counts the calls of each shop by itself; of a shop the
 * order with the earliest deadline first. The outputs are in the order of the items. Every item leaves by one output: the
 * first, or Exceptions with the reason.
 *
 * @throws what is not about one order; the other shops end with the order they are at
 */
export async function forEachShipment(
	context: IExecuteFunctions,
	handle: Handle,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const desk = await Desk.open(context);
	const outage = new Outage();
	const outcomes: Outcome[] = [];
	const run: { broken?: Error } = {};
	const work = async (shopId: string, lane: Lane): Promise<void> => {
		for (let next = await lane.next(); next !== undefined; next = await lane.next()) {
			if (run.broken) return;
			outcomes[next] = await outcomeOf(context, desk, handle, outage, shopId, next);
		}
	};
	await Promise.all(
		lanesOf(desk).map(async ([shopId, lane]) => {
			await work(shopId, lane).catch((failure: Error) => {
				run.broken ??= failure;
			});
		}),
	);
	if (run.broken) throw run.broken;
	outage.mayNotBeAll(desk.orderCount);
	if (outage.hasRefusedAll(desk.orderCount)) throw refusedAll(context, outcomes);
	return [0, 1].map((output) =>
		outcomes.filter(([chosen]) => chosen === output).map(([, item]) => item),
	);
}

function refusedAll(context: IExecuteFunctions, outcomes: readonly Outcome[]): NodeOperationError {
	const exceptions = outcomes.flatMap(([, { json }]) => (json.exception as OrderException) ?? []);
	const [{ message, hint }] = exceptions;
	return new NodeOperationError(
		context.getNode(),
		`TikTok Shop refused all ${exceptions.length} orders alike: ${message}`,
		{ description: hint },
	);
}

/** The items of each shop, the earliest deadline first; items whose order was not found are a lane of their own. */
function lanesOf(desk: Desk): Array<[shopId: string, lane: Lane]> {
	const found = desk.shipments.map(({ orderId }) => desk.orderOf(orderId));
	const inTurn = byDeadline(found.map((each) => each?.order));
	const byShop = groupBy(inTurn, (itemIndex) => found[itemIndex]?.shop.id ?? '');
	return Object.entries(byShop).map(([shopId, itemIndexes]) => [
		shopId,
		new Lane(desk, found[itemIndexes[0]]?.shop, itemIndexes),
	]);
}

async function outcomeOf(
	context: IExecuteFunctions,
	desk: Desk,
	handle: Handle,
	outage: Outage,
	lane: string,
	itemIndex: number,
): Promise<Outcome> {
	const item = context.getInputData()[itemIndex];
	const shipment = desk.shipments[itemIndex];
	try {
		const result = await resultOf(desk, handle, outage, lane, itemIndex);
		return 'exception' in result
			? [1, exceptionItem(item, result.exception, itemIndex)]
			: [
					0,
					answerTo(item, { json: { ...item.json, ...result, ...notWritten(context) } }, itemIndex),
				];
	} catch (failure) {
		const error = asNodeError(context, failure, itemIndex);
		try {
			return [1, exceptionItem(item, outage.of(error, lane, shipment.orderId), itemIndex)];
		} catch {
			const named = metAt(error, shipment.orderId, desk.orderOf(shipment.orderId)?.shop);
			if (!context.continueOnFail()) throw named;
			return [1, failedItem(context, item, named, itemIndex)];
		}
	}
}

/** Says at which order a failure of the run was met: those behind it wait too. */
function metAt<T extends Error>(error: T, orderId: string, shop?: Shop): T {
	if (!(error instanceof TikTokShopError) || orderId === '') return error;
	const where = `Met at order ${orderId}${shop ? ` of ${shopLabel(shop)}` : ''}.`;
	error.description = [error.description, where].filter(Boolean).join(' ');
	return error;
}

/** @throws what is not about this order or its shop alone */
async function resultOf(
	desk: Desk,
	handle: Handle,
	outage: Outage,
	lane: string,
	itemIndex: number,
): Promise<Result> {
	const shipment = desk.shipments[itemIndex];
	const { orderId, exception: notExact } = shipment;
	if (notExact) return { exception: notExact };
	const reason = desk.whyPassedBy(itemIndex);
	if (reason) return { fulfillment: { orderId, sent: false, status: 'passedBy', reason } };
	const found = desk.orderOf(orderId);
	if (!found) return { exception: desk.notFound(shipment) };
	const refused = desk.whyRefused(orderId, found.shop);
	if (refused) return { exception: refused };
	try {
		const result = await handle(desk, shipment, found);
		outage.over(lane);
		if ('exception' in result) outage.refused(result.exception, orderId);
		return result;
	} catch (failure) {
		const failed = failedOf(failure);
		if (failed === 'moment') desk.goElsewhere(found.shop);
		if (failed === 'run' || failed === 'moment') return await Promise.reject(failure as Error);
		if (failed === 'shop') {
			desk.refuse(found.shop, failure as TikTokShopError);
			return { exception: shopException(orderId, found.shop, failure as TikTokShopError) };
		}
		outage.over(lane);
		const exception = itemException(orderId, failure);
		outage.refused(exception, orderId);
		return { exception };
	}
}
