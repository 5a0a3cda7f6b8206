import type { ApiOrder } from '../TikTokShop/orders/apiOrder';
import { orderDetails } from '../TikTokShop/orders/details';
import type { OrderFault } from '../TikTokShop/orders/readOrder';
import type { Shop } from '../TikTokShop/shops/shops';
import type { Connection } from '../TikTokShop/transport/connection';

export interface FoundOrder {
	shop: Shop;
	order: ApiOrder;
}

export interface FoundOrders {
	found: Map<string, FoundOrder>;
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
 * not found there, in the others. Other shops' orders are simply absent from Get Order Detail, so looking is harmless.
 */
export async function findOrders(
	connection: Connection,
	shops: readonly Shop[],
	sought: readonly SoughtOrder[],
): Promise<FoundOrders> {
	const found: FoundOrders['found'] = new Map();
	const unreadable: FoundOrders['unreadable'] = new Map();
	const wanted = sought.filter(({ orderId }) => /^\d+$/.test(orderId));
	const look = async (shop: Shop, orders: readonly SoughtOrder[]) => {
		const ids = orders
			.map(({ orderId }) => orderId)
			.filter((id) => !found.has(id) && !unreadable.has(id));
		const known = [...found.values()].filter((each) => each.shop.id === shop.id);
		const details = await orderDetails(
			connection,
			shop.cipher,
			ids,
			known.map(({ order }) => order.id),
		);
		for (const order of details.orders) found.set(order.id, { shop, order });
		for (const fault of details.unreadable) unreadable.set(fault.orderId, { shop, fault });
	};
	for (const shop of shops) {
		const here = wanted.filter((each) => each.shop === shop.id || each.shop === shop.code);
		await look(shop, here);
	}
	for (const shop of shops) {
		const elsewhere = wanted.filter((each) => each.shop !== shop.id && each.shop !== shop.code);
		await look(shop, elsewhere);
	}
	return { found, unreadable };
}
