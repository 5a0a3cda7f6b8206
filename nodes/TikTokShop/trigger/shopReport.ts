import type { IDataObject } from 'n8n-workflow';

import type { OrderException } from '../../shared/exceptions';
import type { OrderShop } from '../../shared/orderItem';
import { HOUR } from '../../shared/durations';
import { fieldsOf } from '../../shared/fields';
import type { ShopProblem } from '../shops/shopProblem';

/** An outage of one shop is told when it has lasted this long, s. */
const OUTAGE_IS_TOLD_AFTER = HOUR;
/** More shops than one authorisation has. */
const MOST_SHOPS = 500;
const LONGEST_TEXT = 120;

/** A shop as it was at the last poll. */
interface RememberedShop {
	shop: OrderShop;
	/** Epoch s at which its orders could not be read for the first time; absent while they can. */
	since?: number;
	/** Digest of the problem that was emitted last; absent when there is none. */
	told?: string;
}

/** The shops that were polled, by ID. */
export type ShopMemory = Map<string, RememberedShop>;

/** An item of the Exceptions output that is about a whole shop. */
export interface ShopItem {
	/** Empty: it is about no single order. */
	orderId: '';
	shop: OrderShop;
	exception?: OrderException;
	/** A problem that was emitted before is over. */
	recovered?: true;
}

/**
 * What people have to hear of the shops: a problem once, again when it changes, and that it is over. A temporary failure
 * counts after an hour.
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
		const { since = now, told } = before.get(shop.id) ?? {};
		const isDue = !temporary || now - since >= OUTAGE_IS_TOLD_AFTER;
		if (isDue && told !== digest) items.push({ orderId: '', shop, exception });
		const telling = isDue ? digest : told;
		after.set(shop.id, { shop, since, ...(telling === undefined ? {} : { told: telling }) });
	}
	for (const [id, { shop, told }] of before) {
		const isOver = told !== undefined && after.get(id)?.since === undefined;
		if (isOver) items.push({ orderId: '', shop: after.get(id)?.shop ?? shop, recovered: true });
	}
	return { items, after };
}

/** The shops as static data keeps them. */
export function storedShops(memory: ShopMemory, belongsTo: string): IDataObject {
	const list = [...memory.values()].slice(0, MOST_SHOPS).map(({ shop, since, told }) => ({
		...Object.fromEntries(
			Object.entries(shop).map(([key, text]) => [key, String(text).slice(0, LONGEST_TEXT)]),
		),
		...(since === undefined ? {} : { since }),
		...(told === undefined ? {} : { told }),
	}));
	return { belongsTo, list };
}

/**
 * The shops that were stored for this credential; what cannot be trusted is left out.
 *
 * @param now  epoch s
 */
export function trustedShops(stored: unknown, belongsTo: string, now: number): ShopMemory {
	const { belongsTo: owner, list } = fieldsOf(stored);
	if (owner !== belongsTo || !Array.isArray(list)) return new Map();
	const memory: ShopMemory = new Map();
	for (const row of list.slice(0, MOST_SHOPS) as unknown[]) {
		const { id, code, name, region, sellerType, since, told } = fieldsOf(row);
		const shop = { id, code, name, region, sellerType };
		if (!Object.values(shop).every((text) => typeof text === 'string') || id === '') continue;
		const isMoment = typeof since === 'number' && since >= 0 && since <= now;
		memory.set(id as string, {
			shop: shop as OrderShop,
			...(isMoment ? { since } : {}),
			...(typeof told === 'string' ? { told } : {}),
		});
	}
	return memory;
}
