import type { OrderItem, OrderShop } from '../../shared/orderItem';
import { toOrderShop, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import type { ApiOrder } from '../orders/apiOrder';
import { orderDetails } from '../orders/details';
import type { Eligibility } from '../orders/eligibility';
import { Emission, type EmitMode } from './emission';
import type { ItemCache } from './itemCache';
import { toOrderItem } from '../orders/orderItem';
import { UnreadableList } from '../transport/listIn';
import { searchOrders, UnreadableAnswer, type SearchRow } from '../orders/read';
import type { OrderFault } from '../orders/readOrder';
import { revisionOf } from '../orders/revision';
import { toUnreadableOrder, type UnreadableOrder } from '../orders/unreadable';
import { nextWindow, type ReadState, type ReadWindow, type WindowRules } from './window';

export interface PendingRules extends WindowRules, Eligibility {
	emit: EmitMode;
	keepRaw: boolean;
	/** Orders handed over at once; the rest follow at the next poll. */
	maxOrders: number;
}

export interface PendingRead {
	items: OrderItem[];
	/** Orders that may be pending but cannot be read (`ORDER_UNREADABLE`). */
	exceptions: UnreadableOrder[];
	/** What to keep once items and exceptions have been handed over. */
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
 * Stops at the deadline, at `maxOrders`, and where TikTok Shop fails for a moment or the rest cannot be read, as long as something was read; the next
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
	poll: Poll,
): Promise<PendingRead> {
	return await new PendingReading(connection, shop, status, rules, before, poll).read();
}

const NOT_SHOWN = 'the order search shows it, and Get Order Detail does not';

/** Of a page: what is to be handed over. */
interface Ready {
	items: OrderItem[];
	faults: OrderFault[];
}

class PendingReading {
	private readonly items = new Map<string, OrderItem>();
	private readonly exceptions: UnreadableOrder[] = [];
	private readonly window: ReadWindow;
	private readonly emission: Emission;
	private readonly about: OrderShop;

	constructor(
		private readonly connection: Connection,
		private readonly shop: Shop,
		private readonly status: string,
		private readonly rules: PendingRules,
		before: ReadState | undefined,
		private readonly poll: Poll,
	) {
		this.window = nextWindow(before, rules, Math.floor(poll.now / 1_000));
		this.emission = new Emission(before, this.window, rules.emit, rules);
		this.about = toOrderShop(shop);
	}

	async read(): Promise<PendingRead> {
		const state = await this.readPages().catch((failure: unknown) => {
			if (isOfTheRest(failure) && this.emission.hasProgress) return this.emission.afterPart();
			throw failure;
		});
		return { items: [...this.items.values()], exceptions: this.exceptions, state };
	}

	private async readPages(): Promise<ReadState> {
		const { emission, rules, window, poll } = this;
		const query = {
			order_status: this.status,
			shipping_type: rules.shippingType,
			update_time_ge: window.from,
			update_time_lt: window.to,
		};
		for await (const page of searchOrders(this.connection, this.shop.cipher, query)) {
			const wanted = emission.select(page.rows.filter(({ id }) => !this.items.has(id)));
			const ready = await this.readyOf(wanted, page.rows);
			ready.faults.push(...this.newFaults(page.unreadable));
			this.commit(ready);
			const count = this.items.size + this.exceptions.length;
			const enough = count >= rules.maxOrders || poll.clock() >= poll.deadline;
			if (enough && emission.hasProgress) return emission.afterPart();
		}
		await this.lookAgain();
		return emission.afterAll();
	}

	/** Reads the orders that search and detail did not agree about at an earlier poll by their ID. */
	private async lookAgain(): Promise<void> {
		const { unmet } = this.emission;
		if (unmet.length === 0) return;
		this.emission.select([]);
		const rows = unmet.map((id) => ({ id }));
		try {
			this.commit(await this.readyOf(rows, []));
		} catch (failure) {
			// The search was answered; the next poll looks at these few once more.
			const isAnswer = failure instanceof TikTokShopError || failure instanceof UnreadableAnswer;
			if (!isAnswer) await Promise.reject(failure as Error);
		}
	}

	/** What of these rows is to be handed over: from memory where nothing has changed, else as the details say. */
	private async readyOf(rows: readonly SearchRow[], page: readonly SearchRow[]): Promise<Ready> {
		const ready: Ready = { items: [], faults: [] };
		const kept = this.keptItems(rows);
		const missing = rows.flatMap(({ id }) => (kept.has(id) ? [] : id));
		const known = [...page.map(({ id }) => id), ...this.emission.known];
		const details = await orderDetails(this.connection, this.shop.cipher, missing, known);
		const orderOf = new Map(details.orders.map((order) => [order.id, order]));
		const problemOf = new Map(details.unreadable.map(({ orderId, problem }) => [orderId, problem]));
		for (const { id, order: row } of rows) {
			const detail = orderOf.get(id);
			const problem = detail ? this.emission.undecided(detail) : problemOf.get(id);
			const item = kept.get(id) ?? (detail && !problem ? this.itemOf(detail, row) : undefined);
			if (item) ready.items.push(item);
			else if (problem) ready.faults.push(...this.newFaults([{ orderId: id, problem }]));
			else if (!detail && !kept.has(id)) ready.faults.push(...this.absent(id));
		}
		return ready;
	}

	private keptItems(rows: readonly SearchRow[]): Map<string, OrderItem> {
		const kept = new Map<string, OrderItem>();
		for (const { id, order: row } of rows) {
			const item = row && !this.rules.keepRaw ? this.poll.cache.get(this.about, row) : undefined;
			if (!row || !item) continue;
			const plain = () => revisionOf(row, false);
			if (this.emission.takes(id, item.revision, plain, row)) kept.set(id, item);
		}
		return kept;
	}

	/** The item of an order that is to be handed over now. */
	private itemOf(detail: ApiOrder, row: ApiOrder | undefined): OrderItem | undefined {
		if (!this.emission.admits(detail, this.status)) return undefined;
		const item = toOrderItem(detail, this.about, this.rules.keepRaw);
		if (row) this.poll.cache.keep(row, item);
		const plain = () => revisionOf(detail, false);
		return this.emission.takes(detail.id, item.revision, plain, row) ? item : undefined;
	}

	/** Those of the faults that are to be handed over. */
	private newFaults(faults: readonly OrderFault[]): OrderFault[] {
		return faults.filter(({ orderId, problem }) => this.emission.takesFault(orderId, problem));
	}

	/** An order that the search shows and its detail does not: for one poll that may be so. */
	private absent(orderId: string): OrderFault[] {
		if (this.emission.isFirstAbsence(orderId)) return [];
		const isNews = this.emission.takesFault(orderId, NOT_SHOWN, true);
		return isNews ? [{ orderId, problem: NOT_SHOWN }] : [];
	}

	private commit({ items, faults }: Ready): void {
		this.emission.commit();
		for (const item of items) this.items.set(item.orderId, item);
		this.exceptions.push(...faults.map((fault) => toUnreadableOrder(fault, this.about)));
	}
}

/** A failure after which what was read before is handed over all the same; the next poll begins where it struck. */
function isOfTheRest(failure: unknown): boolean {
	if (failure instanceof UnreadableList) return true;
	return failure instanceof TikTokShopError && failure.temporary;
}
