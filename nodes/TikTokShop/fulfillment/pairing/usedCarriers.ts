import { getOrAdd } from '../../../shared/getOrAdd';
import type { ShippedOrder, PairingFacts, PairingShop } from './pairingFacts';
import { normalizeName } from './pairingTable';
import { passedByReason } from '../decide/passedBy';

/** A carrier that the OMS really uses. */
export interface UsedCarrier {
	/** As the OMS names it on its orders; else on its logistics channels. */
	carrier: string;
	/** Orders that have shipped, by the ID of the shop. */
	shipped: ReadonlyMap<string, number>;
	/** Countries of the warehouses that have a logistics channel of it. */
	countries: ReadonlySet<string>;
	/** For people: `USLAX1 USPS-GA`. */
	channels: readonly string[];
}

/** The carriers of the orders that have shipped, and of the logistics channels of the OMS. */
export function usedCarriers({ shipped, channels, shops }: PairingFacts): UsedCarrier[] {
	const byKey = new Map<string, Building>();
	const at = (carrier: string): Building =>
		getOrAdd(byKey, normalizeName(carrier), () => {
			return { carrier, shipped: new Map(), countries: new Set(), channels: [] };
		});
	for (const { carrier, countryCode, warehouse, code } of channels) {
		if (carrier === '') continue;
		const used = at(carrier);
		used.countries.add(countryCode);
		used.channels.push([warehouse, code].filter(Boolean).join(' '));
	}
	for (const order of shipped) {
		if (order.carrier === '') continue;
		const used = at(order.carrier);
		used.carrier = order.carrier;
		const shop = shopOfOrder(order, shops);
		if (shop) used.shipped.set(shop.id, (used.shipped.get(shop.id) ?? 0) + 1);
	}
	return [...byKey.values()];
}

interface Building extends UsedCarrier {
	shipped: Map<string, number>;
	countries: Set<string>;
	channels: string[];
}

/** Whether parcels of a shop may come with this carrier. */
export function isUsedBy(
	{ shipped, countries }: UsedCarrier,
	{ id, region }: PairingShop,
): boolean {
	return shipped.has(id) || (region !== '' && countries.has(region));
}

/** The shop that an outbound order names as its store; undefined where it names none, another one, or another sales platform. */
export function shopOfOrder(
	{ storeCode, salesPlatform }: Pick<ShippedOrder, 'storeCode' | 'salesPlatform'>,
	shops: readonly PairingShop[],
): PairingShop | undefined {
	if (storeCode === '') return undefined;
	const shipment = { orderId: '', shop: '', storeCode, salesPlatform, isCancelled: false };
	return shops.find((shop) => passedByReason(shipment, [shop]) === undefined);
}
