import { MINUTE_MS } from '../../shared/durations';

const FORM = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/;
const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** The time zone the OMS is assumed to use; the contract says it is not stated (OMS API §1.3). */
export const ASSUMED_ZONE = '+08:00';

/** Offsets of the credential's Time Zone, `+hh:mm`. */
export const ZONES: readonly string[] = Array.from({ length: 27 }, (_, index) => {
	const hours = index - 12;
	return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
});

function offsetMs(zone: string): number {
	const [, sign, hours, minutes] = OFFSET.exec(zone) ?? (OFFSET.exec(ASSUMED_ZONE) as string[]);
	const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
	return sign === '-' ? -size : size;
}

/**
 * A moment as the OMS writes it, `yyyy-MM-dd HH:mm:ss` (OMS API §1.3).
 *
 * @param epochMs  ms; parts of a second are cut off
 * @param zone     `+hh:mm`
 */
export function toOmsTime(epochMs: number, zone: string): string {
	return new Date(epochMs + offsetMs(zone)).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * A time of the OMS as epoch ms.
 *
 * @returns undefined where the OMS gives none, or writes it in another form
 */
export function fromOmsTime(text: unknown, zone: string): number | undefined {
	if (typeof text !== 'string' || !FORM.test(text)) return undefined;
	const epochMs = Date.parse(`${text.replace(' ', 'T')}Z`) - offsetMs(zone);
	return Number.isNaN(epochMs) ? undefined : epochMs;
}

/** A time of the OMS as ISO 8601 in UTC; undefined as in {@link fromOmsTime}. */
export function toIso(text: unknown, zone: string): string | undefined {
	const epochMs = fromOmsTime(text, zone);
	return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
}
