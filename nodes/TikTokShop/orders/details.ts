import { chunk, isEqual, uniq } from 'lodash';

import { BoundedMap } from '../../shared/boundedMap';
import { Suspects } from '../../shared/suspects';
import { TikTokShopError, type Connection } from '../transport/connection';
import { faultOf } from '../transport/errors';
import { explain } from '../transport/explain';
import type { ApiOrder } from './apiOrder';
import { ordersIn, UnreadableAnswer } from './read';
import { readOrder, type OrderFault, type ReadOrder } from './readOrder';

/** Largest list of Get Order Detail (TikTok Shop API §6). */
export const DETAILS_PER_CALL = 50;
/** The order belongs to another seller (TikTok Shop API §5). */
const ORDER_OF_ANOTHER_SELLER = '21008111';
/** This many temporary errors without an answer in between may mean an outage. */
const MAX_TEMPORARY_ERRORS = 7;
/** This many single orders refused without an answer in between may mean that every call fails. */
const MAX_REFUSALS = 3;
/** Which of the requested orders are tried alone before the reading fails, as shares of the list. */
const PROBE_POSITIONS: readonly number[] = [0.3, 0.62, 0.85];
/** The smaller batch is itself a retry, so it needs fewer attempts. */
const ATTEMPTS_FOR_SMALLER_BATCH = 2;

export interface OrderDetails {
	/** In the order of the request. */
	orders: ApiOrder[];
	/** Orders that cannot be read, or that TikTok Shop refuses to show. */
	unreadable: OrderFault[];
}

/**
 * Get Order Detail for any number of orders, fifty a call. Orders that do not exist or belong to another shop are absent. Only
 * the detail shows the components of virtual bundles (TikTok Shop API §4.2).
 *
 * A batch that fails, or whose answer does not match the request, is halved until the faulty order stands alone. At the next reading it
 * stands alone from the beginning.
 *
 * @param known  orders that this shop is known to have. If all requested orders fail, one of these shows whether every call fails.
 * @throws an error that every call meets (token, signature, scope, outage), or that all orders meet
 */
export async function orderDetails(
	connection: Connection,
	cipher: string,
	orderIds: readonly string[],
	known: readonly string[] = [],
): Promise<OrderDetails> {
	const asked = [...new Set(orderIds)];
	const reading = new DetailReading(connection, cipher, new Set(asked), known);
	const { others, suspects } = suspectsOf(connection, cipher).apart(
		asked,
		DETAILS_PER_CALL,
		(id) => id,
	);
	await reading.readAll([...chunk(others, DETAILS_PER_CALL), ...suspects]);
	return {
		orders: orderIds.flatMap((id) => reading.found.get(id) ?? []),
		unreadable: [...reading.faults.values()],
	};
}

const MOST_SHOPS = 500;
const suspectsByShop = new BoundedMap<string, Suspects>(MOST_SHOPS);

/** The orders of a shop that TikTok Shop refuses to show; the same for all executions of the process. */
function suspectsOf({ account }: Connection, cipher: string): Suspects {
	const key = `${account} ${cipher}`;
	const suspects = suspectsByShop.get(key) ?? new Suspects();
	suspectsByShop.set(key, suspects);
	return suspects;
}

class DetailReading {
	private readonly suspects: Suspects;
	readonly found = new Map<string, ApiOrder>();
	readonly faults = new Map<string, OrderFault>();
	private hasAnswer = false;
	/** Counts since the last answer. */
	private temporaryErrors = 0;
	private refusals = 0;
	private lastRefusal: Error | undefined;

	constructor(
		private readonly connection: Connection,
		private readonly cipher: string,
		private readonly requested: ReadonlySet<string>,
		private readonly known: readonly string[],
	) {
		this.suspects = suspectsOf(connection, cipher);
	}

	/** Reads all batches, then the halves of those that failed, and so on. */
	async readAll(batches: readonly string[][]): Promise<void> {
		let isRetry = false;
		for (let open = [...batches]; open.length > 0; isRetry = true) {
			const parts: string[][] = [];
			for (const ids of open) parts.push(...(await this.read(ids, isRetry)));
			open = parts;
		}
		const { lastRefusal } = this;
		if (this.hasAnswer || !lastRefusal) return;
		// A single order that is refused permanently may be faulty itself.
		if (this.refusals > 1 || isTemporary(lastRefusal)) await this.assertOthersReadable(lastRefusal);
	}

	/** Makes one call. @returns smaller batches to read again */
	private async read(ids: string[], isRetry: boolean): Promise<string[][]> {
		try {
			const entries = await this.call(
				ids,
				isRetry && ids.length > 1 ? ATTEMPTS_FOR_SMALLER_BATCH : undefined,
			);
			return this.keep(ids, entries);
		} catch (failure) {
			if (!isAboutOrders(failure)) return await Promise.reject(failure as Error);
			return await this.onFailure(ids, failure);
		}
	}

