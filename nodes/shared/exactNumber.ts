/** `1.23E+18`: what a spreadsheet or a program makes of a long number. `1E5` without a plus may be a real SKU. */
const SHORTENED_NUMBER = /^-?\d(?:[.,]\d+)?E\+\d+$/i;

/** The same among others, separated by commas; the sign of the decimals may be a comma itself. */
const SHORTENED_IN_LIST = /(?:^|,)\s*-?\d+(?:[.,]\d+)?E\+\d+\s*(?:,|$)/i;

/** Lists inside lists are no list of IDs. */
const DEEPEST_LIST = 3;

/** Whether a text is a long number that a spreadsheet has shortened: its last digits are lost. */
export function isShortenedNumber(text: string): boolean {
	return text.includes('+') && SHORTENED_NUMBER.test(text.trim());
}

/** Most texts have no plus, and every SKU ID of every order comes this way. */
function isShortenedInList(text: string): boolean {
	return text.includes('+') && SHORTENED_IN_LIST.test(text);
}

/** Whether a value is a number whose digits are not certain: beyond 2^53, or not whole (ECMA-262, Number.MAX_SAFE_INTEGER). */
export function isInexactNumber(value: unknown): value is number {
	return typeof value === 'number' && !Number.isSafeInteger(value);
}

/**
 * Why an ID, a SKU or a tracking number cannot be the one that was meant: it came as a number and has lost digits.
 *
 * @param name   what it is, as the sentence begins, e.g. "Tracking number"
 * @param value  text, number, or a list of them; anything else has lost no digits
 * @returns      whole sentence; undefined where no digit is lost
 */
export function exactNumberProblem(name: string, value: unknown): string | undefined {
	const lost = lostNumber(value, DEEPEST_LIST);
	if (lost === undefined) return undefined;
	const shown = typeof lost === 'number' ? String(lost) : `"${lost.trim()}"`;
	const why =
		typeof lost === 'number'
			? `came as a number that is ${Number.isInteger(lost) ? 'too long to be exact' : 'not whole'}`
			: 'is a long number that was shortened; its last digits are lost';
	return `${name} ${shown} ${why}.`;
}

function lostNumber(value: unknown, depth: number): number | string | undefined {
	if (isInexactNumber(value)) return value;
	if (typeof value === 'string') return isShortenedInList(value) ? value : undefined;
	if (!Array.isArray(value) || depth === 0) return undefined;
	for (const entry of value as unknown[]) {
		const lost = lostNumber(entry, depth - 1);
		if (lost !== undefined) return lost;
	}
	return undefined;
}
