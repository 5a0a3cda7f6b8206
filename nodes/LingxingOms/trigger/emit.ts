import { chunk, sortBy } from 'lodash';

import { SHIPPED, statusOf, statusProblem } from '../outbound/outboundOrder';
import { isForeign, type OutboundScope } from '../outbound/scope';
import type { Unreadable } from '../outbound/unreadable';
import { textOf, type Fields } from '../transport/json';
import type { OmsConnection, OmsError } from '../transport/connection';
import type { DetailCache } from './detailCache';
import { readDetails } from '../outbound/details';
import { partialFailure } from './interruption';
import type { OrderToEmit, TriggerChoice } from './emission';

const DETAIL_BATCH = 50;

/** What a poll emits. */
export interface Emitted {
	/** Outbound order numbers of everything that was emitted, and of what needs not be emitted any more. */
	numbers: Set<string>;
	records: Fields[];
	/** Orders whose details cannot be read; they stay open. */
	unreadable: Unreadable[];
	/** The passing failure that ended it before its time. */
	failure?: OmsError;
}

/** How an order is emitted. */
export interface EmitOptions {
	event: TriggerChoice['event'];
	scope: OutboundScope;
	cache: DetailCache;
	/** No further details are read after this moment, epoch ms. */
	until: number;
}

/**
 * Details of what is emitted, in the order in which it shipped; an order that the OMS shows no detail for goes out as its page
 * shows it. When time is up, or the OMS fails after some details, the others are left to the next poll.
 *
 * @throws OmsError  no detail could be read
 */
export async function emitOrders(
	connection: OmsConnection,
	wanted: readonly OrderToEmit[],
	{ event, scope, cache, until }: EmitOptions,
): Promise<Emitted> {
	const given = new Map<string, Fields>();
	const numbers = new Set<string>();
	const unreadable: Unreadable[] = [];
	const add = ({ outboundOrderNo: number, again }: OrderToEmit, record: Fields): void => {
		const foreign = isForeign(record, scope) === true;
		const goesOut = !foreign && (event !== 'shipped' || statusOf(record) === SHIPPED);
		if (goesOut) given.set(number, record);
		// One that came before and is gone has had its turn, so that it does not stand in the way of the others.
		if (goesOut || again || foreign) numbers.add(number);
	};
	const now = Date.now();
	const open = wanted.filter((each) => {
		const kept = cache.get(each.outboundOrderNo, each.sight, now);
		if (kept) add(each, kept);
		return !kept;
	});
	const read = async (): Promise<void> => {
		for (const batch of chunk(open, DETAIL_BATCH)) {
			if (given.size > 0 && Date.now() > until) return;
			const outboundOrderNos = batch.map(({ outboundOrderNo }) => outboundOrderNo);
			const details = await readDetails(connection, outboundOrderNos, given.size > 0);
			for (const each of batch) {
				const { outboundOrderNo: key, sight } = each;
				const detail = details.found.get(key);
				const problem = details.open.get(key) ?? (detail ? statusProblem(detail) : undefined);
				if (detail) cache.keep(detail, now);
				if (problem === undefined) add(each, detail ?? sight?.record ?? {});
				else unreadable.push({ key, record: sight?.record ?? { outboundOrderNo: key }, problem });
			}
		}
	};
	const failure = await partialFailure(read(), () => given.size > 0);
	return {
		numbers,
		records: sortBy([...given.values()], ({ outboundTime }) => textOf(outboundTime)),
		unreadable,
		...(failure ? { failure } : {}),
	};
}
