import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { decideCorrection } from './decide/correction';
import type { FulfillmentRun } from './run/fulfillmentRun';
import type { FoundOrder } from './run/findOrders';
import type { WantedParcel } from './parcels/parcels';
import { planSteps, shippedParcels } from './decide/plan';
import { fulfillmentOf, withSent, type ParcelResult } from './send/result';
import { send, type Decide } from './send/send';
import type { ShipmentFields } from './run/shipmentFields';
import { forEachShipment, type ShipmentResult } from './run/forEachShipment';

export const option = {
	name: 'Correct Tracking',
	description:
		'Replace the tracking number of orders that are shipped; once per order and within 72 hours',
	action: 'Correct tracking',
};

export const writes = true;

/** Correct Tracking: replaces number or provider of parcels TikTok Shop has as shipped (TikTok Shop API §4.6: 72 h, once). */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, correct);
}

async function correct(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<ShipmentResult> {
	const { shop } = found;
	const parcels = shippedParcels(found, shipment);
	const first = planSteps(run, shipment, found, parcels, (parcel) =>
		decideCorrection(found.order, shop.region, { ...parcel, providerId: '' }, now()),
	);
	if ('exception' in first) return first;
	const chosen = await run.providerOf(found, shipment.carrier);
	if ('exception' in chosen) {
		// The number is right; without a pairing nobody can say that the provider is wrong.
		if (first.steps.some(({ call }) => call)) return chosen;
		return { fulfillment: fulfillmentOf(found, first.steps, undefined, 'sent') };
	}
	const { provider } = chosen;
	const decideFor =
		(parcel: WantedParcel): Decide =>
		(order) =>
			decideCorrection(order, shop.region, { ...parcel, providerId: provider.id }, now());
	const plan = planSteps(run, shipment, found, parcels, (parcel) =>
		decideFor(parcel)(found.order, false),
	);
	if ('exception' in plan) return plan;
	if (run.options.preview) {
		return { fulfillment: fulfillmentOf(found, plan.steps, provider, 'preview') };
	}
	const results: ParcelResult[] = [];
	for (const { parcel, call } of plan.steps) {
		const current = run.orderOf(found.order.id) ?? found;
		const tracking = { ...parcel, providerId: provider.id };
		const sent = call ? await send(run.connection, current, tracking, decideFor(parcel)) : {};
		if ('exception' in sent) return { exception: withSent(sent.exception, results) };
		results.push({ parcel, ...sent });
		if (sent.call) await run.refresh(shop, [current.order.id]);
	}
	return { fulfillment: fulfillmentOf(found, results, provider, 'sent') };
}

function now(): number {
	return Math.floor(Date.now() / 1_000);
}
