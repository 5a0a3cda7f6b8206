import { plausibleAs } from './plausible';
import { DETECT, ENCODINGS, decodeAs, encodingName } from './encodings';

/** The text of a file, or a sentence that says why it cannot be read. */
export type Decoded = { text: string; encoding: string } | { problem: string };

/** Encodings that are tried where a file is not Unicode; others must be chosen by the user. */
const TRIED = [
	'gb18030',
	'big5',
	'shift_jis',
	'euc-kr',
	'windows-1252',
	'windows-1250',
	'windows-1251',
	'windows-1254',
	'windows-1258',
	'windows-874',
];

const SAVE_AS_UTF8 = 'save it as "CSV UTF-8" in the spreadsheet program';

/**
 * Reads the bytes of a text file. A byte order mark decides first, and is not part of the text.
 *
 * Detection never guesses: Unicode is recognized by its own rules. Of the other encodings all that give plausible text must
 * give the same text; otherwise the user has to choose.
 *
 * @param encoding  `auto`, or one of `ENCODINGS`
 */
export function decodeFile(bytes: Uint8Array, encoding: string = DETECT): Decoded {
	const other = otherFileProblem(bytes);
	if (other) return { problem: other };
	const marked = markOf(bytes);
	if (marked) return decodedAs(bytes, marked);
	if (encoding !== DETECT) return decodedAs(bytes, encoding);
	const wide = wideOf(bytes);
	if (wide) return decodedAs(bytes, wide);
	const utf8 = decodeAs(bytes, 'utf-8');
	return utf8 === undefined ? detected(bytes) : { text: utf8, encoding: 'utf-8' };
}

function decodedAs(bytes: Uint8Array, encoding: string): Decoded {
	const isKnown = ENCODINGS.some(({ value }) => value === encoding && value !== DETECT);
	if (!isKnown) {
		return { problem: `"${encoding}" is no encoding that can be read. Choose one of the list` };
	}
	const text = decodeAs(bytes, encoding);
	if (text !== undefined) return { text, encoding };
	return {
		problem: `The file is not in the encoding ${encodingName(encoding)}. Choose another one, or ${SAVE_AS_UTF8}`,
	};
}

function detected(bytes: Uint8Array): Decoded {
	const texts = new Map<string, string[]>();
	for (const encoding of TRIED) {
		const text = decodeAs(bytes, encoding);
		if (text === undefined || !plausibleAs(encoding, bytes, text)) continue;
		texts.set(text, [...(texts.get(text) ?? []), encoding]);
	}
	const [first] = texts;
	if (first && texts.size === 1) return { text: first[0], encoding: first[1][0] };
	const choices = [...texts.values()].map(([encoding]) => encodingName(encoding));
	const could = choices.length > 0 ? `; it may be ${choices.join(' or ')}` : '';
	return {
		problem: `The file is not UTF-8, and its encoding is not certain${could}. Choose the encoding, or ${SAVE_AS_UTF8}`,
	};
}

function markOf(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	return undefined;
}

/** UTF-16 without its mark: separators, line ends and digits have a zero byte on one side only. */
function wideOf(bytes: Uint8Array): string | undefined {
	let even = 0;
	let odd = 0;
	for (let at = 0; at < bytes.length; at++) {
		if (bytes[at] !== 0) continue;
		if (at % 2 === 0) even += 1;
		else odd += 1;
	}
	if (bytes.length % 2 !== 0 || even + odd === 0) return undefined;
	if (even === 0) return 'utf-16le';
	return odd === 0 ? 'utf-16be' : undefined;
}

/** A workbook or a PDF with the name of a text file. */
function otherFileProblem(bytes: Uint8Array): string | undefined {
	const begin = String.fromCharCode(...bytes.subarray(0, 4));
	if (begin === 'PK\u0003\u0004') {
		return 'The file is a workbook (XLSX) and not a text file. Read it with Extract from File > Extract from XLSX, with Header Row off';
	}
	if (begin === '\u00d0\u00cf\u0011\u00e0') {
		return 'The file is an old workbook (XLS) and not a text file. Save it as XLSX or as "CSV UTF-8"';
	}
	if (begin === '%PDF') return 'The file is a PDF and not a table. Save the table as XLSX or CSV';
	return undefined;
}
