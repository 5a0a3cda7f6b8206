import { toText } from './text';

/** Longest foreign text in a message. */
const LONGEST_SHOWN = 500;
/** Longest message of an error or an exception. */
const LONGEST_MESSAGE = 2_000;

/** What begins a new line, or moves within one. */
const LINE_CONTROL = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Characters that nobody sees, or that change how the text around them is read: control, zero-width and bidi characters, halves
 * of a surrogate pair, fillers. Variation selector 16 stays: it only makes an emoji colorful.
 */
const UNSEEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text of somebody else as it may stand in a message or a log: on one line, each unseen character written as its code (`\u200B`),
 * cut where it is too long.
 *
 * @param longest  characters that are kept; `…` follows where more was there
 */
export function shownText(value: unknown, longest = LONGEST_SHOWN): string {
	const text = toText(value);
	const shown = cut(text, longest).replace(LINE_CONTROL, ' ').replace(UNSEEN, codeOf);
	const kept = cut(shown, longest);
	return kept.length < shown.length || text.length > longest ? `${kept}…` : kept;
}

/** A message that holds texts of others, as it may be shown; lists of names that help make some hundred characters. */
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
