/** A text of JSON, or a number of JSON outside of texts. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Sixteen digits that may be a number: not right after a quotation mark. */
const LONG_NUMBER = /[[:,\s]-?\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without damaging long numbers: integers beyond JavaScript's safe range become texts, because the OMS's
 * numbers can have 19 digits (OMS contract §1.2).
 *
 * @returns undefined when the text is no JSON
 */
export function parseLossless(text: string): unknown {
	try {
		return JSON.parse(LONG_NUMBER.test(text) ? withLongIntegersAsText(text) : text);
	} catch {
		return undefined;
	}
}

function withLongIntegersAsText(text: string): string {
	return text.replace(TOKEN, (token) =>
		INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
}

/** An object as it came from the OMS; its fields may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; empty when it is something else. */
export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: {};
}

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
