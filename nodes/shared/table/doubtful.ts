/** Names of characters that are invisible or look like another one. */
const NAMED: Record<string, string> = {
	'\u00A0': 'no-break space',
	'\u00AD': 'soft hyphen',
	'\u034F': 'combining grapheme joiner',
	'\u061C': 'Arabic letter mark',
	'\u115F': 'Hangul filler',
	'\u1160': 'Hangul filler',
	'\u180E': 'Mongolian vowel separator',
	'\u200B': 'zero-width space',
	'\u200C': 'zero-width non-joiner',
	'\u200D': 'zero-width joiner',
	'\u200E': 'left-to-right mark',
	'\u200F': 'right-to-left mark',
	'\u2010': 'hyphen',
	'\u2011': 'non-breaking hyphen',
	'\u2012': 'figure dash',
	'\u2013': 'en dash',
	'\u2014': 'em dash',
	'\u2060': 'word joiner',
	'\u2212': 'minus sign',
	'\u3000': 'ideographic space',
	'\u3164': 'Hangul filler',
	'\uFE0F': 'variation selector',
	'\uFEFF': 'byte order mark',
	'\uFF0D': 'full-width hyphen',
	'\uFFA0': 'Hangul filler',
};

/** Format characters, fillers and control characters; and blanks other than the usual one. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const BLANK = /[^\S ]/u;
const DASH = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/u;
const WIDE = /[\uFF01-\uFF5E]/u;

/** Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard 39, confusables). */
const LATIN: Record<string, string> = Object.fromEntries(
	[
		...zip('АВЕЅІЈКМНОРСТХУҮԚԜ', 'ABESIJKMHOPCTXYYQW'),
		...zip('аеосрхуѕіјһԛԝ', 'aeocpxysijhqw'),
		...zip('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
		...zip('οαν', 'oav'),
	].map(([foreign, latin]) => [foreign, latin]),
);

const FOREIGN_LATIN = new RegExp(`[${Object.keys(LATIN).join('')}]`, 'u');

const ASCII = /^[\x20-\x7E]*$/;

/**
 * A character of a text that is invisible or looks like another one, as the end of a sentence that begins with the text.
 *
 * Accents are fine: only characters that may be there by mistake are reported.
 */
export function doubtfulCharacters(text: string): string | undefined {
	if (ASCII.test(text)) return undefined;
	const unseen = [...text].filter((character) => UNSEEN.test(character) || BLANK.test(character));
	if (unseen.length > 0) {
		return `holds a character that cannot be seen, ${named(unseen[0])}. Remove it, unless the SKU on TikTok Shop has it too`;
	}
	const dash = [...text].find((character) => DASH.test(character));
	if (dash !== undefined) {
		return `holds ${named(dash)} and not the hyphen of the keyboard. Write "-", unless the SKU on TikTok Shop has it too`;
	}
	if (WIDE.test(text)) {
		return 'holds full-width characters. Write them in the usual width, unless the SKU on TikTok Shop has them too';
	}
	const foreign = [...text].find((character) => FOREIGN_LATIN.test(character));
	if (foreign !== undefined && /[A-Za-z]/.test(text)) {
		return `mixes "${foreign}" (${codeOf(foreign)}), a letter that looks like "${LATIN[foreign]}", with Latin letters. Write it again, unless the SKU on TikTok Shop has it too`;
	}
	return undefined;
}

/** The text with invisible characters written out: `A[zero-width space]B`. */
export function visible(text: string): string {
	if (ASCII.test(text)) return text;
	return [...text]
		.map((character) => {
			const hidden = UNSEEN.test(character) || BLANK.test(character) || character === '\u2011';
			return hidden ? `[${NAMED[character] ?? codeOf(character)}]` : character;
		})
		.join('');
}

/**
 * A SKU or code without case, blanks, width, invisible characters and differences between characters that look alike. For
 * hints only: SKUs count as they are (B65).
 */
export function skeleton(text: string): string {
	if (ASCII.test(text)) return text.toLowerCase().replace(/ +/g, '');
	return [...text.normalize('NFKC')]
		.filter((character) => !UNSEEN.test(character) && !/\s/.test(character))
		.map((character) => (DASH.test(character) ? '-' : (LATIN[character] ?? character)))
		.join('')
		.toLowerCase();
}

function named(character: string): string {
	const name = NAMED[character];
	if (name === undefined) return codeOf(character);
	return `${/^[aei]/i.test(name) ? 'an' : 'a'} ${name} (${codeOf(character)})`;
}

function codeOf(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function zip(foreign: string, latin: string): Array<[string, string]> {
	return [...foreign].map((character, index) => [character, latin[index]]);
}
