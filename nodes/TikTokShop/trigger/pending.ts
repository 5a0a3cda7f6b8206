import { SECOND_MS } from '../../shared/durations';
import type { OrderItem, OrderShop } from '../../shared/orderItem';
import { toOrderShop } from '../shops/shops';
import { TikTokShopError } from '../transport/connection';
import type { ApiOrder } from '../orders/apiOrder';
import { orderDetails } from '../orders/details';
import { Emission } from './emission';
import { faultKey } from './emitRules';
import { toOrderItem } from '../orders/orderItem';
import { UnreadableList } from '../transport/listIn';
import {
	PAGE_SIZE,
	searchOrders,
	UnreadableAnswer,
	type SearchPage,
	type SearchRow,
} from '../orders/read';
import type { OrderFault } from '../orders/readOrder';
import { revisionOf } from '../orders/revision';
import { toUnreadableOrder } from '../orders/unreadable';
import type { PendingRead, ReadingOptions, Stream } from './stream';
import { nextWindow, type ReadState, type ReadWindow } from './window';

/**
 * Reads the pending orders of one shop and status: each page of the window, with the details of the orders to emit.
 *
 * Stops at the deadline, at `maxOrders`, at a temporary error and at an unreadable page. The next read continues there.
 *
 * @throws when not even the first page could be read; then no state may be stored
 */
export async function readPending(
	stream: Stream,
	before: ReadState | undefined,
): Promise<PendingRead> {
	const window = nextWindow(before, stream.rules, Math.floor(stream.poll.now / SECOND_MS));
	return await new PendingReading(stream, before, window).read();
}

/** Orders without news that are remembered as readable. */
const LISTED = 20;
const NOT_SHOWN = 'the order search shows it, and Get Order Detail does not';

/** Orders and faults of one page that are to be emitted. */
interface ToEmit {
	items: OrderItem[];
	faults: OrderFault[];
}

/** One read of pending orders; each instance reads once. */
export class PendingReading {
	private readonly items = new Map<string, OrderItem>();
	private readonly faults: OrderFault[] = [];
	private readonly repeats = new Set<string>();
	private readonly deferred = new Map<string, SearchRow>();
	private listed: string[] = [];
	/** When the details that are read now were asked for. */
	private readAt = '';
	/** Orders that have moved on to another status are dropped; otherwise they are rechecked. */
	private dropsMovedOn = false;
	private readonly emission: Emission;
	private readonly orderShop: OrderShop;

	constructor(
		private readonly stream: Stream,
		before: ReadState | undefined,
		private readonly window: ReadWindow,
		private readonly options: ReadingOptions = {},
	) {
		const { rules, shop, poll } = stream;
		const now = Math.floor(poll.now / SECOND_MS);
		this.emission = new Emission(before, window, rules.emit, rules, now);
		this.orderShop = toOrderShop(shop);
	}

	async read(): Promise<PendingRead> {
		const state = await this.readPages().catch((failure: unknown) => {
			if (mayContinueLater(failure) && this.emission.hasProgress)
				return this.emission.partialState();
			throw failure;
		});
		return this.result(state);
	}

	/**
	 * Reads these orders by ID. The state holds their marks and rechecks; the cursors are those of the window.
	 *
	 * @throws when they could not be read
	 */
	async readByIds(ids: readonly string[]): Promise<PendingRead> {
		this.dropsMovedOn = true;
		this.emission.select([]);
		const rows = ids.map((id) => ({ id }));
		this.commit(await this.selectToEmit(rows, []));
		return this.result(this.emission.partialState());
	}

	/**
	 * Reads the details of rows that an earlier reading has deferred. As with `readByIds`, the cursors are those of the window.
	 *
	 * @param listed  orders that the shop is known to have
	 * @throws when they could not be read
	 */
	async readRows(rows: readonly SearchRow[], listed: readonly string[]): Promise<PendingRead> {
		this.emission.select(rows);
		this.commit(await this.selectToEmit(rows, listed));
		return this.result(this.emission.partialState());
	}

	private result(state: ReadState): PendingRead {
		return {
			deferred: [...this.deferred.values()],
			listed: this.listed,
			items: [...this.items.values()],
			exceptions: this.faults.map((fault) => toUnreadableOrder(fault, this.orderShop)),
			exceptionKeys: this.faults.map(({ orderId, problem }) => faultKey(orderId, problem)),
			repeats: this.repeats,
			state,
		};
	}

