import { isEqual } from 'lodash';

import type { OrderItem, OrderShop } from '../../shared/orderItem';
import { BoundedMap } from '../../shared/boundedMap';
import type { ApiOrder } from '../orders/apiOrder';
import { revisionOf } from '../orders/revision';

/** Order items kept in memory, some 3 KB each. */
const MOST_KEPT = 5_000;

/**
 * Order items in memory by the search's revision of their order, so that an order that is handed over at every
 * poll costs a Get Order Detail only when it has changed. Losing it costs a read, nothing else.
 *
 * Virtual bundles are not kept: their parts show only in the detail and may change without the search telling.
 */
export class ItemCache {
	private readonly items = new BoundedMap<string, { revision: string; item: OrderItem }>(MOST_KEPT);

	/** The item, when neither the order nor what is known of its shop has changed since it was kept. */
	get(shop: OrderShop, row: ApiOrder): OrderItem | undefined {
		const kept = this.items.get(`${shop.id}:${row.id}`);
		if (kept?.revision !== revisionOf(row)) return undefined;
		return isEqual(kept.item.shop, shop) ? kept.item : undefined;
	}

	/** @param row  as the search shows the order; an item that it does not agree with is not kept */
	keep(row: ApiOrder, item: OrderItem): void {
		const { idempotencyKey: key, lines } = item;
		this.items.delete(key);
		if (item.raw || lines.some(({ components }) => components)) return;
		if (item.revision !== revisionOf(row)) return;
		this.items.set(key, { revision: item.revision, item });
	}
}
