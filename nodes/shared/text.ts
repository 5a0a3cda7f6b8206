/**
 * Any value as text, e.g. the value of an expression: a list with commas, null as empty text, an object as JSON. Never throws;
 * `String` might, because it calls `toString` of the object.
 */
export function toText(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return (value as unknown[]).map(toText).join(',');
	if (typeof value !== 'object') return String(value);
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** Order of two texts by their code units, the same in every language. */
export function compareTexts(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
	if (parts.length < 2) return parts.join('');
	return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** `1,234`. */
export function count(value: number): string {
	return value.toLocaleString('en-US');
}

/** Control characters, byte order marks, and marks of the writing direction; joiners stay, because emoji and Persian need them. */
const UNSEEN = /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** Removes what cannot be seen and outer blanks, and reduces several blanks to one. */
export function tidy(text: string): string {
	return text.replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim();
}
