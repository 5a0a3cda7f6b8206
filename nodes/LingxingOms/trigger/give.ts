import { sortBy } from 'lodash';

import { SHIPPED, statusOf } from '../outbound/outboundOrder';
import { detailsByNumber } from '../outbound/read';
import { textOf, type Fields } from '../transport/json';
import { chunks } from '../transport/paginate';
import type { OmsConnection, OmsError } from '../transport/request';
import type { DetailCache } from './detailCache';
import { interruption } from './interruption';
import type { Candidate, Choice } from './plan';

const DETAIL_BATCH = 50;

/** What a poll gives out. */
export interface Given {
	/** Outbound order numbers of everything that was given out, in this order. */
	numbers: Set<string>;
	records: Fields[];
	/** The passing failure that ended it before its time. */
	failure?: OmsError;
}

/**
 * Details of what is given out, in the order in which it shipped; an order without a detail goes out as its page shows it.
 * When time is up, or the OMS fails after some details, the others are left to the next poll.
 *
 * @param until  epoch ms
 * @throws OmsError  no detail could be read
 */
export async function give(
	connection: OmsConnection,
	wanted: readonly Candidate[],
	{ event }: Choice,
	cache: DetailCache,
	until: number,
): Promise<Given> {
	const given = new Map<string, Fields>();
	const add = (number: string, record: Fields): void => {
		if (event !== 'shipped' || statusOf(record) === SHIPPED) given.set(number, record);
	};
	const now = Date.now();
	const open = wanted.filter(({ outboundOrderNo, sight }) => {
		const kept = cache.get(outboundOrderNo, sight, now);
		if (kept) add(outboundOrderNo, kept);
		return !kept;
	});
	const read = async (): Promise<void> => {
		for (const batch of chunks(open, DETAIL_BATCH)) {
			if (given.size > 0 && Date.now() > until) return;
			const numbers = batch.map(({ outboundOrderNo }) => outboundOrderNo);
			const found = await detailsByNumber(connection, numbers);
			for (const record of found.values()) cache.keep(record, now);
			for (const { outboundOrderNo: number, sight } of batch) {
				add(number, found.get(number) ?? sight?.record ?? {});
			}
		}
	};
	const failure = await interruption(read(), () => given.size > 0);
	// In the order of the candidates: the turns go on after the last one.
	const numbers = wanted.map(({ outboundOrderNo }) => outboundOrderNo);
	return {
		numbers: new Set(numbers.filter((number) => given.has(number))),
		records: sortBy([...given.values()], ({ outboundTime }) => textOf(outboundTime)),
		...(failure ? { failure } : {}),
	};
}
