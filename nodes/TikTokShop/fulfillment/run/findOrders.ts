import type { ApiOrder } from '../../orders/apiOrder';
import { orderDetails } from '../../orders/details';
import { UnreadableAnswer } from '../../orders/read';
import type { OrderFault } from '../../orders/readOrder';
import type { Shop } from '../../shops/shops';
import { TikTokShopError, type Connection } from '../../transport/connection';
import { failureScopeOf } from './failureScope';

export interface FoundOrder {
	shop: Shop;
	order: ApiOrder;
}

export interface FoundOrders {
	found: Map<string, FoundOrder>;
	/** Shops that could not be asked, by ID: refused, or without an answer. */
	failed: Map<string, { shop: Shop; failure: TikTokShopError }>;
	/** Orders that a shop has but that cannot be read, by ID. */
	unreadable: Map<string, { shop: Shop; fault: OrderFault }>;
}

export interface SoughtOrder {
	orderId: string;
	/** ID or code of the shop it should be in; empty = unknown. */
	shop: string;
}

/**
 * Finds orders in the shops of the authorisation, fifty a call: first in the shop they are said to be in, then, for those
 * absent there, in the others. Other shops' orders are simply absent from Get Order Detail, so looking is harmless.
 * A shop that cannot be asked holds up no other.
 *
 * @throws what every call fails with, or no shop having an answer
 */
export async function findOrders(
	connection: Connection,
	shops: readonly Shop[],
	sought: readonly SoughtOrder[],
): Promise<FoundOrders> {
	const found: FoundOrders['found'] = new Map();
	const unreadable: FoundOrders['unreadable'] = new Map();
	const failed: FoundOrders['failed'] = new Map();
	const wanted = sought.filter(({ orderId }) => /^\d+$/.test(orderId));
	const readFrom = async (shop: Shop, orders: readonly SoughtOrder[]) => {
		if (failed.has(shop.id)) return;
		const ids = orders.map(({ orderId }) => orderId).filter((id) => !found.has(id));
		const known = [...found.values()].filter((each) => each.shop.id === shop.id);
		const details = await orderDetails(
			connection,
			shop.cipher,
			ids,
			known.map(({ order }) => order.id),
		);
		for (const order of details.orders) found.set(order.id, { shop, order });
		for (const fault of details.unreadable) {
			if (!unreadable.has(fault.orderId)) unreadable.set(fault.orderId, { shop, fault });
		}
	};
	const tryReadFrom = async (shop: Shop, orders: readonly SoughtOrder[]) => {
		try {
			await readFrom(shop, orders);
		} catch (failure) {
			if (failure instanceof UnreadableAnswer) {
				const problem = failure.message;
				const ofShop = orders.filter((each) => isItsOwn(shop, each));
				for (const { orderId } of ofShop) {
					if (!found.has(orderId)) unreadable.set(orderId, { shop, fault: { orderId, problem } });
				}
				return;
			}
			if (!(failure instanceof TikTokShopError) || failureScopeOf(failure) === 'run') {
				return await Promise.reject(failure as Error);
			}
			failed.set(shop.id, { shop, failure });
			const isPassing = [...failed.values()].every((each) => each.failure.temporary);
			if (isPassing && failed.size === shops.length) return await Promise.reject(failure);
		}
	};
	for (const shop of shops) {
		const here = wanted.filter((each) => isItsOwn(shop, each));
		await tryReadFrom(shop, here);
	}
	// Where its own shop could not be asked, an order is not looked for in all others each time: it waits for its shop.
	const namesOfFailed = [...failed.values()].flatMap(({ shop: { id, code } }) => [id, code]);
	const absent = wanted.filter(
		(each) => !found.has(each.orderId) && !namesOfFailed.includes(each.shop),
	);
	for (const shop of shops) {
		const elsewhere = absent.filter((each) => !isItsOwn(shop, each));
		await tryReadFrom(shop, elsewhere);
	}
	// A shop that does not have the order may have given an odd answer about it.
	for (const id of found.keys()) unreadable.delete(id);
	return { found, unreadable, failed };
}

/** Whether this is the shop that an order is said to be in. */
function isItsOwn({ id, code }: Shop, { shop }: SoughtOrder): boolean {
	return shop === id || shop === code;
}
