import { chunk, isEqual, uniq } from 'lodash';

import { TikTokShopError, type Connection } from '../transport/connection';
import { faultOf } from '../transport/errors';
import { explain } from '../transport/explain';
import type { ApiOrder } from './apiOrder';
import { ordersIn, UnreadableAnswer } from './read';
import { readOrder, type OrderFault, type ReadOrder } from './readOrder';

/** Largest list of Get Order Detail (TikTok Shop API §6). */
const DETAILS_PER_CALL = 50;
/** TikTok Shop's word for an order of another seller (TikTok Shop API §5). */
const OF_ANOTHER_SELLER = '21008111';
/** Temporary errors without an answer in between that may be an outage. */
const OUTAGE = 7;
/** Orders refused one by one without an answer in between that may be no fault of theirs. */
const ALL_ALIKE = 3;
/** Places of the orders asked for from which single ones are tried before the reading is given up, as shares of their number. */
const PROBES: readonly number[] = [0.3, 0.62, 0.85];
/** A part of a batch that failed is itself another attempt. */
const ATTEMPTS_OF_A_PART = 2;

export interface OrderDetails {
	/** In the order asked for. */
	orders: ApiOrder[];
	/** Orders that TikTok Shop has but that cannot be read, or that it refuses to show. */
	unreadable: OrderFault[];
}

/**
 * Get Order Detail for any number of orders, fifty a call. Orders that do not exist or belong to another shop are absent. Only
 * the detail shows the parts of virtual bundles (TikTok Shop API §4.2).
 *
 * A call that is refused, or whose answer cannot be brought together with what was asked for, is halved until the order that it
 * is about stands alone.
 *
 * @param known  orders that this shop is known to have; where everything asked for fails, one of them tells whether each call
 *               fails
 * @throws what each call fails with: token, signature, scope, outage; or all orders alike
 */
export async function orderDetails(
	connection: Connection,
	cipher: string,
	orderIds: readonly string[],
	known: readonly string[] = [],
): Promise<OrderDetails> {
	const asked = [...new Set(orderIds)];
	const reading = new DetailReading(connection, cipher, new Set(asked), known);
	await reading.readAll(chunk(asked, DETAILS_PER_CALL));
	return {
		orders: orderIds.flatMap((id) => reading.found.get(id) ?? []),
		unreadable: [...reading.faults.values()],
	};
}

class DetailReading {
	readonly found = new Map<string, ApiOrder>();
	readonly faults = new Map<string, OrderFault>();
	private everAnswered = false;
	/** Since the last answer. */
	private failedForAMoment = 0;
	private refusedAlone = 0;
	private lastAlone: Error | undefined;

	constructor(
		private readonly connection: Connection,
		private readonly cipher: string,
		private readonly asked: ReadonlySet<string>,
		private readonly known: readonly string[],
	) {}

	/** All batches, then the halves of those that failed, and so on: what can be read is read before any order stands alone. */
	async readAll(batches: readonly string[][]): Promise<void> {
		let isAgain = false;
		for (let open = [...batches]; open.length > 0; isAgain = true) {
			const parts: string[][] = [];
			for (const ids of open) parts.push(...(await this.read(ids, isAgain)));
			open = parts;
		}
		const { lastAlone } = this;
		if (this.everAnswered || !lastAlone) return;
		// One order that is refused for good may be odd by itself.
		if (this.refusedAlone > 1 || isTemporary(lastAlone)) await this.confirm(lastAlone);
	}

	/** One call. @returns what is to be asked for again, in smaller parts */
	private async read(ids: string[], isAgain: boolean): Promise<string[][]> {
		try {
			const given = await this.ask(ids, isAgain && ids.length > 1 ? ATTEMPTS_OF_A_PART : undefined);
			return this.keep(ids, given);
		} catch (failure) {
			if (!isAboutOrders(failure)) return await Promise.reject(failure as Error);
			return await this.failed(ids, failure);
		}
	}

