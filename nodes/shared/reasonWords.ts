import { upperFirst } from 'lodash';

import { EXCEPTIONS } from './exceptionCodes';
import type { KnownException } from './knownException';
import words from './reasonWords.json';
import { shownText } from './shownText';

/** English and Chinese next to each other, as the pages of forms have them. */
export function both(en: string, zh: string): string {
	return `${en} · ${zh}`;
}

/** What an exception code means, in a few words. Empty for a code that is not known here. */
export function reasonTitle(code: string): string {
	const known = KNOWN.get(code);
	const [zh = code] = CHINESE.get(code) ?? [];
	return known === undefined ? '' : both(plainCause(known.cause), zh);
}

/** What to do about an exception code in general, in English and in Chinese. */
export function reasonHints(code: string): { en: string; zh: string } {
	const [, zh = ''] = CHINESE.get(code) ?? [];
	return { en: KNOWN.get(code)?.hint ?? '', zh };
}

/**
 * What a service answered. A known answer stands in both languages, with the original in brackets (the words are those of the orders
 * page).
 */
export function answerInWords(original: unknown): string {
	const text = shownText(original);
	const plain = text.toLowerCase();
	const known = words.answers.find(({ en, zh }) =>
		[...en, ...zh].some((each) => plain.includes(each.toLowerCase())),
	);
	return known === undefined ? text : `${both(known.en[0], known.zh[0])} (${text})`;
}

const KNOWN = new Map<string, KnownException>(Object.entries(EXCEPTIONS));
const CHINESE = new Map<string, string[]>(Object.entries(words.codes));

/** The cause without the codes of TikTok Shop in brackets and without marks of Markdown. */
function plainCause(cause: string): string {
	return upperFirst(cause.replace(/ \([\d, to]+\)/g, '').replace(/[*`]/g, ''));
}
