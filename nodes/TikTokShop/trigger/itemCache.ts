import { isEqual } from 'lodash';

import type { OrderItem, OrderShop } from '../../shared/orderItem';
import { BoundedMap } from '../../shared/boundedMap';
import type { ApiOrder } from '../orders/apiOrder';
import { revisionOf } from '../orders/revision';

/** Upper bound of the cache; an item takes about 3 KB. */
const MAX_ITEMS = 5_000;

/**
 * Caches order items by the revision that the search shows. An order that is emitted at every poll then needs Get Order Detail
 * only after a change.
 *
 * Orders with virtual bundles are not cached: only the detail shows a change of their components.
 */
export class ItemCache {
	private readonly items = new BoundedMap<string, { revision: string; item: OrderItem }>(MAX_ITEMS);

	/** The item, unless the order or its shop has changed. */
	get(shop: OrderShop, row: ApiOrder): OrderItem | undefined {
		const kept = this.items.get(`${shop.id}:${row.id}`);
		if (kept?.revision !== revisionOf(row)) return undefined;
		return isEqual(kept.item.shop, shop) ? kept.item : undefined;
	}

	/** @param row  of the search; an item with another revision is not cached */
	keep(row: ApiOrder, item: OrderItem): void {
		const { idempotencyKey: key, lines } = item;
		this.items.delete(key);
		if (item.raw || lines.some(({ components }) => components)) return;
		if (item.revision !== revisionOf(row)) return;
		this.items.set(key, { revision: item.revision, item });
	}
}
