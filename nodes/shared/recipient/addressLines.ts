/** What goes into the two address lines of a recipient. */
export interface LineSources {
	/** Lines as the buyer wrote them, in their order; empty ones are let pass. */
	lines: readonly string[];
	/** All lines in one text, which may hold more than they do. */
	detail: string;
	/** Places that are neither state nor city, from the smallest to the largest. */
	places: readonly string[];
	/** What other fields hold already: state, city, postal code, country. */
	elsewhere: readonly string[];
}

const SEPARATORS = /[,;，、；\n|]|\s[-–—/]\s/u;

/** Texts without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The first line, and all that does not fit into it: the other lines, the places, and what only the detail holds. What a line or
 * another field holds already is not repeated.
 */
export function addressLines({ lines, detail, places, elsewhere }: LineSources): {
	addressLine1: string;
	addressLine2: string;
} {
	const written = unique(lines.map(tidy));
	const first = written[0] ?? tidy(detail);
	if (first === '')
		return { addressLine1: '', addressLine2: newPlaces(places, [], elsewhere).join(', ') };
	const own = [first, ...written.slice(1).filter((line) => !isContained(line, [first]))];
	const all = [...own, ...newPlaces(places, own, elsewhere)];
	const more = newPlaces(partsOnlyIn(tidy(detail), own), all, elsewhere);
	return { addressLine1: first, addressLine2: [...all.slice(1), ...more].join(', ') };
}

/** The texts that stand in no line before and in no other field, each once. */
function newPlaces(
	texts: readonly string[],
	lines: readonly string[],
	elsewhere: readonly string[],
): string[] {
	const kept: string[] = [];
	for (const text of texts.map(tidy)) {
		const isElsewhere = elsewhere.some((other) => same(other, text));
		if (text !== '' && !isElsewhere && !isContained(text, [...lines, ...kept])) kept.push(text);
	}
	return kept;
}

/** What of the detail is in no line, in pieces. */
function partsOnlyIn(detail: string, lines: readonly string[]): string[] {
	const longestFirst = [...lines].sort((a, b) => b.length - a.length);
	let rest = detail;
	for (const line of longestFirst) rest = cutOut(rest, line);
	return rest.split(SEPARATORS).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** The text without a line that it holds; a piece ends where the line was. */
function cutOut(text: string, line: string): string {
	const at = indexOfWords(text, line);
	return at < 0 ? text : `${text.slice(0, at)},${text.slice(at + line.length)}`;
}

/**
 * Whether a line holds the text: as a piece between separators, or word for word where the text has several words. A single
 * word inside a street name is another place: the ward Hồ is not in "Hồ Tùng Mậu".
 */
function isContained(text: string, lines: readonly string[]): boolean {
	const isOneWord = !/\s/.test(text) && !UNSPACED.test(text);
	return lines.some(
		(line) =>
			line.split(SEPARATORS).some((piece) => same(piece, text)) ||
			same(line, text) ||
			(!isOneWord && indexOfWords(line, text) >= 0),
	);
}

/** Where the words stand in the text, in any case; -1 where they do not, or only within longer words. */
function indexOfWords(text: string, words: string): number {
	const [within, sought] = [text.toLowerCase(), words.toLowerCase()];
	// Few letters change their length with their case; there is nothing to cut out of those texts.
	if (within.length !== text.length || sought.length !== words.length || sought === '') return -1;
	for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
		const before = within.slice(0, at).at(-1) ?? '';
		const after = within.slice(at + sought.length).at(0) ?? '';
		if (UNSPACED.test(sought) || !(isWord(before) || isWord(after))) return at;
	}
	return -1;
}

const isWord = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);
const same = (a: string, b: string): boolean => fold(a) === fold(b);
const fold = (text: string): string => tidy(text).normalize('NFC').toLowerCase();

/** Without blanks at the ends, and one blank for several. */
export function tidy(text: string): string {
	return text.replace(/\s+/gu, ' ').trim();
}

function unique(texts: readonly string[]): string[] {
	const kept: string[] = [];
	for (const text of texts) {
		if (text !== '' && !kept.some((other) => same(other, text))) kept.push(text);
	}
	return kept;
}
