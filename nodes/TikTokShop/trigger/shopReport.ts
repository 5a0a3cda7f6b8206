import type { IDataObject } from 'n8n-workflow';

import type { OrderException } from '../../shared/exceptions';
import type { OrderShop } from '../../shared/orderItem';
import { HOUR } from '../../shared/durations';
import { fieldsOf } from '../../shared/fields';
import type { ShopProblem } from '../shops/shopProblem';

/** An outage of one shop is reported once it has lasted this long. */
const REPORT_OUTAGE_AFTER_SECONDS = HOUR;
/** More shops than one authorization can have. */
const MAX_SHOPS = 500;
const MAX_TEXT_LENGTH = 120;

/** A shop as it was at the last poll. */
interface RememberedShop {
	shop: OrderShop;
	/** Epoch s at which its orders could not be read for the first time; absent while they can. */
	since?: number;
	/** Digest of the problem that was emitted last; absent if there is none. */
	emittedDigest?: string;
}

/** The shops that were polled, by ID. */
export type ShopMemory = Map<string, RememberedShop>;

/** An item of the Exceptions output that is about a whole shop. */
export interface ShopItem {
	/** Empty, because the item concerns a whole shop. */
	orderId: '';
	shop: OrderShop;
	exception?: OrderException;
	/** The problem that was emitted before is over. */
	recovered?: true;
}

/**
 * Reports the problems of shops: each problem once, again when it changes, and when it is over. A temporary error is reported
 * after an hour.
 *
 * @param read      shops whose orders were read
 * @param problems  shops whose orders were not
 * @param now       epoch s
 */
export function reportShops(
	before: ShopMemory,
	read: readonly OrderShop[],
	problems: readonly ShopProblem[],
	now: number,
): { items: ShopItem[]; after: ShopMemory } {
	const items: ShopItem[] = [];
	const after: ShopMemory = new Map(read.map((shop) => [shop.id, { shop }]));
	for (const { shop, exception, temporary, digest } of problems) {
		const { since = now, emittedDigest: emittedBefore } = before.get(shop.id) ?? {};
		const isDue = !temporary || now - since >= REPORT_OUTAGE_AFTER_SECONDS;
		if (isDue && emittedBefore !== digest) items.push({ orderId: '', shop, exception });
		const emitted = isDue ? digest : emittedBefore;
		after.set(shop.id, {
			shop,
			since,
			...(emitted === undefined ? {} : { emittedDigest: emitted }),
		});
	}
	for (const [id, { shop, emittedDigest: emitted }] of before) {
		const isOver = emitted !== undefined && after.get(id)?.since === undefined;
		if (isOver) items.push({ orderId: '', shop: after.get(id)?.shop ?? shop, recovered: true });
	}
	return { items, after };
}

/** The shops in the form of the static data. */
export function storedShops(memory: ShopMemory, stateKey: string): IDataObject {
	const list = [...memory.values()].slice(0, MAX_SHOPS).map(({ shop, since, emittedDigest }) => ({
		...Object.fromEntries(
			Object.entries(shop).map(([key, text]) => [key, String(text).slice(0, MAX_TEXT_LENGTH)]),
		),
		...(since === undefined ? {} : { since }),
		...(emittedDigest === undefined ? {} : { told: emittedDigest }),
	}));
	return { belongsTo: stateKey, list };
}

/**
 * The shops stored under this key, without invalid entries.
 *
 * @param now  epoch s
 */
export function trustedShops(stored: unknown, stateKey: string, now: number): ShopMemory {
	const { belongsTo: storedKey, list } = fieldsOf(stored);
	if (storedKey !== stateKey || !Array.isArray(list)) return new Map();
	const memory: ShopMemory = new Map();
	for (const row of list.slice(0, MAX_SHOPS) as unknown[]) {
		const { id, code, name, region, sellerType, since, told } = fieldsOf(row);
		const shop = { id, code, name, region, sellerType };
		if (!Object.values(shop).every((text) => typeof text === 'string') || id === '') continue;
		const isValid = typeof since === 'number' && since >= 0 && since <= now;
		memory.set(id as string, {
			shop: shop as OrderShop,
			...(isValid ? { since } : {}),
			...(typeof told === 'string' ? { emittedDigest: told } : {}),
		});
	}
	return memory;
}
