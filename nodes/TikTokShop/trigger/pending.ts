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
	/** Orders emitted by one poll; the rest follow at the next poll. */
	maxOrders: number;
}

export interface PendingRead {
	items: OrderItem[];
	/** Orders that may be pending but cannot be read (`ORDER_UNREADABLE`). */
	exceptions: UnreadableOrder[];
	/** State to store once items and exceptions are emitted. */
	state: ReadState;
}

export interface Poll {
	/** Epoch ms at the start of the poll. */
	now: number;
	/** Epoch ms at which the poll should end. */
	deadline: number;
	clock: () => number;
	cache: ItemCache;
}

/**
 * Reads the pending orders of one shop and status: each page of the window, with the details of the orders to emit.
 *
 * Stops at the deadline, at `maxOrders`, at a temporary error and at an unreadable page. The next read continues there.
 *
 * @throws when not even the first page could be read; then no state may be stored
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

/** Orders and faults of one page that are to be emitted. */
interface ToEmit {
	items: OrderItem[];
	faults: OrderFault[];
}

class PendingReading {
	private readonly items = new Map<string, OrderItem>();
	private readonly exceptions: UnreadableOrder[] = [];
	private readonly window: ReadWindow;
	private readonly emission: Emission;
	private readonly orderShop: OrderShop;

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
		this.orderShop = toOrderShop(shop);
	}

	async read(): Promise<PendingRead> {
		const state = await this.readPages().catch((failure: unknown) => {
			if (mayContinueLater(failure) && this.emission.hasProgress)
				return this.emission.partialState();
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
			const toEmit = await this.selectToEmit(wanted, page.rows);
			toEmit.faults.push(...this.faultsToEmit(page.unreadable));
			this.commit(toEmit);
			const count = this.items.size + this.exceptions.length;
			const isEnough = count >= rules.maxOrders || poll.clock() >= poll.deadline;
			if (isEnough && emission.hasProgress) return emission.partialState();
		}
		await this.readRechecks();
		return emission.completeState();
	}

	/** Reads by ID the orders for which search and detail did not agree at an earlier poll. */
	private async readRechecks(): Promise<void> {
		const { toRecheck } = this.emission;
		if (toRecheck.length === 0) return;
		this.emission.select([]);
		const rows = toRecheck.map((id) => ({ id }));
		try {
			this.commit(await this.selectToEmit(rows, []));
		} catch (failure) {
			// The search has succeeded, and the next poll rechecks these orders again.
			const isAnswer = failure instanceof TikTokShopError || failure instanceof UnreadableAnswer;
			if (!isAnswer) await Promise.reject(failure as Error);
		}
	}

	/** The items of these rows to emit: cached items of unchanged orders, else items made from the details. */
	private async selectToEmit(
		rows: readonly SearchRow[],
		page: readonly SearchRow[],
	): Promise<ToEmit> {
		const toEmit: ToEmit = { items: [], faults: [] };
		const cached = this.cachedItemsToEmit(rows);
		const missing = rows.flatMap(({ id }) => (cached.has(id) ? [] : id));
		const known = [...page.map(({ id }) => id), ...this.emission.known];
		const details = await orderDetails(this.connection, this.shop.cipher, missing, known);
		const orderOf = new Map(details.orders.map((order) => [order.id, order]));
		const problemOf = new Map(details.unreadable.map(({ orderId, problem }) => [orderId, problem]));
		for (const { id, order: row } of rows) {
			const detail = orderOf.get(id);
			const problem = detail ? this.emission.eligibilityProblem(detail) : problemOf.get(id);
			const item =
				cached.get(id) ?? (detail && !problem ? this.itemToEmit(detail, row) : undefined);
			if (item) toEmit.items.push(item);
			else if (problem) toEmit.faults.push(...this.faultsToEmit([{ orderId: id, problem }]));
			else if (!detail && !cached.has(id)) toEmit.faults.push(...this.faultOfMissing(id));
		}
		return toEmit;
	}

	private cachedItemsToEmit(rows: readonly SearchRow[]): Map<string, OrderItem> {
		const cached = new Map<string, OrderItem>();
		for (const { id, order: row } of rows) {
			const item =
				row && !this.rules.keepRaw ? this.poll.cache.get(this.orderShop, row) : undefined;
			if (!row || !item) continue;
			const plainRevision = () => revisionOf(row, false);
			if (this.emission.stageOrder(id, item.revision, plainRevision, row)) cached.set(id, item);
		}
		return cached;
	}

	/** The item of an order; undefined if it is not to be emitted now. */
	private itemToEmit(detail: ApiOrder, row: ApiOrder | undefined): OrderItem | undefined {
		if (!this.emission.isWantedNow(detail, this.status)) return undefined;
		const item = toOrderItem(detail, this.orderShop, this.rules.keepRaw);
		if (row) this.poll.cache.keep(row, item);
		const plainRevision = () => revisionOf(detail, false);
		return this.emission.stageOrder(detail.id, item.revision, plainRevision, row)
			? item
			: undefined;
	}

	private faultsToEmit(faults: readonly OrderFault[]): OrderFault[] {
		return faults.filter(({ orderId, problem }) => this.emission.stageFault(orderId, problem));
	}

	/** A listed order without a detail is a fault from the second poll on; at the first, the detail may be late. */
	private faultOfMissing(orderId: string): OrderFault[] {
		if (this.emission.isFirstAbsence(orderId)) return [];
		const isNews = this.emission.stageFault(orderId, NOT_SHOWN, true);
		return isNews ? [{ orderId, problem: NOT_SHOWN }] : [];
	}

	private commit({ items, faults }: ToEmit): void {
		this.emission.commit();
		for (const item of items) this.items.set(item.orderId, item);
		this.exceptions.push(...faults.map((fault) => toUnreadableOrder(fault, this.orderShop)));
	}
}

/** Whether earlier pages are still emitted after this failure; the next poll continues where it occurred. */
function mayContinueLater(failure: unknown): boolean {
	if (failure instanceof UnreadableList) return true;
	return failure instanceof TikTokShopError && failure.temporary;
}
