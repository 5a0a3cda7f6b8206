import type { OrderItem } from '../../shared/orderItem';
import { aboutShop, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import type { ApiOrder } from './apiOrder';
import { eligibility, type Eligibility } from './eligibility';
import { Emission, type EmitMode } from './emission';
import type { ItemCache } from './itemCache';
import { toOrderItem } from './orderItem';
import { orderDetails } from './details';
import { searchOrders } from './read';
import { nextWindow, type ReadState, type WindowRules } from './window';

export interface PendingRules extends WindowRules, Eligibility {
	emit: EmitMode;
	keepRaw: boolean;
	/** Orders handed over at once; the rest follow at the next poll. */
	maxOrders: number;
}

export interface PendingRead {
	items: OrderItem[];
	/** What to keep once the items have been handed over. */
	state: ReadState;
}

/** One poll: its time, and the items kept from earlier ones. */
export interface Poll {
	/** Epoch ms at the start of the poll. */
	now: number;
	/** Epoch ms at which the poll should end. */
	deadline: number;
	clock: () => number;
	cache: ItemCache;
}

/**
 * Reads the pending orders of one shop and status: all pages of the window, then the details of what is to be handed over.
 *
 * Stops at the deadline, at `maxOrders`, and where TikTok Shop fails for a moment, as long as something was read; the next
 * read goes on there.
 *
 * @throws when not even the first page could be read; nothing is to be remembered then
 */
export async function readPending(
	connection: Connection,
	shop: Shop,
	status: string,
	rules: PendingRules,
	before: ReadState | undefined,
	{ now, deadline, clock, cache }: Poll,
): Promise<PendingRead> {
	const window = nextWindow(before, rules, Math.floor(now / 1_000));
	const emission = new Emission(before, window, rules.emit, rules);
	const items: OrderItem[] = [];
	const query = {
		order_status: status,
		shipping_type: rules.shippingType,
		update_time_ge: window.from,
		update_time_lt: window.to,
	};
	const read = async (): Promise<ReadState> => {
		for await (const page of searchOrders(connection, shop.cipher, query)) {
			const wanted = emission.select(page.rows.flatMap(({ order }) => order ?? []));
			const ready = await itemsOf(connection, shop, wanted, rules.keepRaw, cache, (order) => {
				// The order may have moved on between search and detail.
				return order.status === status && eligibility(order, rules, window.to) === 'yes';
			});
			emission.commit();
			items.push(...ready);
			const enough = items.length >= rules.maxOrders || clock() >= deadline;
			if (enough && emission.hasProgress) return emission.afterPart();
		}
		return emission.afterAll();
	};
	const state = await read().catch((failure: unknown) => {
		const later = failure instanceof TikTokShopError && failure.temporary && emission.hasProgress;
		if (later) return emission.afterPart();
		throw failure;
	});
	return { items, state };
}

/** Order items of the rows of a search, from memory where nothing has changed; unwanted and vanished orders are left out. */
async function itemsOf(
	connection: Connection,
	shop: Shop,
	rows: readonly ApiOrder[],
	keepRaw: boolean,
	cache: ItemCache,
	isWanted: (detail: ApiOrder) => boolean,
): Promise<OrderItem[]> {
	const ready = new Map<string, OrderItem>();
	for (const row of rows) {
		const kept = keepRaw ? undefined : cache.get(shop.id, row);
		if (kept) ready.set(row.id, kept);
	}
	const missing = rows.filter(({ id }) => !ready.has(id));
	const { orders: details } = await orderDetails(
		connection,
		shop.cipher,
		missing.map(({ id }) => id),
	);
	const rowOf = new Map(missing.map((row) => [row.id, row]));
	for (const detail of details.filter(isWanted)) {
		const item = toOrderItem(detail, aboutShop(shop), keepRaw);
		ready.set(detail.id, item);
		const row = rowOf.get(detail.id);
		if (row) cache.keep(row, item);
	}
	return rows.flatMap(({ id }) => ready.get(id) ?? []);
}
