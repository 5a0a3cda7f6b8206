import type { OrderException } from '../../../shared/exceptions';
import type { FulfillmentRun } from '../run/fulfillmentRun';
import type { FoundOrder } from '../run/findOrders';
import type { ShippingProvider } from '../pairing/pairing';
import { parcelsOf, type Parcels, type WantedParcel } from '../parcels/parcels';
import { parcelsByNumber } from '../parcels/outboundShipment';
import { isCombined, combinedPackageException } from './combinedPackages';
import {
	decideShipment,
	isMarkedAsShipped,
	neverShippedException,
	type FulfillmentCall,
	type ShipmentDecision,
	type ShipmentOptions,
} from './shipment';
import type { ShipmentFields } from '../run/shipmentFields';
import { cleanTrackingNumber } from '../../orders/trackingNumber';

/** One parcel, and the call it needs; without one TikTok Shop has its number already. */
export interface Step {
	parcel: WantedParcel;
	call?: FulfillmentCall;
}

export interface Plan {
	steps: Step[];
	/** Of the parcels that have to be sent. */
	provider?: ShippingProvider;
}

/** The parcels whose numbers are to be corrected: without several of them, the one that TikTok Shop has. */
export function shippedParcels({ order, shop }: FoundOrder, shipment: ShipmentFields): Parcels {
	const several = parcelsByNumber(shipment).length > 1;
	const byPackage = !isMarkedAsShipped(shop.region);
	if (several) return parcelsOf(order, shipment, { byPackage });
	return parcelsOf(order, { ...shipment, parcels: [], lines: [] });
}

export function shipmentOptions({ options }: FulfillmentRun): ShipmentOptions {
	return { allowCancelRequested: options.shipCancelRequested === true };
}

/**
 * Everything that has to be sent for one order, decided before the first call: nothing is sent for an order of which a part
 * cannot go.
 */
export async function planUpdate(
	run: FulfillmentRun,
	shipment: ShipmentFields,
	found: FoundOrder,
): Promise<Plan | { exception: OrderException }> {
	const { order, shop } = found;
	const divided = parcelsOf(order, shipment, {
		byPackage: !isMarkedAsShipped(shop.region),
		others: run.otherShipmentsOf(shipment),
	});
	const planned = planSteps(run, shipment, found, divided, (parcel) =>
		decideShipment(order, shop.region, { ...parcel, providerId: '' }, shipmentOptions(run)),
	);
	// Whether there is anything to do does not depend on the pairing.
	if ('exception' in planned || planned.steps.every(({ call }) => !call)) return planned;
	const chosen = await run.providerOf(found, shipment.carrier);
	if ('exception' in chosen) return chosen;
	const shared = await combinedPackageExceptionFor(run, found, planned.steps);
	return shared ? { exception: shared } : { ...planned, provider: chosen.provider };
}

/** Parcels of an order and what each of them needs; the first that cannot go is the reason for all. */
export function planSteps(
	{ options }: FulfillmentRun,
	shipment: ShipmentFields,
	{ order }: FoundOrder,
	divided: Parcels,
	decide: (parcel: WantedParcel) => ShipmentDecision,
): { steps: Step[] } | { exception: OrderException } {
	const { trackingNumber, lineItemIds } = shipment;
	const never = neverShippedException(order, { trackingNumber, lineItemIds, providerId: '' });
	if (never) return { exception: never };
	const main: Parcels = {
		parcels: [{ trackingNumber: cleanTrackingNumber(trackingNumber) }],
	};
	const giveUp =
		'exception' in divided &&
		divided.exception.code === 'PARCELS_DO_NOT_ADD_UP' &&
		options.parcelsThatDoNotAddUp === 'mainNumber';
	const parcels = giveUp ? main : divided;
	if ('exception' in parcels) return parcels;
	const steps: Step[] = [];
	for (const given of parcels.parcels) {
		const parcel = { ...given, trackingNumber: cleanTrackingNumber(given.trackingNumber) };
		if (parcel.lineItemIds?.length === 0) {
			steps.push({ parcel });
			continue;
		}
		const decision = decide(parcel);
		if (decision.kind === 'exception') return { exception: decision.exception };
		steps.push({ parcel, ...(decision.kind === 'call' ? { call: decision.call } : {}) });
	}
	return { steps };
}

async function combinedPackageExceptionFor(
	run: FulfillmentRun,
	{ order, shop }: FoundOrder,
	steps: readonly Step[],
): Promise<OrderException | undefined> {
	if (!isCombined(order)) return undefined;
	for (const { call, parcel } of steps) {
		if (call?.kind !== 'shipPackage') continue;
		for (const packageId of call.packageIds) {
			const others = (await run.ordersIn(shop, packageId)).filter((id) => id !== order.id);
			const numberOf = (orderId: string) => run.onlyTrackingNumberOf(orderId);
			const reason = combinedPackageException(
				order,
				packageId,
				parcel.trackingNumber,
				others,
				numberOf,
			);
			if (reason) return reason;
		}
	}
	return undefined;
}
