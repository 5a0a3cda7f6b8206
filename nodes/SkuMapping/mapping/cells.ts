import { isBlank, quoted, type Cell } from '../../shared/table/cells';
import { wholeNumberOf } from '../../shared/table/wholeNumber';

/** Largest conversion factor. A larger number is a barcode or an ID in the wrong column (B64). */
const MAX_FACTOR = 999_999;

/**
 * Conversion factor: system units per platform unit, whole number from 1 to 999,999 (B57, B64).
 *
 * Spreadsheets give numbers as text, so `"2"`, `"2.0"` and `"２"` are accepted. `"1,5"`, `"1,000"` and `"1.000"` are not:
 * each may mean two numbers.
 */
export function readFactor(column: string, value: unknown): Cell<number> {
	if (isBlank(value)) {
		return {
			code: 'CELL_EMPTY',
			reason: `${column} is empty; it must be a whole number of 1 or more`,
		};
	}
	const factor = typeof value === 'string' ? wholeNumberOf(value) : value;
	if (typeof factor !== 'number' || !Number.isInteger(factor) || factor < 1) {
		return {
			code: 'QUANTITY_INVALID',
			reason: `${column} ${quoted(value)} is not a whole number of 1 or more`,
		};
	}
	if (factor > MAX_FACTOR) {
		return { code: 'QUANTITY_INVALID', reason: `${column} ${quoted(value)} is more than 999,999` };
	}
	return { value: factor };
}

/** A spreadsheet runs such text as a formula; East Asian ones accept the full-width signs too. */
const FORMULA = /^[=+\-@＝＋－＠]/;

/** Such text with an apostrophe in front, which marks it as text. */
const MARKED = /^'+[=+\-@＝＋－＠]/;

/** Whether a spreadsheet would run the text as a formula. */
export function beginsLikeFormula(text: string): boolean {
	return FORMULA.test(text);
}

/**
 * Removes the apostrophe that marks text in a spreadsheet: `'=A` means `=A`. The export template writes it, and so does a
 * user whose SKU really begins like a formula.
 */
export function withoutTextMark(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	return MARKED.test(text) ? text.slice(1) : value;
}
