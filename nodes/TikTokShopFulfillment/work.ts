import { groupBy } from 'lodash';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderException } from '../shared/exceptions';
import { asNodeError, exceptionItem, failedItem } from '../shared/router';
import { byDeadline } from './deadline';
import { Desk } from './desk';
import type { FoundOrder } from './findOrders';
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
	const work = async (lane: string, itemIndexes: readonly number[]): Promise<void> => {
		for (const itemIndex of itemIndexes) {
			if (run.broken) return;
			outcomes[itemIndex] = await outcomeOf(context, desk, handle, outage, lane, itemIndex);
		}
	};
	await Promise.all(
		lanesOf(desk).map(async ([lane, itemIndexes]) => {
			await work(lane, itemIndexes).catch((failure: Error) => {
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

/** Positions of the items of each shop, the earliest deadline first; items whose order was not found are a lane of their own. */
function lanesOf(desk: Desk): Array<[shopId: string, itemIndexes: number[]]> {
	const found = desk.shipments.map(({ orderId }) => desk.orderOf(orderId));
	const inTurn = byDeadline(found.map((each) => each?.order));
	return Object.entries(groupBy(inTurn, (itemIndex) => found[itemIndex]?.shop.id ?? ''));
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