	private async ask(ids: readonly string[], attempts?: number): Promise<unknown[]> {
		const data = await this.connection.call<unknown>({
			method: 'GET',
			path: '/order/202507/orders',
			cipher: this.cipher,
			query: { ids: ids.join(',') },
			attempts,
		});
		const given = ordersIn(data);
		this.everAnswered = true;
		this.failedForAMoment = 0;
		this.refusedAlone = 0;
		return given;
	}

	/**
	 * Keeps the entries that surely belong to what was asked for. One that names no order of the call, or the same as another one,
	 * may belong to an order that is missing in the answer: those are asked for by themselves.
	 */
	private keep(ids: string[], given: readonly unknown[]): string[][] {
		let stray: string | undefined;
		const entries = new Map<string, ReadOrder>();
		const doubled = new Set<string>();
		for (const entry of given.map(readOrder)) {
			const id = entry.order?.id ?? entry.fault?.orderId ?? '';
			const other = entries.get(id);
			if (!ids.includes(id)) stray ??= entry.fault?.problem ?? 'id is not the one asked for';
			else if (other && !isEqual(other, entry)) doubled.add(id);
			entries.set(id, entry);
		}
		if (doubled.size > 0) stray ??= 'TikTok Shop shows two different orders with this ID';
		for (const id of ids.filter((each) => !doubled.has(each))) {
			const { order, fault } = entries.get(id) ?? {};
			if (order) this.found.set(id, order);
			if (fault) this.faults.set(id, fault);
		}
		const open = ids.filter((id) => !this.found.has(id) && !this.faults.has(id));
		if (stray === undefined || open.length === 0) return [];
		if (ids.length > 1) return halvesOf(open);
		this.faults.set(ids[0], { orderId: ids[0], problem: stray });
		return [];
	}

	private async failed(ids: string[], failure: Error): Promise<string[][]> {
		if (isTemporary(failure) && ++this.failedForAMoment >= OUTAGE) await this.confirm(failure);
		if (ids.length > 1) return halvesOf(ids);
		// Not an order of this shop, so it is absent.
		if (failure instanceof TikTokShopError && failure.apiError.code === OF_ANOTHER_SELLER)
			return [];
		this.faults.set(ids[0], { orderId: ids[0], problem: problemOf(failure) });
		this.lastAlone = failure;
		if (++this.refusedAlone >= ALL_ALIKE) await this.confirm(failure);
		return [];
	}

	/** @throws the failure, unless TikTok Shop still shows an order: one that it is known to have, or else one of those asked for */
	private async confirm(failure: Error): Promise<void> {
		const others = this.known.filter((id) => !this.asked.has(id));
		const [readable] = [...this.found.keys(), ...others];
		const attempts = readable === undefined ? 1 : ATTEMPTS_OF_A_PART;
		for (const id of readable === undefined ? this.probes() : [readable]) {
			const isShown = await this.ask([id], attempts).then(
				() => true,
				// What it fails with is no news, unless it is about each call.
				async (other: unknown) => (isAboutOrders(other) ? false : await Promise.reject(failure)),
			);
			if (isShown) return;
		}
		throw failure;
	}

	/** Orders of several places that have not stood alone yet: those that fail may be spread over each part of the others. */
	private probes(): string[] {
		const open = [...this.asked].filter((id) => !this.faults.has(id));
		const places = PROBES.map((share) => Math.floor((open.length - 1) * share));
		return uniq(places).flatMap((place) => open[place] ?? []);
	}
}

function halvesOf(ids: string[]): string[][] {
	return chunk(ids, Math.ceil(ids.length / 2));
}

function isTemporary(failure: Error): boolean {
	return failure instanceof TikTokShopError && failure.temporary;
}

/** Whether a call failed for what was asked for, as far as can be told; a smaller one may be answered. */
function isAboutOrders(failure: unknown): failure is Error {
	if (failure instanceof UnreadableAnswer) return true;
	return failure instanceof TikTokShopError && faultOf(failure.apiError) === 'item';
}

/** The same words each time: without the number of the request. */
function problemOf(failure: Error): string {
	if (!(failure instanceof TikTokShopError)) return failure.message;
	return explain({ ...failure.apiError, requestId: '' }).message;
}
