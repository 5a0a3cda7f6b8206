import { statusOf } from '../outbound/outboundOrder';
import { detailsByNumber, partsCreatedIn } from '../outbound/read';
import { textOf, type Fields } from '../transport/json';
import { chunks } from '../transport/paginate';
import type { OmsConnection, OmsError } from '../transport/request';
import { fromOmsTime } from '../transport/time';
import { interruption } from './interruption';
import type { Sight } from './state';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const FOLLOWED_BATCH = 50;

/** What a poll wants to see. */
export interface Wanted {
	/** Outbound order numbers that are looked at one by one. */
	followed: readonly string[];
	/** All others created since, epoch seconds. */
	from: number;
	/** Epoch ms. */
	now: number;
	/** Whether to begin another part of the reading. */
	goesOn: (sights: ReadonlyMap<string, Sight>) => boolean;
}

/** What a poll has seen. */
export interface Look {
	sights: Sight[];
	/** Orders created before this moment have been looked at (epoch seconds); undefined: all. */
	readUpTo?: number;
	/** The passing failure that ended it before its time. */
	failure?: OmsError;
}

/**
 * Looks at outbound orders until the time is up. A passing failure ends it where something has been read, so that a poll of
 * many pages comes on although one answer was too slow.
 *
 * @throws OmsError  nothing could be read, or the failure does not pass by itself
 */
export async function look(connection: OmsConnection, wanted: Wanted): Promise<Look> {
	const { followed, from, now, goesOn } = wanted;
	const sights = new Map<string, Sight>();
	const note = (records: Iterable<Fields>): void => {
		for (const record of records) {
			const sight = sightOf(record, connection.zone);
			sights.set(sight.outboundOrderNo, sight);
		}
	};
	let readUpTo: number | undefined = from;
	let parts = 0;
	const read = async (): Promise<void> => {
		for (const numbers of chunks(followed, FOLLOWED_BATCH)) {
			note((await detailsByNumber(connection, numbers)).values());
			parts += 1;
		}
		// The clock and the time zone of the OMS are not known for sure: nothing of the last hours may be missed.
		const window = { from: from * SECOND_MS, to: now + DAY_MS };
		for await (const { to, records } of partsCreatedIn(connection, window)) {
			note(records);
			parts += 1;
			readUpTo = to < window.to ? Math.floor(to / SECOND_MS) : undefined;
			if (!goesOn(sights)) return;
		}
	};
	const failure = await interruption(read(), () => parts > 0);
	return { sights: [...sights.values()], readUpTo, ...(failure ? { failure } : {}) };
}

function sightOf(record: Fields, zone: string): Sight {
	const createdAt = fromOmsTime(record.orderCreateTime, zone);
	return {
		outboundOrderNo: textOf(record.outboundOrderNo),
		status: statusOf(record),
		record,
		...(createdAt === undefined ? {} : { createdAt: Math.floor(createdAt / SECOND_MS) }),
	};
}
