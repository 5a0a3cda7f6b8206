import { DateTime } from 'luxon';

/** Numbers and texts of digits: from the first value on epoch seconds, from the second on epoch milliseconds (2001 to 5138). */
const FIRST_SECONDS = 1e9;
const FIRST_MS = 1e12;
const END_MS = 1e14;

/** `2026-11-05…`, `20261105` or `20261105T…`: text that begins otherwise may name no day. */
const ISO = /^\d{4}(?:-\d|\d{4}(?:T|$))/;
/** `Thu Nov 05 2026 00:00:00 GMT+0800 (…)`: JavaScript's text of a date, with its zone. */
const JAVASCRIPT = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} [\d:]{8} GMT[+-]\d{4}/;

/**
 * Reads a date of a user. n8n's date picker stores dates without a zone; these are in the time zone of the workflow. Every
 * node reads its dates here.
 *
 * @param zone   IANA name of the workflow's time zone
 * @param value  ISO 8601, SQL or RFC 2822 text, a `Date`, a `DateTime`, or epoch seconds or milliseconds, as number or as text
 * @returns epoch ms; undefined when it is no date. `11/05/2026` is no date: month and day are not certain
 */
export function momentIn(zone: string, value: unknown): number | undefined {
	if (value instanceof Date) return finite(value.getTime());
	if (DateTime.isDateTime(value)) return finite(value.toMillis());
	if (typeof value === 'number') return epochMs(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^\d+(?:\.\d+)?$/.test(text) && text.length !== 8) return epochMs(Number(text));
	if (JAVASCRIPT.test(text)) return finite(Date.parse(text));
	const forms = ISO.test(text)
		? [DateTime.fromISO, DateTime.fromSQL]
		: [DateTime.fromRFC2822, DateTime.fromHTTP];
	const read = forms
		.map((from) => from.call(DateTime, text, { zone }))
		.find(({ isValid }) => isValid);
	return read?.toMillis();
}

function epochMs(value: number): number | undefined {
	if (value >= FIRST_SECONDS && value < FIRST_SECONDS * 100) return Math.round(value * 1_000);
	return value >= FIRST_MS && value < END_MS ? Math.round(value) : undefined;
}

function finite(ms: number): number | undefined {
	return Number.isFinite(ms) ? ms : undefined;
}
