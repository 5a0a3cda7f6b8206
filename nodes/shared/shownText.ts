import { toText } from './text';

/** Longest text of another source in a message, characters. */
const LONGEST_SHOWN = 500;
/** Longest message of an error or an exception, characters. */
const LONGEST_MESSAGE = 2_000;

/** Characters that begin a new line or move within one. */
const LINE_CONTROL = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Characters that are invisible or change how the text around them is displayed: control, zero-width and bidi characters, halves
 * of a surrogate pair, fillers. Variation selector 16 stays: it only makes an emoji colorful.
 */
const UNSEEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text of another source for a message or a log: on one line, invisible characters written as codes (`\u200B`), cut where it
 * is too long.
 *
 * @param longest  characters that are kept; `…` follows where more was there
 */
export function shownText(value: unknown, longest = LONGEST_SHOWN): string {
	const text = toText(value);
	const shown = cut(text, longest).replace(LINE_CONTROL, ' ').replace(UNSEEN, codeOf);
	const kept = cut(shown, longest);
	return kept.length < shown.length || text.length > longest ? `${kept}…` : kept;
}

/** A message that contains texts of other sources. It may be longer, because it may list names. */
export function shownMessage(message: string): string {
	return shownText(message, LONGEST_MESSAGE);
}

function codeOf(character: string): string {
	const code = character.codePointAt(0) as number;
	const digits = code.toString(16).toUpperCase();
	return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}

/** Never cuts a surrogate pair in two. */
function cut(text: string, longest: number): string {
	if (text.length <= longest) return text;
	return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}
