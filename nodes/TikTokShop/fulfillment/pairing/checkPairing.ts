import { fieldsOf, type Fields } from '../../../shared/fields';
import { ALL_STORES, isForStore } from '../../../shared/table/stores';
import { toText } from '../../../shared/text';
import { isOfferedIn, nameOf } from './offeredProviders';
import { pairedProvider, unusablePairingRows } from './pairing';
import type { PairingFacts, PairingShop } from './pairingFacts';
import { FIELDS, type Listed } from './pairingForm';
import { normalizeName, readPairing } from './pairingTable';
import { isOfShop, type UnpairedCarrier, type WaitingParcel } from './unpairedCarriers';

/** A row as it is written into the data table, and the parcels that go with it. Workflows use these names. */
export interface NewPairing {
	store_code: string;
	carrier: string;
	shipping_provider_id: string;
	shipping_provider_name: string;
	/** The parcels to be tried at once, by their keys in the exception desk. */
	parcels: Array<{ order_id: string }>;
	/** How many more go by themselves. */
	later: number;
}

/** Why a row is not written. */
export type Refusal =
	| { code: 'NOTHING_CHOSEN' }
	| { code: 'PAIRED_ALREADY'; carrier: string; provider: string }
	| { code: 'ROW_UNUSABLE'; carrier: string; message: string }
	| { code: 'NOT_OFFERED'; provider: string; shops: string[] };

/** Parcels of one call: the OMS is asked for each of them. More of them go within 15 minutes. */
const MOST_AT_ONCE = 200;

/**
 * Whether what a person has chosen may be written, by what both sides and the table say now.
 *
 * @param answer  of the form
 * @param listed  what the form offered
 * @param facts   read after the answer
 */
export function checkPairing(
	answer: Fields,
	listed: Listed,
	facts: PairingFacts,
): { pairing: NewPairing } | { refusal: Refusal } {
	const carrier = chosen(answer, 'carrier', listed.carriers);
	const store = chosen(answer, 'store', listed.stores)?.store;
	const provider = chosen(answer, 'provider', listed.providers);
	if (!carrier || store === undefined || !provider) return { refusal: { code: 'NOTHING_CHOSEN' } };
	const shops = shopsMeant(carrier, store, facts.shops);
	const problem = pairedMeanwhile(carrier, store, shops, facts);
	if (problem) return { refusal: problem };
	const needing = shopsWithParcels(carrier, shops);
	const lacking = needing.filter(({ id }) => !isOfferedIn(facts.offers, id, provider));
	// Parcels of a shop that is not authorised any more say nothing of the others.
	const anywhere = shops.length > 0 ? shops : facts.shops;
	const isNowhere =
		needing.length === 0 && !anywhere.some(({ id }) => isOfferedIn(facts.offers, id, provider));
	if (lacking.length > 0 || isNowhere) {
		const where = (isNowhere ? anywhere : lacking).map(({ code, id }) => code || id);
		return {
			refusal: { code: 'NOT_OFFERED', provider: provider.name || provider.id, shops: where },
		};
	}
	const waiting = parcelsMeant(carrier, store, facts.shops);
	return {
		pairing: {
			store_code: store,
			carrier: carrier.carrier,
			shipping_provider_id: provider.id,
			shipping_provider_name: provider.name,
			parcels: waiting.slice(0, MOST_AT_ONCE).map(({ order_id }) => ({ order_id })),
			later: Math.max(0, waiting.length - MOST_AT_ONCE),
		},
	};
}

function chosen<T extends { option: string }>(
	answer: Fields,
	field: keyof typeof FIELDS,
	options: readonly T[],
): T | undefined {
	const text = plain(toText(answer[field] ?? answer[FIELDS[field]]));
	return options.find(({ option }) => plain(option) === text);
}

/** A browser may join blanks. */
function plain(option: string): string {
	return option.replace(/\s+/g, ' ').trim();
}

/** The shops that the row would decide for: for all shops, those where the carrier is not paired. */
function shopsMeant(
	carrier: UnpairedCarrier,
	store: string,
	shops: readonly PairingShop[],
): PairingShop[] {
	if (store !== ALL_STORES) return shops.filter((shop) => isForStore(shop, store));
	const listed = new Set(carrier.shops.map(({ id }) => id));
	return shops.filter(({ id }) => listed.has(id));
}

/** A shop needs the provider where parcels wait for it; where none wait in any of them, at least one has to offer it. */
function shopsWithParcels(carrier: UnpairedCarrier, shops: readonly PairingShop[]): PairingShop[] {
	return shops.filter((shop) => carrier.waiting.some((parcel) => isOfShop(parcel, shop)));
}

function pairedMeanwhile(
	{ carrier }: UnpairedCarrier,
	store: string,
	shops: readonly PairingShop[],
	{ rows, offers }: PairingFacts,
): Refusal | undefined {
	const { pairing } = readPairing(rows);
	const [unusable] = shops.flatMap((shop) => [...unusablePairingRows(pairing, shop, carrier)]);
	if (unusable) return { code: 'ROW_UNUSABLE', carrier, message: unusable.message };
	const rowStore = store === ALL_STORES ? pairing.providers.get(ALL_STORES) : undefined;
	const ofAll = rowStore?.get(normalizeName(carrier));
	const found = shops.map((shop) => pairedProvider(pairing, shop, carrier));
	const isDone = found.length > 0 && found.every((provider) => provider !== undefined);
	const provider = ofAll ?? (isDone ? found[0] : undefined);
	if (provider === undefined) return undefined;
	return { code: 'PAIRED_ALREADY', carrier, provider: nameOf(offers, provider) };
}

function parcelsMeant(
	{ waiting }: UnpairedCarrier,
	store: string,
	shops: readonly PairingShop[],
): WaitingParcel[] {
	if (store === ALL_STORES) return [...waiting];
	const meant = shops.filter((shop) => isForStore(shop, store));
	return waiting.filter((parcel) => meant.some((shop) => isOfShop(parcel, shop)));
}

/** What the first page has kept; parts that are missing are empty. */
export function listedOf(value: unknown): Listed {
	const { carriers, stores, providers } = fieldsOf(value) as Partial<Listed>;
	return { carriers: carriers ?? [], stores: stores ?? [], providers: providers ?? [] };
}
