import { DateTime } from 'luxon';

/**
 * A moment that a user has written, e.g. with n8n's date picker, which stores a wall clock without a zone: it is meant in the
 * time zone of the workflow.
 *
 * @param value  ISO 8601 or another usual form of a date, or the date of an expression
 * @param zone   IANA name of the workflow's time zone
 * @returns epoch ms; undefined when it is no date
 */
export function momentIn(zone: string, value: unknown): number | undefined {
	if (value instanceof Date) return finite(value.getTime());
	if (typeof value === 'object' && value !== null && 'toMillis' in value) {
		return finite((value as DateTime).toMillis());
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const read = [DateTime.fromISO, DateTime.fromSQL, DateTime.fromRFC2822]
		.map((from) => from.call(DateTime, text, { zone }))
		.find(({ isValid }) => isValid);
	return read ? read.toMillis() : finite(Date.parse(text));
}

function finite(ms: number): number | undefined {
	return Number.isFinite(ms) ? ms : undefined;
}
