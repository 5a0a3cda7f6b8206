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
import { partialFailure } from './partialFailure';
import type { ObservedOrder } from './state';

const WATCHED_BATCH = 50;
/** Earlier creation times are invalid. */
const FIRST_MS = Date.UTC(2010, 0, 1);

export interface ScanRequest {
	/** Outbound orders to read by number. */
	watched: readonly string[];
	/** Outbound orders created since this time are read as well, epoch seconds. */
	from: number;
	/** Epoch ms. */
	now: number;
	scope: OutboundScope;
	/** Whether to read another time slice. */
	mayContinue: (orders: ReadonlyMap<string, ObservedOrder>) => boolean;
}

export interface ScanResult {
	/** Outbound orders in the scope. */
	orders: ObservedOrder[];
	/** Watched outbound order numbers that the OMS does not know. */
	absent: ReadonlySet<string>;
	foreign: ReadonlySet<string>;
	unreadable: Unreadable[];
	/** All orders created before this time have been read, epoch seconds; undefined: all orders. */
	readUpTo?: number;
	/** The temporary error that ended the reading early. */
	failure?: OmsError;
}

/**
 * Reads outbound orders until the time is up. After the first result a temporary error only ends the reading, so that a poll of many
 * pages makes progress although one answer was too slow. An unreadable order does not end it.
 *
 * @throws OmsError  nothing could be read, or the error is not temporary
 */
export async function readOrders(
	connection: OmsConnection,
	request: ScanRequest,
): Promise<ScanResult> {
	const scan = new Scan(connection, request);
	const failure = (await partialFailure(scan.read(), () => scan.parts > 0)) ?? scan.failure;
	const { orders, absent, foreign, unreadable, readUpTo } = scan;
	return {
		orders: [...orders.values()],
		absent,
		foreign,
		unreadable,
		readUpTo,
		...(failure ? { failure } : {}),
	};
}

class Scan {
	readonly orders = new Map<string, ObservedOrder>();
	readonly absent = new Set<string>();
	readonly foreign = new Set<string>();
	readonly unreadable: Unreadable[] = [];
	readUpTo: number | undefined;
	/** Batches and time slices that were read. */
	parts = 0;
	/** A temporary error after which the reading continued. */
	failure?: OmsError;

	constructor(
		private readonly connection: OmsConnection,
		private readonly request: ScanRequest,
	) {
		this.readUpTo = request.from;
	}

	async read(): Promise<void> {
		const { watched, from, now, mayContinue } = this.request;
		for (const numbers of chunk(watched, WATCHED_BATCH)) await this.readWatched(numbers);
		// The clock and the time zone of the OMS are not certain, so a day is added at the end.
		const window = { from: from * SECOND_MS, to: now + DAY_MS };
		for await (const { to, records } of partsCreatedIn(this.connection, window)) {
			for (const record of records) this.note(record, window.from - 2 * DAY_MS);
			this.parts += 1;
			this.readUpTo = to < window.to ? Math.floor(to / SECOND_MS) : undefined;
			if (!mayContinue(this.orders)) return;
		}
	}

	private async readWatched(numbers: readonly string[]): Promise<void> {
		const details = await readDetails(this.connection, numbers, true).catch((failure: unknown) => {
			// The list shows whether the OMS can be reached at all.
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

	/** @param earliest  earliest valid creation time, epoch ms */
	private note(record: Fields, earliest: number): void {
		const problem = outboundOrderProblem(record) ?? statusProblem(record);
		const createdAt = fromOmsTime(record.orderCreateTime, this.connection.zone);
		const latest = this.request.now + 2 * DAY_MS;
		const isMoment = createdAt !== undefined && createdAt >= earliest && createdAt <= latest;
		const observed = observe(record, isMoment ? createdAt : undefined);
		if (isForeign(record, this.request.scope) === true) this.foreign.add(observed.outboundOrderNo);
		else if (problem === undefined) this.orders.set(observed.outboundOrderNo, observed);
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
