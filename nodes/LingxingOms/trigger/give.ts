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
	/** Outbound order numbers of everything that was given out, and of what the OMS shows as shipped no more. */
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
	const numbers = new Set<string>();
	const add = ({ outboundOrderNo: number, again }: Candidate, record: Fields): void => {
		const goesOut = event !== 'shipped' || statusOf(record) === SHIPPED;
		if (goesOut) given.set(number, record);
		// One that came before and is gone has had its turn, so that it does not stand in the way of the others.
		if (goesOut || again) numbers.add(number);
	};
	const now = Date.now();
	const open = wanted.filter((each) => {
		const kept = cache.get(each.outboundOrderNo, each.sight, now);
		if (kept) add(each, kept);
		return !kept;
	});
	const read = async (): Promise<void> => {
		for (const batch of chunks(open, DETAIL_BATCH)) {
			if (given.size > 0 && Date.now() > until) return;
			const found = await detailsByNumber(
				connection,
				batch.map(({ outboundOrderNo }) => outboundOrderNo),
			);
			for (const record of found.values()) cache.keep(record, now);
			for (const each of batch) {
				add(each, found.get(each.outboundOrderNo) ?? each.sight?.record ?? {});
			}
		}
	};
	const failure = await interruption(read(), () => given.size > 0);
	return {
		numbers,
		records: sortBy([...given.values()], ({ outboundTime }) => textOf(outboundTime)),
		...(failure ? { failure } : {}),
	};
}
