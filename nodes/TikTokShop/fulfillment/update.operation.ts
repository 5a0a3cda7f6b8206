import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Desk } from './run/fulfillmentRun';
import type { FoundOrder } from './run/findOrders';
import { inHand, noteShipped } from './run/orderLocks';
import { afterShipping, lineStage, linesOf } from '../orders/orderLines';
import type { ShippingProvider } from './pairing/pairing';
import { planUpdate, shipmentOptions, type Step } from './decide/plan';
import { fulfillmentOf, withSent, type ParcelResult } from './send/result';
import { isCombined } from './decide/combinedPackages';
import { send, type Decide, type Sent } from './send/send';
import { decideShipment, otherCall } from './decide/shipment';
import type { ShipmentFields } from './run/shipmentFields';
import { forEachShipment, type Result } from './run/forEachShipment';

/** Update Fulfillment: marks orders as shipped with their tracking numbers, each parcel once. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, update);
}

async function update(desk: Desk, shipment: ShipmentFields, found: FoundOrder): Promise<Result> {
	const key = desk.keyOf(found.order.id);
	const work = async (): Promise<Result> =>
		await updateInHand(desk, shipment, desk.upToDate(found));
	return await inHand(key, work, desk.connection.stopSignal);
}

async function updateInHand(
	desk: Desk,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<Result> {
	desk.remember(found.shop, found.order);
	const plan = await planUpdate(desk, shipment, found);
	if ('exception' in plan) return plan;
	const { steps, provider } = plan;
	if (desk.options.preview) {
		return { fulfillment: fulfillmentOf(found, steps, provider, 'preview') };
	}
	const results: ParcelResult[] = [];
	for (const step of steps) {
		const { parcel } = step;
		const sent = step.call && provider ? await sendStep(desk, found.order.id, step, provider) : {};
		if ('exception' in sent) return { exception: withSent(sent.exception, results) };
		results.push({ parcel, ...sent });
	}
	const { order } = desk.orderOf(found.order.id) ?? found;
	const stillWaiting = linesOf(order)
		.filter((line) => lineStage(line, order) === 'waiting')
		.map(({ id }) => id);
	const fulfillment = fulfillmentOf(found, results, provider, 'sent');
	return { fulfillment: { ...fulfillment, ...(stillWaiting.length > 0 ? { stillWaiting } : {}) } };
}

async function sendStep(
	desk: Desk,
	orderId: string,
	{ parcel }: Step,
	provider: ShippingProvider,
): Promise<Sent> {
	const found = desk.orderOf(orderId) as FoundOrder;
	const { shop } = found;
	const wanted = { ...parcel, providerId: provider.id };
	const decide: Decide = (order, switched) => {
		const first = decideShipment(order, shop.region, wanted, shipmentOptions(desk));
		return switched && first.kind === 'call' ? otherCall(first.call, order, wanted) : first;
	};
	const sent = await send(desk.connection, found, wanted, decide);
	if ('exception' in sent) return sent;
	if (!sent.call) desk.metOthers(shop);
	const waiting = linesOf(found.order).filter((line) => lineStage(line, found.order) === 'waiting');
	const lineItemIds = parcel.lineItemIds ?? waiting.map(({ id }) => id);
	noteShipped(desk.keyOf(orderId), lineItemIds, parcel.trackingNumber);
	desk.remember(shop, afterShipping(found.order, lineItemIds, parcel.trackingNumber));
	if (isCombined(found.order) && sent.call?.kind === 'shipPackage') {
		for (const packageId of sent.call.packageIds) {
			const others = (await desk.ordersIn(shop, packageId)).filter((id) => id !== orderId);
			await desk.refresh(shop, others);
		}
	}
	return sent;
}