	private async call(ids: readonly string[], attempts?: number): Promise<unknown[]> {
		const data = await this.connection.read<unknown>({
			method: 'GET',
			path: '/order/202507/orders',
			cipher: this.cipher,
			query: { ids: ids.join(',') },
			attempts,
		});
		const entries = ordersIn(data);
		this.hasAnswer = true;
		this.temporaryErrors = 0;
		this.refusals = 0;
		return entries;
	}

	/**
	 * Keeps the entries that match the request. An entry with an unknown or a repeated ID may belong to an order that is missing in
	 * the answer, so the missing orders are read again in smaller batches.
	 */
	private keep(ids: string[], rows: readonly unknown[]): string[][] {
		let mismatch: string | undefined;
		const entries = new Map<string, ReadOrder>();
		const repeated = new Set<string>();
		for (const entry of rows.map(readOrder)) {
			const id = entry.order?.id ?? entry.fault?.orderId ?? '';
			const other = entries.get(id);
			if (!ids.includes(id)) mismatch ??= entry.fault?.problem ?? 'id is not the one asked for';
			else if (other && !isEqual(other, entry)) repeated.add(id);
			entries.set(id, entry);
		}
		if (repeated.size > 0) mismatch ??= 'TikTok Shop shows two different orders with this ID';
		for (const id of ids.filter((each) => !repeated.has(each))) {
			const { order, fault } = entries.get(id) ?? {};
			if (order) this.found.set(id, order);
			if (fault) this.faults.set(id, fault);
			// An order that is absent is no reason to refuse a call either.
			if (mismatch === undefined || order || fault) this.suspects.clear(id);
		}
		const open = ids.filter((id) => !this.found.has(id) && !this.faults.has(id));
		if (mismatch === undefined || open.length === 0) return [];
		if (ids.length > 1) return halvesOf(open);
		this.faults.set(ids[0], { orderId: ids[0], problem: mismatch });
		this.suspects.note(ids[0]);
		return [];
	}

	private async onFailure(ids: string[], failure: Error): Promise<string[][]> {
		if (isTemporary(failure) && ++this.temporaryErrors >= MAX_TEMPORARY_ERRORS)
			await this.assertOthersReadable(failure);
		if (ids.length > 1) return halvesOf(ids);
		this.suspects.note(ids[0]);
		// An order of another shop counts as absent.
		if (failure instanceof TikTokShopError && failure.apiError.code === ORDER_OF_ANOTHER_SELLER)
			return [];
		this.faults.set(ids[0], { orderId: ids[0], problem: problemOf(failure) });
		this.lastRefusal = failure;
		if (++this.refusals >= MAX_REFUSALS) await this.assertOthersReadable(failure);
		return [];
	}

	/** @throws the failure, unless TikTok Shop still shows a known order or one of the requested orders */
	private async assertOthersReadable(failure: Error): Promise<void> {
		const others = this.known.filter((id) => !this.requested.has(id));
		const [readable] = [...this.found.keys(), ...others];
		const attempts = readable === undefined ? 1 : ATTEMPTS_FOR_SMALLER_BATCH;
		for (const id of readable === undefined ? this.probes() : [readable]) {
			const isShown = await this.call([id], attempts).then(
				() => true,
				// An error about this one order says nothing about the others.
				async (other: unknown) => (isAboutOrders(other) ? false : await Promise.reject(failure)),
			);
			if (isShown) return;
		}
		throw failure;
	}

	/** Orders from several positions of the list that have not been read alone yet. */
	private probes(): string[] {
		const open = [...this.requested].filter((id) => !this.faults.has(id));
		const positions = PROBE_POSITIONS.map((share) => Math.floor((open.length - 1) * share));
		return uniq(positions).flatMap((position) => open[position] ?? []);
	}
}

function halvesOf(ids: string[]): string[][] {
	return chunk(ids, Math.ceil(ids.length / 2));
}

function isTemporary(failure: Error): boolean {
	return failure instanceof TikTokShopError && failure.temporary;
}

/** Whether the failure may concern single orders, so that a smaller batch may succeed. */
function isAboutOrders(failure: unknown): failure is Error {
	if (failure instanceof UnreadableAnswer) return true;
	return failure instanceof TikTokShopError && faultOf(failure.apiError) === 'item';
}

/** Without the request ID, so that the same problem always has the same text. */
function problemOf(failure: Error): string {
	if (!(failure instanceof TikTokShopError)) return failure.message;
	return explain({ ...failure.apiError, requestId: '' }).message;
}
