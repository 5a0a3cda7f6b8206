import { chunk, sortBy } from 'lodash';

import { SHIPPED, statusOf, statusProblem } from '../outbound/outboundOrder';
import { isForeign, type OutboundScope } from '../outbound/scope';
import type { Unreadable } from '../outbound/unreadable';
import { textOf, type Fields } from '../transport/json';
import type { OmsConnection, OmsError } from '../transport/connection';
import type { DetailCache } from './detailCache';
import { readDetails } from '../outbound/details';
import { partialFailure } from './partialFailure';
import type { OrderToEmit, TriggerChoice } from './emission';

const DETAIL_BATCH = 50;

export interface Emitted {
	/** Numbers of the emitted orders, and of repeats that are no longer shipped or are another seller's. */
	emittedNumbers: Set<string>;
	/** The emitted orders. */
	records: Fields[];
	/** Orders whose details cannot be read; the next poll reads them again. */
	unreadable: Unreadable[];
	/** The temporary error that ended the reading early. */
	failure?: OmsError;
}

export interface EmitOptions {
	event: TriggerChoice['event'];
	scope: OutboundScope;
	cache: DetailCache;
	/** No further details are read after this moment, epoch ms. */
	until: number;
}

/**
 * Reads the details of the orders to emit and sorts them by shipping time. An order without a detail is emitted as the list shows
 * it. When time is up, or the OMS fails after some details, the rest is left to the next poll.
 *
 * @throws OmsError  no detail could be read
 */
export async function emitOrders(
	connection: OmsConnection,
	orders: readonly OrderToEmit[],
	{ event, scope, cache, until }: EmitOptions,
): Promise<Emitted> {
	const emitted = new Map<string, Fields>();
	const emittedNumbers = new Set<string>();
	const unreadable: Unreadable[] = [];
	const add = ({ outboundOrderNo: number, isRepeat }: OrderToEmit, record: Fields): void => {
		const foreign = isForeign(record, scope) === true;
		const isEmitted = !foreign && (event !== 'shipped' || statusOf(record) === SHIPPED);
		if (isEmitted) emitted.set(number, record);
		// Count a repeat that is no longer shipped as emitted; otherwise it would be retried forever ahead of others.
		if (isEmitted || isRepeat || foreign) emittedNumbers.add(number);
	};
	const now = Date.now();
	const uncached = orders.filter((each) => {
		const kept = cache.get(each.outboundOrderNo, each.observed, now);
		if (kept) add(each, kept);
		return !kept;
	});
	const read = async (): Promise<void> => {
		for (const batch of chunk(uncached, DETAIL_BATCH)) {
			if (emitted.size > 0 && Date.now() > until) return;
			const outboundOrderNos = batch.map(({ outboundOrderNo }) => outboundOrderNo);
			const details = await readDetails(connection, outboundOrderNos, emitted.size > 0);
			for (const each of batch) {
				const { outboundOrderNo: key, observed } = each;
				const detail = details.found.get(key);
				const problem = details.open.get(key) ?? (detail ? statusProblem(detail) : undefined);
				if (detail) cache.keep(detail, now);
				const listed = observed?.record;
				if (problem === undefined) add(each, detail ?? listed ?? {});
				else unreadable.push({ key, record: listed ?? { outboundOrderNo: key }, problem });
			}
		}
	};
	const failure = await partialFailure(read(), () => emitted.size > 0);
	return {
		emittedNumbers,
		records: sortBy([...emitted.values()], ({ outboundTime }) => textOf(outboundTime)),
		unreadable,
		...(failure ? { failure } : {}),
	};
}
