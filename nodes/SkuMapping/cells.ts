/** What a cell of a mapping row holds, or why it cannot be used (end of a sentence that starts with "Row 17: "). */
export type Cell<T> = { value: T } | { reason: string };

/** Largest conversion factor; a longer number is a barcode or an ID in the wrong column (B64). */
export const MAX_FACTOR = 999_999;

/** `1.23E+18`: what a spreadsheet makes of a long number. `1E5` without a plus may be a real SKU. */
const SHORTENED_NUMBER = /^-?\d(?:[.,]\d+)?E\+\d+$/i;

const WHOLE_NUMBER = /^\d+(?:\.0+)?$/;

/** How a cell is quoted in a message: text in quotes, numbers as they are. */
function quoted(value: unknown): string {
	return typeof value === 'string' ? `"${value.trim()}"` : String(value);
}

/**
 * Text of a SKU or store cell: outer blanks are dropped, upper and lower case stay as they are (B65).
 *
 * A number is taken as its digits while these are certain. Beyond 2^53, or in scientific notation, the digits are lost;
 * the cell is refused, never guessed.
 *
 * @returns the text, empty for an empty cell
 */
export function readText(column: string, value: unknown): Cell<string> {
	if (value === undefined || value === null) return { value: '' };
	if (typeof value === 'number') {
		if (Number.isSafeInteger(value)) return { value: String(value) };
		const what = Number.isInteger(value) ? 'too long to be exact' : 'not whole';
		return { reason: `${column} ${value} is a number that is ${what}. Write it as text` };
	}
	if (typeof value !== 'string') return { reason: `${column} is neither text nor a number` };
	const text = value.trim();
	if (!SHORTENED_NUMBER.test(text)) return { value: text };
	return {
		reason: `${column} "${text}" is a long number that a spreadsheet has shortened; its last digits are lost. Format the column as text and fill it in again`,
	};
}

/** Like `readText`, but the cell must not be empty. */
export function readSku(column: string, value: unknown): Cell<string> {
	const cell = readText(column, value);
	return 'value' in cell && cell.value === '' ? { reason: `${column} is empty` } : cell;
}

/**
 * Conversion factor: system units per platform unit, whole number from 1 to 999,999 (B57, B64).
 *
 * Spreadsheets give numbers as text, so `"2"` and `"2.0"` are accepted; `"1,5"` or `"1,000"` may mean two things and
 * are not.
 */
export function readFactor(column: string, value: unknown): Cell<number> {
	const isText = typeof value === 'string';
	if (value === undefined || value === null || (isText && value.trim() === '')) {
		return { reason: `${column} is empty; it must be a whole number of 1 or more` };
	}
	const shown = typeof value === 'object' ? JSON.stringify(value) : quoted(value);
	const factor = isText && WHOLE_NUMBER.test(value.trim()) ? Number(value) : value;
	if (typeof factor !== 'number' || !Number.isInteger(factor) || factor < 1) {
		return { reason: `${column} ${shown} is not a whole number of 1 or more` };
	}
	if (factor > MAX_FACTOR) return { reason: `${column} ${shown} is more than 999,999` };
	return { value: factor };
}
