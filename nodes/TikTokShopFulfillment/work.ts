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

/**
 * Runs an operation for all items: the order with the earliest deadline first, the outputs in the order of the items. Every item
 * leaves by one output: the first, or Exceptions with the reason.
 */
export async function forEachShipment(
	context: IExecuteFunctions,
	handle: Handle,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const desk = await Desk.open(context);
	const outage = new Outage();
	const outcomes: Array<[output: number, item: INodeExecutionData]> = [];
	const deadlines = desk.shipments.map(({ orderId }) => desk.orderOf(orderId)?.order);
	for (const itemIndex of byDeadline(deadlines)) {
		const item = items[itemIndex];
		try {
			const shipment = desk.shipments[itemIndex];
			const found = desk.orderOf(shipment.orderId);
			const result = found
				? await handle(desk, shipment, found)
				: { exception: desk.notFound(shipment.orderId) };
			outcomes[itemIndex] =
				'exception' in result
					? [1, exceptionItem(item.json, result.exception, itemIndex)]
					: [0, { json: { ...item.json, ...result }, pairedItem: { item: itemIndex } }];
			outage.over();
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (context.continueOnFail()) {
				outcomes[itemIndex] = [1, failedItem(context, item, error, itemIndex)];
				continue;
			}
			outcomes[itemIndex] = [1, exceptionItem(item.json, outage.of(error), itemIndex)];
		}
	}
	outage.mayNotBeAll(outcomes.length);
	return [0, 1].map((output) =>
		outcomes.filter(([chosen]) => chosen === output).map(([, item]) => item),
	);
}