	private async readPages(): Promise<ReadState> {
		const { emission, stream } = this;
		const { rules, poll } = stream;
		const { maxPages = Number.POSITIVE_INFINITY, found, defers } = this.options;
		let pages = 0;
		for await (const page of found ? [found] : this.search()) {
			const wanted = emission.select(page.rows.filter(({ id }) => !this.items.has(id)));
			const listed = page.rows.map(({ id }) => id);
			const toEmit: ToEmit = defers
				? { items: [], faults: [] }
				: await this.selectToEmit(wanted, listed);
			if (defers) this.defer(wanted, listed);
			toEmit.faults.push(...this.faultsToEmit(page.unreadable));
			this.commit(toEmit);
			// A page that is not full is usually the last one, so it does not count.
			if (page.rows.length + page.unreadable.length >= PAGE_SIZE) pages += 1;
			const count = this.items.size + this.faults.length + this.deferred.size;
			const isEnough =
				count >= rules.maxOrders || pages >= maxPages || poll.clock() >= poll.deadline;
			if (isEnough && emission.hasProgress) return emission.partialState();
		}
		if (!this.options.skipsRechecks) await this.readRechecks();
		return emission.completeState();
	}

	/** A row that comes again later is newer. */
	private defer(wanted: readonly SearchRow[], listed: readonly string[]): void {
		for (const row of wanted) this.deferred.set(row.id, row);
		this.listed = [...this.listed, ...listed.filter((id) => !this.deferred.has(id))].slice(-LISTED);
	}

	private search(): AsyncGenerator<SearchPage> {
		const { connection, shop, status, rules } = this.stream;
		return searchOrders(connection, shop.cipher, {
			order_status: status,
			shipping_type: rules.shippingType,
			update_time_ge: this.window.from,
			update_time_lt: this.window.to,
		});
	}

	/** Reads by ID the orders for which search and detail did not agree at an earlier poll. */
	private async readRechecks(): Promise<void> {
		const { toRecheck } = this.emission;
		if (toRecheck.length === 0) return;
		this.emission.select([]);
		const rows = toRecheck.map((id) => ({ id }));
		const recheck = async (): Promise<void> => this.commit(await this.selectToEmit(rows, []));
		await recheck().catch(ignoreAnswer);
	}

	/** The items of these rows to emit: cached items of unchanged orders, else items made from the details. */
	private async selectToEmit(
		rows: readonly SearchRow[],
		listed: readonly string[],
	): Promise<ToEmit> {
		this.readAt = new Date(Date.now()).toISOString();
		const toEmit: ToEmit = { items: [], faults: [] };
		const cached = this.cachedItemsToEmit(rows);
		const missing = rows.flatMap(({ id }) => (cached.has(id) ? [] : id));
		const known = [...listed, ...this.emission.known];
		const details = await orderDetails(
			this.stream.connection,
			this.stream.shop.cipher,
			missing,
			known,
		);
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
				row && !this.stream.rules.keepRaw
					? this.stream.poll.cache.get(this.orderShop, row)
					: undefined;
			if (!row || !item) continue;
			const plainRevision = () => revisionOf(row, false);
			const toEmit = this.withChange(item, row);
			if (this.emission.stageOrder(id, item.revision, plainRevision, row)) cached.set(id, toEmit);
		}
		return cached;
	}

	/** The item of an order; undefined if it is not to be emitted now. */
	private itemToEmit(detail: ApiOrder, row: ApiOrder | undefined): OrderItem | undefined {
		if (this.dropsMovedOn && detail.status !== this.stream.status) return undefined;
		if (!this.emission.isWantedNow(detail, this.stream.status)) return undefined;
		const item = toOrderItem(detail, this.orderShop, this.stream.rules.keepRaw);
		if (row) this.stream.poll.cache.keep(row, item);
		const plainRevision = () => revisionOf(detail, false);
		const toEmit = this.withChange(item, detail);
		return this.emission.stageOrder(detail.id, item.revision, plainRevision, row)
			? toEmit
			: undefined;
	}

	/** The item with what has happened to its order, and when it was read. The item itself stays as it is, because it is cached. */
	private withChange(item: OrderItem, order: ApiOrder): OrderItem {
		const change = this.emission.changeOf(order, item.revision);
		return { ...item, ...(change ? { change } : {}), readAt: this.readAt };
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
		for (const { orderId, revision } of items) {
			if (this.emission.isRepeat(orderId, revision)) this.repeats.add(orderId);
		}
		this.emission.commit();
		for (const item of items) this.items.set(item.orderId, item);
		this.faults.push(...faults);
	}
}

/** Whether earlier pages are still emitted after this failure; the next poll continues where it occurred. */
function mayContinueLater(failure: unknown): boolean {
	if (failure instanceof UnreadableList) return true;
	return failure instanceof TikTokShopError && failure.temporary;
}

/**
 * For a part of a poll that may fail: the search has succeeded, and the next poll reads this part again.
 *
 * @throws the failure, if it is no answer of TikTok Shop
 */
export function ignoreAnswer(failure: unknown): void {
	const answers = [TikTokShopError, UnreadableAnswer, UnreadableList];
	if (!answers.some((kind) => failure instanceof kind)) throw failure;
}
