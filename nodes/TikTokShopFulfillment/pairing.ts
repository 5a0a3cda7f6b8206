import { orderException, type OrderException } from '../shared/exceptions';
import type { OrderShop } from '../shared/orderItem';

/** Store code of the rows that hold for every store without a row of its own for that carrier. */
export const ALL_STORES = '*';

/** One row of the Logistics Provider Pairing: what this carrier of the OMS is called on TikTok Shop (B47). */
export interface PairingRow {
	/** Store code, or `*` for all stores. */
	storeCode: string;
	/** Carrier as the OMS gives it (`logisticsCarrier`). */
	carrier: string;
	/** ID or name of a shipping provider of TikTok Shop. */
	provider: string;
}

/** A shipping provider as TikTok Shop lists it for a delivery option (contract §4.7). */
export interface ShippingProvider {
	id: string;
	name: string;
}

/** Why a pairing row cannot be used. */
export interface PairingRowProblem {
	/** Counted from 1, as the user counts. */
	row: number;
	/** Whole sentence: "Row 2: carrier is empty." */
	message: string;
}

type Shop = Pick<OrderShop, 'code' | 'id'>;

/** Store code → carrier (without case and blanks that do not count) → shipping provider ID or name. */
export type Pairing = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Case, outer blanks and the number of inner blanks do not tell carriers or providers apart; everything else does. */
function plain(text: string): string {
	return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * Reads pairing rows and indexes them once, reporting every row that cannot be used.
 *
 * Columns `storeCode`, `carrier` and `provider`; case, blanks and underscores of their names do not count. An empty store
 * code means all stores. One carrier of a store has one provider; several carriers may share a provider (§4). A row that
 * says the same again is let pass. The provider may also be what n8n's "From list" fields give, `{ value }`.
 */
export function readPairing(rawRows: readonly unknown[]): {
	pairing: Pairing;
	problems: PairingRowProblem[];
} {
	const pairing = new Map<string, Map<string, string>>();
	const firstRow = new Map<string, number>();
	const problems: PairingRowProblem[] = [];
	rawRows.forEach((raw, index) => {
		const number = index + 1;
		const refuse = (reason: string) =>
			problems.push({ row: number, message: `Row ${number}: ${reason}.` });
		const { row, reasons } = readRow(raw);
		reasons.forEach(refuse);
		if (!row) return;
		const { storeCode, carrier, provider } = row;
		const ofStore = pairing.get(storeCode) ?? new Map<string, string>();
		pairing.set(storeCode, ofStore);
		const known = ofStore.get(plain(carrier));
		const key = JSON.stringify([storeCode, plain(carrier)]);
		if (known === undefined) {
			ofStore.set(plain(carrier), provider);
			firstRow.set(key, number);
		} else if (plain(known) !== plain(provider)) {
			const store = storeCode === ALL_STORES ? 'all stores' : `store ${storeCode}`;
			const first = firstRow.get(key) ?? 1;
			refuse(`carrier "${carrier}" of ${store} is paired with "${known}" already in row ${first}`);
		}
	});
	return { pairing, problems };
}

function readRow(raw: unknown): { row?: PairingRow; reasons: string[] } {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
		return { reasons: ['this is not a row with storeCode, carrier and provider'] };
	}
	const reasons: string[] = [];
	const cells = new Map(
		Object.entries(raw).map(([name, value]) => [name.toLowerCase().replace(/[^a-z]/g, ''), value]),
	);
	const read = (column: string): string => {
		const cell: unknown = cells.get(column.toLowerCase());
		const value = (cell as { value?: unknown } | null)?.value ?? cell;
		if (typeof value === 'number' && !Number.isSafeInteger(value)) {
			reasons.push(`${column} is a number that is too long to be exact. Write it as text`);
			return '?';
		}
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	};
	const storeCode = read('storeCode') || ALL_STORES;
	const [carrier, provider] = [read('carrier'), read('provider')];
	if (!carrier) reasons.push('carrier is empty');
	if (!provider) reasons.push('provider is empty');
	return reasons.length > 0 ? { reasons } : { row: { storeCode, carrier, provider }, reasons };
}

/**
 * Shipping provider paired with a carrier of the OMS: the row of the shop, by shop code or else shop ID; only where it
 * has none for this carrier, the row of all stores (B53). Never guessed.
 *
 * @returns ID or name as the row gives it, undefined where the carrier is not paired (B48)
 */
export function pairedProvider(
	pairing: Pairing,
	{ code, id }: Shop,
	carrier: string,
): string | undefined {
	const key = plain(carrier);
	return (
		pairing.get(code)?.get(key) ?? pairing.get(id)?.get(key) ?? pairing.get(ALL_STORES)?.get(key)
	);
}

/**
 * The exception of an order whose carrier is not paired (B48, B50).
 *
 * @param providers  of the order's delivery option where they are known, so that the user sees what to pair with
 */
export function carrierNotPaired(
	orderId: string,
	shop: Shop,
	carrier: string,
	providers: readonly ShippingProvider[] = [],
): OrderException {
	const storeCode = shop.code || shop.id;
	const details = { carrier, storeCode, allowed: [...providers] };
	if (carrier.trim() === '') {
		return orderException(
			'CARRIER_NOT_PAIRED',
			`The outbound order of order ${orderId} names no carrier, so no shipping provider can be paired with it.`,
			details,
			'Set the carrier of the logistics channel in the OMS. Waiting orders are sent at the next run.',
		);
	}
	return orderException(
		'CARRIER_NOT_PAIRED',
		`Carrier "${carrier.trim()}" has no shipping provider in the pairing of store ${storeCode}. Add a row for it; waiting orders are sent at the next run.${listOf(providers)}`,
		details,
	);
}

/**
 * The shipping provider a pairing row means: by ID, else by name without regard to case and blanks, among those that the
 * delivery option of the order accepts (contract §4.7). A name that fits several is refused.
 *
 * @param wanted     ID or name from the pairing
 * @param providers  of the order's own delivery option
 */
export function resolveProvider(
	orderId: string,
	carrier: string,
	wanted: string,
	providers: readonly ShippingProvider[],
): { provider: ShippingProvider } | { exception: OrderException } {
	const byId = providers.find(({ id }) => id === wanted.trim());
	const byName = providers.filter(({ name }) => plain(name) === plain(wanted));
	const provider = byId ?? (byName.length === 1 ? byName[0] : undefined);
	if (provider) return { provider };
	const what =
		byName.length > 1
			? `"${wanted}" is the name of ${byName.length} shipping providers of the delivery option of order ${orderId}. Pair carrier "${carrier}" with the ID instead: ${byName.map(({ id }) => id).join(', ')}.`
			: `Shipping provider "${wanted}", paired with carrier "${carrier}", is not accepted by the delivery option of order ${orderId}.`;
	return {
		exception: orderException('PROVIDER_NOT_ALLOWED', `${what}${listOf(providers)}`, {
			carrier,
			provider: wanted,
			allowed: [...providers],
		}),
	};
}

function listOf(providers: readonly ShippingProvider[]): string {
	if (providers.length === 0) return '';
	return ` Providers of this delivery option: ${providers.map(({ name }) => name).join(', ')}.`;
}
