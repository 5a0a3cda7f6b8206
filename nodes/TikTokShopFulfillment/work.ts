import { groupBy } from 'lodash';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderException } from '../shared/exceptions';
import { asNodeError, exceptionItem, failedItem } from '../shared/router';
import { byDeadline } from './deadline';
import { Desk } from './desk';
import type { FoundOrder } from './findOrders';
import { Lane } from './lane';
import { Outage } from './outage';
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
	outage.mayNotBeAll(items.length);
	return [0, 1].map((output) =>
		outcomes.filter(([chosen]) => chosen === output).map(([, item]) => item),
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
	try {
		const shipment = desk.shipments[itemIndex];
		const { exception } = shipment;
		if (exception) return [1, exceptionItem(item.json, exception, itemIndex)];
		const found = desk.orderOf(shipment.orderId);
		const result = found
			? await handle(desk, shipment, found)
			: { exception: desk.notFound(shipment.orderId) };
		outage.over(lane);
		return 'exception' in result
			? [1, exceptionItem(item.json, result.exception, itemIndex)]
			: [0, { json: { ...item.json, ...result }, pairedItem: { item: itemIndex } }];
	} catch (failure) {
		const error = asNodeError(context, failure, itemIndex);
		return context.continueOnFail()
			? [1, failedItem(context, item, error, itemIndex)]
			: [1, exceptionItem(item.json, outage.of(error, lane), itemIndex)];
	}
}
