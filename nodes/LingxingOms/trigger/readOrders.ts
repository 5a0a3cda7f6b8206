import { chunk } from 'lodash';

import { DAY_MS, SECOND_MS } from '../../shared/durations';
import { outboundOrderProblem, statusOf, statusProblem } from '../outbound/outboundOrder';
import { mayBeAboutOneItem } from '../outbound/halve';
import { partsCreatedIn } from '../outbound/createdIn';
import { isForeign, type OutboundScope } from '../outbound/scope';
import { unreadableRow, type Unreadable } from '../outbound/unreadable';
import { textOf, type Fields } from '../transport/json';
import type { OmsConnection, OmsError } from '../transport/connection';
import { fromOmsTime } from '../transport/time';
import { readDetails } from '../outbound/details';
import { partialFailure } from './interruption';
import type { ObservedOrder } from './state';

const WATCHED_BATCH = 50;
/** No outbound order is older than the OMS. */
const FIRST_MS = Date.UTC(2010, 0, 1);

/** What a poll wants to see. */
export interface ScanRequest {
	/** Outbound order numbers that are looked at one by one. */
	followed: readonly string[];
	/** All others created since, epoch seconds. */
	from: number;
	/** Epoch ms. */
	now: number;
	scope: OutboundScope;
	/** Whether to begin another part of the reading. */
	goesOn: (sights: ReadonlyMap<string, ObservedOrder>) => boolean;
}

/** What a poll has seen. */
export interface ScanResult {
	/** Outbound orders of the scope. */
	sights: ObservedOrder[];
	/** Followed outbound order numbers that the OMS does not know, or that are another seller's. */
	absent: ReadonlySet<string>;
	foreign: ReadonlySet<string>;
	unreadable: Unreadable[];
	/** Orders created before this moment have been looked at (epoch seconds); undefined: all. */
	readUpTo?: number;
	/** The passing failure that ended it before its time. */
	failure?: OmsError;
}

/**
 * Looks at outbound orders until the time is up. A passing failure ends it where something has been read, so that a poll of
 * many pages comes on although one answer was too slow. An order that cannot be read does not end it.
 *
 * @throws OmsError  nothing could be read, or the failure does not pass by itself
 */
export async function readOrders(
	connection: OmsConnection,
	wanted: ScanRequest,
): Promise<ScanResult> {
	const looking = new Scan(connection, wanted);
	const interrupted = await partialFailure(looking.read(), () => looking.parts > 0);
	const failure = interrupted ?? looking.failure;
	const { sights, absent, foreign, unreadable, readUpTo } = looking;
	return {
		sights: [...sights.values()],
		absent,
		foreign,
		unreadable,
		readUpTo,
		...(failure ? { failure } : {}),
	};
}

class Scan {
	readonly sights = new Map<string, ObservedOrder>();
	readonly absent = new Set<string>();
	readonly foreign = new Set<string>();
	readonly unreadable: Unreadable[] = [];
	readUpTo: number | undefined;
	/** Parts of the reading that came to their end. */
	parts = 0;
	/** A passing failure that the reading went on after. */
	failure?: OmsError;

	constructor(
		private readonly connection: OmsConnection,
		private readonly wanted: ScanRequest,
	) {
		this.readUpTo = wanted.from;
	}

	async read(): Promise<void> {
		const { followed, from, now, goesOn } = this.wanted;
		for (const numbers of chunk(followed, WATCHED_BATCH)) await this.readWatched(numbers);
		// The clock and the time zone of the OMS are not known for sure: nothing of the last hours may be missed.
		const window = { from: from * SECOND_MS, to: now + DAY_MS };
		for await (const { to, records } of partsCreatedIn(this.connection, window)) {
			for (const record of records) this.note(record, window.from - 2 * DAY_MS);
			this.parts += 1;
			this.readUpTo = to < window.to ? Math.floor(to / SECOND_MS) : undefined;
			if (!goesOn(this.sights)) return;
		}
	}

	private async readWatched(numbers: readonly string[]): Promise<void> {
		const details = await readDetails(this.connection, numbers, true).catch((failure: unknown) => {
			// Whether the OMS as a whole is away, its list tells.
			if (!mayBeAboutOneItem(failure)) throw failure;
			this.failure ??= failure;
			return undefined;
		});
		if (!details) return;
		for (const number of numbers) {
			const record = details.found.get(number);
			const problem = details.open.get(number);
			if (record) this.note(record, FIRST_MS);
			else if (problem === undefined) this.absent.add(number);
			else this.unreadable.push({ key: number, record: { outboundOrderNo: number }, problem });
		}
		this.parts += 1;
	}

	/** @param earliest  possible creation, epoch ms */
	private note(record: Fields, earliest: number): void {
		const problem = outboundOrderProblem(record) ?? statusProblem(record);
		const createdAt = fromOmsTime(record.orderCreateTime, this.connection.zone);
		const latest = this.wanted.now + 2 * DAY_MS;
		const isMoment = createdAt !== undefined && createdAt >= earliest && createdAt <= latest;
		const sight = observe(record, isMoment ? createdAt : undefined);
		if (isForeign(record, this.wanted.scope) === true) this.foreign.add(sight.outboundOrderNo);
		else if (problem === undefined) this.sights.set(sight.outboundOrderNo, sight);
		else this.unreadable.push(unreadableRow(record, problem));
	}
}

function observe(record: Fields, createdAt: number | undefined): ObservedOrder {
	return {
		outboundOrderNo: textOf(record.outboundOrderNo),
		status: statusOf(record),
		record,
		...(createdAt === undefined ? {} : { createdAt: Math.floor(createdAt / SECOND_MS) }),
	};
}
