import { decideCorrection } from '../decide/correction';
import { planSteps, shippedParcels } from '../decide/plan';
import type { WantedParcel } from '../parcels/parcels';
import type { ShipmentResult } from '../run/forEachShipment';
import type { FoundOrder } from '../run/findOrders';
import type { FulfillmentRun } from '../run/fulfillmentRun';
import type { ShipmentFields } from '../run/shipmentFields';
import { fulfillmentOf, withSent, type ParcelResult } from './result';
import { send, type Decide } from './send';

/**
 * Replaces number or provider of the parcels that TikTok Shop has as shipped (TikTok Shop API §4.6: 72 h, once).
 *
 * @throws what is not about this order alone
 */
export async function correctTracking(
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
