import { groupBy } from 'lodash';

import { isStop } from '../../shared/stop';
import { toOrderShop, type Shop } from '../shops/shops';
import { keptShops } from '../shops/kept';
import { orderDetails } from '../orders/details';
import { toOrderItem } from '../orders/orderItem';
import type { Connection } from '../transport/connection';
import type { DeskEntry, OrderFacts } from './deskEntries';

/** What TikTok Shop says of orders of the desk, and where it does not answer. */
export interface ReadFacts {
	orders: Map<string, OrderFacts>;
	unread: Array<{ shop: string; message: string }>;
}

/**
 * Latest shipping times and SKUs of orders, fifty a call. The list of the desk is there without them as well: a shop that does not answer
 * is named, and a failure that every shop would meet is met once.
 *
 * @param open  opens the connection
 */
export async function readOrderFacts(
	open: () => Promise<Connection>,
	entries: readonly DeskEntry[],
): Promise<ReadFacts> {
	const read: ReadFacts = { orders: new Map(), unread: [] };
	const byShop = groupBy(
		entries.filter(({ kind }) => kind === 'order'),
		'shopId',
	);
	if (Object.keys(byShop).length === 0) return read;
	const failed = (ofShop: readonly DeskEntry[], failure: unknown): void => {
		if (isStop(failure)) throw failure as Error;
		const [{ shopCode, shopId }] = ofShop;
		read.unread.push({ shop: shopCode || shopId, message: (failure as Error).message });
	};
	const shops = new Map<string, Shop>();
	const connection = await open().catch((failure: unknown) => failure as Error);
	if (connection instanceof Error) {
		for (const ofShop of Object.values(byShop)) failed(ofShop, connection);
		return read;
	}
	try {
		const list = await keptShops(connection);
		for (const shop of list.shops) shops.set(shop.id, shop);
	} catch (failure) {
		for (const ofShop of Object.values(byShop)) failed(ofShop, failure);
		return read;
	}
	for (const [shopId, ofShop] of Object.entries(byShop)) {
		const shop = shops.get(shopId);
		// Its orders wait because of that, and their rows say so.
		if (!shop) continue;
		try {
			const { orders } = await orderDetails(
				connection,
				shop.cipher,
				ofShop.map(({ key }) => key),
			);
			for (const order of orders) {
				const { shipBy = '', lines } = toOrderItem(order, toOrderShop(shop), false);
				const skus = lines.map(({ platformSku }) => platformSku);
				read.orders.set(order.id, { shipBy: shipBy ?? '', skus });
			}
		} catch (failure) {
			failed(ofShop, failure);
		}
	}
	return read;
}
