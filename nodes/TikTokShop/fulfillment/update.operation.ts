import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FulfillmentRun } from './run/fulfillmentRun';
import type { FoundOrder } from './run/findOrders';
import { withOrderLock, noteShipped } from './run/orderLocks';
import { afterShipping, linesOf } from '../orders/orderLines';
import { lineStage } from '../orders/orderStatus';
import type { ShippingProvider } from './pairing/pairing';
import { planUpdate, shipmentOptions, type Step } from './decide/plan';
import { fulfillmentOf, withSent, type ParcelResult } from './send/result';
import { isCombined } from './decide/combinedPackages';
import { correctTracking } from './send/correctTracking';
import { send, type Decide, type Sent } from './send/send';
import { decideShipment, otherCall } from './decide/shipment';
import type { ShipmentFields } from './run/shipmentFields';
import { forEachShipment, type ShipmentResult } from './run/forEachShipment';

export const option = {
	name: 'Update Fulfillment',
	description: 'Mark orders as shipped with their tracking numbers',
	action: 'Update fulfillment',
};

export const writes = true;

/** Update Fulfillment: marks orders as shipped with their tracking numbers, each parcel once. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, update);
}

async function update(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<ShipmentResult> {
	const key = run.lockKey(found.order.id);
	const work = async (): Promise<ShipmentResult> =>
		await updateLocked(run, shipment, run.withShipped(found));
	return await withOrderLock(key, work, run.connection.stopSignal);
}

async function updateLocked(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<ShipmentResult> {
	run.remember(found.shop, found.order);
	const plan = await planUpdate(run, shipment, found);
	if ('exception' in plan) {
		const isCorrected =
			plan.exception.code === 'TRACKING_CONFLICT' && run.options.whenOtherNumber === 'correct';
		return isCorrected ? await correctTracking(run, shipment, found) : plan;
	}
	const { steps, provider } = plan;
	if (run.options.preview) {
		return { fulfillment: fulfillmentOf(found, steps, provider, 'preview') };
	}
	const results: ParcelResult[] = [];
	for (const step of steps) {
		const { parcel } = step;
		const sent = step.call && provider ? await sendStep(run, found.order.id, step, provider) : {};
		if ('exception' in sent) return { exception: withSent(sent.exception, results) };
		results.push({ parcel, ...sent });
	}
	const { order } = run.orderOf(found.order.id) ?? found;
	const stillWaiting = linesOf(order)
		.filter((line) => lineStage(line, order) === 'waiting')
		.map(({ id }) => id);
	const fulfillment = fulfillmentOf(found, results, provider, 'sent');
	return { fulfillment: { ...fulfillment, ...(stillWaiting.length > 0 ? { stillWaiting } : {}) } };
}

async function sendStep(
	run: FulfillmentRun,
	orderId: string,
	{ parcel }: Step,
	provider: ShippingProvider,
): Promise<Sent> {
	const found = run.orderOf(orderId) as FoundOrder;
	const { shop } = found;
	const wanted = { ...parcel, providerId: provider.id };
	const decide: Decide = (order, switched) => {
		const first = decideShipment(order, shop.region, wanted, shipmentOptions(run));
		return switched && first.kind === 'call' ? otherCall(first.call, order, wanted) : first;
	};
	const sent = await send(run.connection, found, wanted, decide);
	if ('exception' in sent) return sent;
	if (!sent.call) run.noteConflict(shop);
	const waiting = linesOf(found.order).filter((line) => lineStage(line, found.order) === 'waiting');
	const lineItemIds = parcel.lineItemIds ?? waiting.map(({ id }) => id);
	noteShipped(run.lockKey(orderId), lineItemIds, parcel.trackingNumber);
	run.remember(shop, afterShipping(found.order, lineItemIds, parcel.trackingNumber));
	if (isCombined(found.order) && sent.call?.kind === 'shipPackage') {
		for (const packageId of sent.call.packageIds) {
			const others = (await run.ordersIn(shop, packageId)).filter((id) => id !== orderId);
			await run.refresh(shop, others);
		}
	}
	return sent;
}
