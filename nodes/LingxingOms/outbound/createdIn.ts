import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/durations';
import { TOO_MANY_ROWS } from '../transport/errors';
import { textOf, type Fields } from '../transport/json';
import { countedPages, type Page } from '../transport/paginate';
import { OmsError, type OmsConnection } from '../transport/connection';
import { toOmsTime } from '../transport/time';

/** Range of creation times, epoch ms, both ends included. */
export interface CreationWindow {
	from: number;
	to: number;
}

/** Widest window of one query (OMS API §1.3: integrators use up to 30 days). */
const WIDEST_MS = 30 * DAY_MS;
/** Rows of a part: about two seconds of reading. */
const PART_ROWS = 1_000;
/** Shorter parts are not divided. */
const NARROWEST_MS = MINUTE_MS;
const MOST_PARTS = 100;

/**
 * Pages of outbound orders created in the window, newest slice first, each order once. A query covers at most 30 days and is halved when
 * the OMS finds too many rows (10002, OMS API §1.3).
 */
export async function* createdIn(
	connection: OmsConnection,
	window: CreationWindow,
): AsyncGenerator<Fields[]> {
	const seen = new Set<string>();
	for (const slice of slices(window)) {
		for await (const records of readSlice(connection, slice)) {
			const fresh = records.filter((record) => !seen.has(textOf(record.outboundOrderNo)));
			for (const record of fresh) seen.add(textOf(record.outboundOrderNo));
			// Rows without a number are different orders.
			seen.delete('');
			yield fresh;
		}
	}
}

/** The window in slices of at most 30 days, newest first. Neighbors share a second, because the OMS may store fractions of seconds. */
export function slices({ from, to }: CreationWindow): CreationWindow[] {
	const parts: CreationWindow[] = [];
	for (let end = to; end > from || parts.length === 0; end -= WIDEST_MS) {
		parts.push({ from: Math.max(from, end - WIDEST_MS), to: end });
	}
	return parts;
}

async function* readSlice(
	connection: OmsConnection,
	{ from, to }: CreationWindow,
): AsyncGenerator<Fields[]> {
	const reader = createdPages(connection, { from, to });
	const first = await firstOf(reader, to - from);
	if (first === undefined) {
		const middle = Math.floor((from + to) / 2);
		yield* readSlice(connection, { from: middle, to });
		yield* readSlice(connection, { from, to: middle });
	} else if (!first.done) {
		yield first.value.records;
		for await (const { records } of reader) yield records;
	}
}

/** A part of a window that was read completely. */
export interface ReadPart {
	/** End of the part, epoch ms. Everything in the window that was created before it has been read. */
	to: number;
	records: Fields[];
}

/**
 * Outbound orders created in the window, oldest part first, so that a caller can stop early and continue from there. A part has about
 * {@link PART_ROWS} rows if the orders are spread evenly. An order may appear twice.
 */
export async function* partsCreatedIn(
	connection: OmsConnection,
	window: CreationWindow,
): AsyncGenerator<ReadPart> {
	for (const slice of slices(window).reverse()) yield* partsOf(connection, slice);
}

/**
 * @param totals  row counts of the windows that contain this one, outermost first
 */
async function* partsOf(
	connection: OmsConnection,
	window: CreationWindow,
	totals: readonly number[] = [],
): AsyncGenerator<ReadPart> {
	const reader = createdPages(connection, window);
	const length = window.to - window.from;
	const first = await firstOf(reader, length);
	const total = first === undefined ? 2 * PART_ROWS : first.done ? 0 : first.value.total;
	if (length > NARROWEST_MS && (first === undefined || shouldDivide(total, totals))) {
		const parts = Math.min(Math.ceil(total / PART_ROWS), MOST_PARTS);
		for (const part of equalParts(window, parts)) {
			yield* partsOf(connection, part, [...totals, total]);
		}
		return;
	}
	const records = first && !first.done ? [...first.value.records] : [];
	for await (const page of reader) records.push(...page.records);
	yield { to: window.to, records };
}

/** Whether dividing a window helps. Orders that were created in the same moment stay together, however often it is divided. */
function shouldDivide(total: number, totals: readonly number[]): boolean {
	const uselessDivisions = totals.filter((before) => before <= total).length;
	const mayHelp = uselessDivisions === 0 || (uselessDivisions === 1 && total > 2 * PART_ROWS);
	return total > PART_ROWS && mayHelp;
}

/** The window in parts of equal length, oldest first. Neighbors share a second. */
export function equalParts({ from, to }: CreationWindow, count: number): CreationWindow[] {
	const length = Math.ceil((to - from) / count / SECOND_MS) * SECOND_MS;
	const starts = Array.from({ length: count }, (_, index) => from + index * length);
	return starts
		.filter((start) => start < to)
		.map((start) => ({ from: start, to: Math.min(to, start + length) }));
}

/**
 * The first page of the outbound orders created in the window, with their number.
 *
 * @returns undefined where the OMS does not say how many there are
 */
export async function firstCreatedIn(
	connection: OmsConnection,
	window: CreationWindow,
): Promise<Page | undefined> {
	const first = await firstOf(createdPages(connection, window), window.to - window.from);
	if (first === undefined) return undefined;
	if (first.done) return { records: [], total: 0 };
	return first.value.total >= first.value.records.length ? first.value : undefined;
}

function createdPages(
	connection: OmsConnection,
	{ from, to }: CreationWindow,
): AsyncGenerator<Page> {
	const { zone } = connection;
	return countedPages(connection, '/v1/outboundOrder/pageList', {
		timeType: 'orderCreateTime',
		startTime: toOmsTime(from, zone),
		endTime: toOmsTime(to, zone),
	});
}

/** The first page; undefined if the OMS finds too many rows and the window can still be halved. */
async function firstOf(
	reader: AsyncGenerator<Page>,
	lengthMs: number,
): Promise<IteratorResult<Page, void> | undefined> {
	return await reader.next().catch((failure: unknown) => {
		if (lengthMs > HOUR_MS && isTooMany(failure)) return undefined;
		throw failure;
	});
}

function isTooMany(failure: unknown): boolean {
	return failure instanceof OmsError && failure.apiError.code === TOO_MANY_ROWS;
}
