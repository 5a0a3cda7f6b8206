import { sortBy } from 'lodash';

import { getOrAdd } from '../../../shared/getOrAdd';
import { readPairing, normalizeName, type Pairing } from './pairingTable';
import { SHIPMENT } from '../../desk/resultLine';
import { carrierOfMessage, pairedProvider, unusablePairingRows } from './pairing';
import type { PairingFacts, PairingShop } from './pairingFacts';
import { isUsedBy, shopOfOrder, usedCarriers } from './usedCarriers';

/** A parcel that has left, and waits for the shipping provider of its carrier. */
export interface WaitingParcel {
	/** Key in the exception desk: `shipment:<outbound order number>`. */
	order_id: string;
	shop_id: string;
	shop_code: string;
}

/** A carrier that has no shipping provider in some shop. Workflows use these names. */
export interface UnpairedCarrier {
	/** As the OMS names it. */
	carrier: string;
	/** How many parcels wait for it. */
	parcels: number;
	/** Shops where it is not paired. */
	shops: Array<{ id: string; code: string; name: string; parcels: number }>;
	/** For people: `USLAX1 USPS-GA`. */
	logistics_channels: string[];
	waiting: WaitingParcel[];
}

/** The code by which parcels wait for a row of the pairing. */
const NOT_PAIRED = 'CARRIER_NOT_PAIRED';

/**
 * Carriers that the OMS uses and the pairing does not name, with the parcels that wait for them: those that wait in the exception desk, and
 * those that have shipped and that the desk does not know. Most parcels first.
 *
 * A carrier whose row cannot be used is none of them: the row has to be mended.
 */
export function unpairedCarriers(facts: PairingFacts): UnpairedCarrier[] {
	const { pairing } = readPairing(facts.rows);
	const byKey = new Map<string, Listing>();
	const listing = (carrier: string, channels: readonly string[] = []): Listing =>
		getOrAdd(byKey, normalizeName(carrier), () => {
			return { carrier, logistics_channels: [...channels], shops: new Map(), waiting: [] };
		});
	for (const used of usedCarriers(facts)) {
		const lacking = facts.shops
			.filter((shop) => isUsedBy(used, shop))
			.filter((shop) => needsRow(pairing, shop, used.carrier));
		if (lacking.length === 0) continue;
		const { shops } = listing(used.carrier, used.channels);
		for (const shop of lacking) shops.set(shop.id, shop);
	}
	for (const { parcel, carrier, shop } of waitingParcels(facts)) {
		const of = shop ?? { id: parcel.shop_id, code: parcel.shop_code, name: '', region: '' };
		if (!needsRow(pairing, of, carrier)) continue;
		const { shops, waiting } = listing(carrier);
		shops.set(of.id || of.code, of);
		waiting.push(parcel);
	}
	const all = [...byKey.values()].map(({ shops, waiting, ...more }) => ({
		...more,
		parcels: waiting.length,
		shops: [...shops.values()].map(({ id, code, name }) => ({
			...{ id, code, name },
			parcels: waiting.filter((parcel) => isOfShop(parcel, { id, code })).length,
		})),
		waiting,
	}));
	return sortBy(all, [({ parcels }) => -parcels, ({ carrier }) => normalizeName(carrier)]);
}

/** Whether a parcel is one of a shop. */
export function isOfShop(
	{ shop_id, shop_code }: WaitingParcel,
	{ id, code }: Pick<PairingShop, 'id' | 'code'>,
): boolean {
	return (id !== '' && shop_id === id) || (code !== '' && shop_code === code);
}

interface Listing {
	carrier: string;
	logistics_channels: string[];
	shops: Map<string, PairingShop>;
	waiting: WaitingParcel[];
}

interface Waiting {
	parcel: WaitingParcel;
	carrier: string;
	/** Undefined where none of the shops is meant. */
	shop: PairingShop | undefined;
}

function waitingParcels({ desk, shipped, shops }: PairingFacts): Waiting[] {
	const orders = new Map(shipped.map((order) => [SHIPMENT + order.outboundOrderNo, order]));
	const open = desk.filter(({ status, code }) => status === 'open' && code === NOT_PAIRED);
	const known = new Set(desk.map(({ order_id }) => order_id));
	const inDesk = open.map(({ order_id, shop_id, shop_code, message }) => ({
		parcel: { order_id, shop_id, shop_code },
		carrier: orders.get(order_id)?.carrier || carrierOfMessage(message),
		shop: shops.find((shop) => isOfShop({ order_id, shop_id, shop_code }, shop)),
	}));
	const others = [...orders]
		.filter(([order_id]) => !known.has(order_id))
		.flatMap(([order_id, order]) => {
			const shop = shopOfOrder(order, shops);
			if (!shop) return [];
			const parcel = { order_id, shop_id: shop.id, shop_code: shop.code };
			return [{ parcel, carrier: order.carrier, shop }];
		});
	return [...inDesk, ...others].filter(({ carrier }) => carrier !== '');
}

function needsRow(pairing: Pairing, shop: PairingShop, carrier: string): boolean {
	return (
		pairedProvider(pairing, shop, carrier) === undefined &&
		unusablePairingRows(pairing, shop, carrier).length === 0
	);
}
