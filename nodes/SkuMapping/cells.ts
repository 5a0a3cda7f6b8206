import { isShortenedNumber } from '../shared/exactNumber';
import type { Fault } from './problems';

/** What a cell of a mapping row holds, or why it cannot be used. */
export type Cell<T> = { value: T } | Fault;

/** Largest conversion factor; a longer number is a barcode or an ID in the wrong column (B64). */
export const MAX_FACTOR = 999_999;

const WHOLE_NUMBER = /^\d+(?:\.0+)?$/;

/** How a cell is quoted in a message: text in quotes, numbers as they are. */
function quoted(value: unknown): string {
	return typeof value === 'string' ? `"${value.trim()}"` : String(asShown(value));
}

/** A cell as a table can show it: text, number or yes/no as given, anything else as text. */
export function asShown(value: unknown): string | number | boolean {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return value;
	if (typeof value !== 'object') return String(value);
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return 'an object';
	}
}

/** Whether a cell holds nothing but blanks. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** Whether an item holds nothing; n8n's "Always Output Data" gives such an item in place of none. */
export function isBlankItem(item: unknown): boolean {
	if (typeof item !== 'object' || Array.isArray(item)) return false;
	return item !== null && Object.values(item).every(isBlank);
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
		return {
			code: 'NUMBER_INEXACT',
			reason: `${column} ${value} is a number that is ${what}. Write it as text`,
		};
	}
	if (typeof value !== 'string') {
		return { code: 'CELL_NOT_TEXT', reason: `${column} is neither text nor a number` };
	}
	const text = value.trim();
	if (!isShortenedNumber(text)) return { value: text };
	return {
		code: 'NUMBER_INEXACT',
		reason: `${column} "${text}" is a long number that a spreadsheet has shortened; its last digits are lost. Format the column as text and fill it in again`,
	};
}

/** Like `readText`, but the cell must not be empty. */
export function readSku(column: string, value: unknown): Cell<string> {
	const cell = readText(column, value);
	return 'value' in cell && cell.value === ''
		? { code: 'CELL_EMPTY', reason: `${column} is empty` }
		: cell;
}

/**
 * Conversion factor: system units per platform unit, whole number from 1 to 999,999 (B57, B64).
 *
 * Spreadsheets give numbers as text, so `"2"` and `"2.0"` are accepted; `"1,5"` or `"1,000"` may mean two things and
 * are not.
 */
export function readFactor(column: string, value: unknown): Cell<number> {
	const isText = typeof value === 'string';
	if (isBlank(value)) {
		return {
			code: 'CELL_EMPTY',
			reason: `${column} is empty; it must be a whole number of 1 or more`,
		};
	}
	const factor = isText && WHOLE_NUMBER.test(value.trim()) ? Number(value) : value;
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
