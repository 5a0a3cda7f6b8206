/**
 * Any value as text, e.g. what an expression gives for an ID or a list of them: lists with commas, nothing as empty text, an object
 * as JSON. Never throws: `String` calls an object's own `toString`, which may be anything.
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
