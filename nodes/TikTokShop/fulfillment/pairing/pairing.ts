import { orderException, type OrderException } from '../../../shared/exceptions';
import { ANY_STORE, findForStore, type StoreOf } from '../../../shared/table/stores';
import { normalizeName, type Pairing, type PairingRowProblem } from './pairingTable';

/** A shipping provider as TikTok Shop lists it for a delivery option (TikTok Shop API §4.7). */
export interface ShippingProvider {
	id: string;
	name: string;
}

const PROBLEMS_IN_MESSAGE = 3;
/** IDs of shipping providers have 19 digits (TikTok Shop API §4.7). */
const LOOKS_LIKE_ID = /^\d{17,}$/;

/**
 * Shipping provider paired with a carrier of the OMS: by the row of the shop, and only where it has none for this carrier, by
 * the row of all stores (B53). An unusable row counts as a row: no other takes its place.
 *
 * @returns ID or name from the row; undefined where the carrier is not paired (B48)
 */
export function pairedProvider(
	pairing: Pairing,
	shop: StoreOf,
	carrier: string,
): string | undefined {
	const found = rowsOf(pairing, shop, carrier);
	return found && 'provider' in found ? found.provider : undefined;
}

/** Why the rows of a carrier and shop cannot be used; empty where they can, or where there are none. */
export function unusablePairingRows(
	pairing: Pairing,
	shop: StoreOf,
	carrier: string,
): readonly PairingRowProblem[] {
	const found = rowsOf(pairing, shop, carrier);
	return found && 'unusable' in found ? found.unusable : [];
}

type Rows = { provider: string } | { unusable: readonly PairingRowProblem[] };

function rowsOf(
	{ providers, unusable }: Pairing,
	shop: StoreOf,
	carrier: string,
): Rows | undefined {
	const key = normalizeName(carrier);
	const ofAnyStore = unusable.get(ANY_STORE)?.get(key);
	if (ofAnyStore) return { unusable: ofAnyStore };
	return findForStore<Rows>(shop, (storeCode) => {
		const refused = unusable.get(storeCode)?.get(key);
		if (refused) return { unusable: refused };
		const provider = providers.get(storeCode)?.get(key);
		return provider === undefined ? undefined : { provider };
	});
}

/** The exception of an order whose carrier has only unusable rows (B48, B50). */
export function pairingRowException(
	orderId: string,
	shop: StoreOf,
	carrier: string,
	problems: readonly PairingRowProblem[],
): OrderException {
	const storeCode = shop.code || shop.id;
	const shown = problems
		.slice(0, PROBLEMS_IN_MESSAGE)
		.map(({ message }) => message.replace(/^R/, 'r').replace(/\.$/, ''));
	const rows = problems.flatMap(({ row, earlier }) =>
		earlier === undefined ? row : [earlier, row],
	);
	const hidden = problems.length - shown.length;
	const more = hidden > 0 ? [`${hidden} more`] : [];
	return orderException(
		'PAIRING_ROW_UNUSABLE',
		`Order ${orderId}: carrier "${carrier.trim()}" of store ${storeCode} has no shipping provider, because the pairing has rows that cannot be used: ${[...shown, ...more].join('; ')}.`,
		{
			orderId,
			carrier,
			storeCode,
			rows: [...new Set(rows)].sort((a, b) => a - b),
			unusableRows: problems.map(({ row, message }) => ({ row, reason: message })),
		},
	);
}

/**
 * The exception of an order whose carrier is not paired (B48, B50).
 *
 * @param providers  of the order's delivery option, if known; the message lists them
 */
export function carrierNotPairedException(
	orderId: string,
	shop: StoreOf,
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

/** Carrier that the message of a `CARRIER_NOT_PAIRED` names, where only the message was kept; empty where it names none. */
export function carrierOfMessage(message: string): string {
	const [, carrier = ''] =
		/^Carrier "(.*)" has no shipping provider in the pairing/.exec(message) ?? [];
	return carrier;
}

/**
 * Finds the shipping provider of a pairing row among those that the delivery option of the order accepts (TikTok Shop API
 * §4.7): by ID, else by name without regard to case and blanks. A name of several providers is an exception.
 *
 * @param wanted     ID or name from the pairing
 * @param providers  of the order's delivery option
 * @param isSure     whether the list is complete; if not, an unknown ID is used as it is, and TikTok Shop decides
 */
export function resolveProvider(
	orderId: string,
	carrier: string,
	wanted: string,
	providers: readonly ShippingProvider[],
	isSure = true,
): { provider: ShippingProvider } | { exception: OrderException } {
	const byId = providers.find(({ id }) => id === wanted.trim());
	if (!byId && !isSure && LOOKS_LIKE_ID.test(wanted.trim())) {
		return { provider: { id: wanted.trim(), name: '' } };
	}
	const byName = providers.filter(({ name }) => normalizeName(name) === normalizeName(wanted));
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
