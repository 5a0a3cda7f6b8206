import { parseJson } from '../../shared/json';
import { fieldsOf, type Fields } from '../../shared/fields';

const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without damaging long numbers: integers beyond JavaScript's safe range become texts, because the OMS's
 * numbers can have 19 digits (OMS API §1.2).
 *
 * @returns undefined when the text is no JSON, or nested too deep
 */
export function parseLossless(text: string): unknown {
	return parseJson(text, (number) =>
		INTEGER.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number,
	);
}

export { fieldsOf, type Fields };

/** The objects of a list; empty when there is no list. */
export function rowsOf(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** Text or number as text, without surrounding blanks; empty for anything else. */
export function textOf(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value.trim() : '';
}

/** Number, or text that is one; 0 for anything else. */
export function numberOf(value: unknown): number {
	const number = typeof value === 'string' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}
