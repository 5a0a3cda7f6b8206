import { isShortenedNumber } from '../exactNumber';
import { toText } from '../text';
import type { Fault } from './fault';
import { isGarbled } from './garbled';
import { isSpreadsheetError } from './spreadsheetErrors';

/** The value of a cell, or why it cannot be used. */
export type Cell<T> = { value: T } | Fault;

/** Whether a cell is empty or holds only blanks. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** Whether an item has no values. n8n's "Always Output Data" emits such an item where there is none. */
export function isBlankItem(item: unknown): boolean {
	if (typeof item !== 'object' || Array.isArray(item)) return false;
	return item !== null && Object.values(item).every(isBlank);
}

/** A cell as an item can show it: text, number or boolean as it is, anything else as text. */
export function asShown(value: unknown): string | number | boolean {
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return value;
	if (typeof value !== 'object' || value === null) return toText(value);
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return 'an object';
	}
}

/** How a cell is quoted in a message: text in quotes, numbers as they are. */
export function quoted(value: unknown): string {
	return typeof value === 'string' ? `"${value.trim()}"` : String(asShown(value));
}

/**
 * Text of a SKU, store or carrier cell: outer blanks are dropped, upper and lower case stay as they are (B65).
 *
 * A number becomes its digits while these are certain. Beyond 2^53, or in scientific notation, digits are lost: the cell has a
 * fault and is never guessed. An error of the spreadsheet and text in the wrong encoding are faults too.
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
	const fault = textFault(column, text);
	return fault ?? { value: text };
}

function textFault(column: string, text: string): Fault | undefined {
	if (isShortenedNumber(text)) {
		const reason = `${column} "${text}" is a long number that a spreadsheet has shortened; its last digits are lost. Format the column as text and fill it in again`;
		return { code: 'NUMBER_INEXACT', reason };
	}
	if (isSpreadsheetError(text)) {
		const reason = `${column} holds ${text}, an error of the spreadsheet. Correct its formula, or write the value itself`;
		return { code: 'CELL_ERROR', reason };
	}
	if (isGarbled(text)) {
		const reason = `${column} "${text}" is garbled: the file was read with another encoding than its own. Choose its encoding, or save it as "CSV UTF-8"`;
		return { code: 'GARBLED_TEXT', reason };
	}
	return undefined;
}

/** Like `readText`, but the cell must not be empty. */
export function readFilledText(column: string, value: unknown): Cell<string> {
	const cell = readText(column, value);
	return 'value' in cell && cell.value === ''
		? { code: 'CELL_EMPTY', reason: `${column} is empty` }
		: cell;
}
