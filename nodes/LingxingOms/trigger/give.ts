import { SHIPPED, statusOf } from '../outbound/outboundOrder';
import { detailsByNumber } from '../outbound/read';
import { textOf, type Fields } from '../transport/json';
import { chunks } from '../transport/paginate';
import type { OmsConnection, OmsError } from '../transport/request';
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
	until: number,
): Promise<Given> {
	const numbers = new Set<string>();
	const records: Fields[] = [];
	const read = async (): Promise<void> => {
		for (const batch of chunks(wanted, DETAIL_BATCH)) {
			if (numbers.size > 0 && Date.now() > until) return;
			const found = await detailsByNumber(
				connection,
				batch.map(({ outboundOrderNo }) => outboundOrderNo),
			);
			for (const { outboundOrderNo, sight } of batch) {
				const record = found.get(outboundOrderNo) ?? sight?.record ?? {};
				if (event === 'shipped' && statusOf(record) !== SHIPPED) continue;
				numbers.add(outboundOrderNo);
				records.push(record);
			}
		}
	};
	const failure = await interruption(read(), () => numbers.size > 0);
	records.sort((a, b) => textOf(a.outboundTime).localeCompare(textOf(b.outboundTime)));
	return { numbers, records, ...(failure ? { failure } : {}) };
}
