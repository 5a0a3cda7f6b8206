/** `1.23E+18`: a long number that a spreadsheet or program has shortened. `1E5` without a plus may be a real SKU. */
const SHORTENED_NUMBER = /^-?\d(?:[.,]\d+)?E\+\d+$/i;

/** A shortened number in a list with commas; its decimal sign may be a comma too. */
const SHORTENED_IN_LIST = /(?:^|,)\s*-?\d+(?:[.,]\d+)?E\+\d+\s*(?:,|$)/i;

/** Lists inside lists are no list of IDs. */
const DEEPEST_LIST = 3;

/** Whether a text is a long number that a spreadsheet has shortened: its last digits are lost. */
export function isShortenedNumber(text: string): boolean {
	return text.includes('+') && SHORTENED_NUMBER.test(text.trim());
}

/** Checks for a plus first, which is fast: this runs for every SKU ID of every order. */
function isShortenedInList(text: string): boolean {
	return text.includes('+') && SHORTENED_IN_LIST.test(text);
}

/** Whether a value is a number with uncertain digits: beyond 2^53, or not whole (ECMA-262, Number.MAX_SAFE_INTEGER). */
export function isInexactNumber(value: unknown): value is number {
	return typeof value === 'number' && !Number.isSafeInteger(value);
}

/**
 * Why an ID, a SKU or a tracking number is not exact: it came as a number and has lost digits.
 *
 * @param name   begins the sentence, e.g. "Tracking number"
 * @param value  text, number, or a list of them; other values have lost no digits
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
