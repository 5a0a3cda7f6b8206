/** No answer of a service is nested deeper than some ten levels; one without end would break whoever walks through it. */
const DEEPEST = 100;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const BYTE_ORDER_MARK = /^\uFEFF/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses JSON of a service, with or without a byte order mark, in a time that grows with the length of the text only.
 *
 * @param rewrite  says what a number is to be read as, as JSON; without it numbers stay as they are
 * @returns undefined when the text is no JSON, or nested more than a hundred levels deep
 */
export function parseJson(text: string, rewrite?: (number: string) => string): unknown {
	const read = scanned(text.replace(BYTE_ORDER_MARK, ''), rewrite);
	if (read === undefined) return undefined;
	try {
		return JSON.parse(read);
	} catch {
		return undefined;
	}
}

/** The text with its numbers rewritten; undefined when it is nested too deep. */
function scanned(text: string, rewrite?: (number: string) => string): string | undefined {
	const parts: string[] = [];
	let copied = 0;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (character === '"') at = endOfText(text, at);
		else if (character === '[' || character === '{') depth += 1;
		else if (character === ']' || character === '}') depth -= 1;
		else if (rewrite && (character === '-' || isDigit(character))) {
			const number = numberAt(text, at);
			const rewritten = rewrite(number);
			if (rewritten !== number) {
				parts.push(text.slice(copied, at), rewritten);
				copied = at + number.length;
			}
			at += Math.max(0, number.length - 1);
		}
		if (depth > DEEPEST) return undefined;
	}
	return copied === 0 ? text : [...parts, text.slice(copied)].join('');
}

function isDigit(character: string): boolean {
	return character >= '0' && character <= '9';
}

/** Position of the quotation mark that ends a text of JSON; the end of everything where there is none. */
function endOfText(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) return at;
		if (code === BACKSLASH) at += 1;
	}
	return text.length;
}

function numberAt(text: string, start: number): string {
	NUMBER.lastIndex = start;
	return NUMBER.exec(text)?.[0] ?? '';
}
