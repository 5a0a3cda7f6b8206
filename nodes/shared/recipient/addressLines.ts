import { tidy } from '../text';

/** Sources of the two address lines of a recipient. */
export interface LineSources {
	/** Lines as the buyer wrote them, in their order; empty ones are ignored. */
	lines: readonly string[];
	/** The full address in one text, which may contain more than the lines. */
	detail: string;
	/** Of the places those that are written in front of the first line, from the largest to the smallest; none in most countries. */
	placesFirst?: readonly string[];
	/** Places that are neither state nor city, from the smallest to the largest. */
	places: readonly string[];
	/** Texts of other fields: state, city, postal code, country. */
	elsewhere: readonly string[];
}

const SEPARATORS = /[,;，、；\n|]|\s[-–—/]\s/u;

/** Texts without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The first line, and a second line with everything else: the other lines, the places, and parts that only the detail has.
 * Nothing is repeated that a line or another field contains.
 */
export function addressLines({ lines, detail, placesFirst = [], places, elsewhere }: LineSources): {
	addressLine1: string;
	addressLine2: string;
} {
	const written = unique(lines.map(tidy));
	const first = written[0] ?? tidy(detail);
	if (first === '')
		return { addressLine1: '', addressLine2: newPlaces(places, [], elsewhere).join(', ') };
	const own = [first, ...written.slice(1).filter((line) => !isContained(line, [first]))];
	const inFront = isUnspacedLine(first)
		? newPlaces(placesFirst, own, elsewhere).filter((place) => UNSPACED.test(place))
		: [];
	const all = [...own, ...newPlaces(places, [...own, ...inFront], elsewhere)];
	const more = newPlaces(partsOnlyIn(tidy(detail), own), [...all, ...inFront], elsewhere);
	return {
		addressLine1: [...inFront, first].join(''),
		addressLine2: [...all.slice(1), ...more].join(', '),
	};
}

/** A line in Japanese or Chinese, or a house number alone. */
const isUnspacedLine = (line: string): boolean => UNSPACED.test(line) || !/\p{L}/u.test(line);

/** The texts that no earlier line and no other field contains, each once. */
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

/** Pieces of the detail that no line contains. */
function partsOnlyIn(detail: string, lines: readonly string[]): string[] {
	const longestFirst = [...lines].sort((a, b) => b.length - a.length);
	let rest = detail;
	for (const line of longestFirst) rest = cutOut(rest, line);
	return rest.split(SEPARATORS).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** The text without a line that it contains; a comma marks the gap. */
function cutOut(text: string, line: string): string {
	const at = indexOfWords(text, line);
	return at < 0 ? text : `${text.slice(0, at)},${text.slice(at + line.length)}`;
}

/**
 * Whether a line contains the text: as a piece between separators, or word for word where the text has several words. A single
 * word inside a street name is another place: "Hồ Tùng Mậu" does not contain the ward Hồ.
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

/** Position of whole words in the text, in any case; -1 where they are not found. */
function indexOfWords(text: string, words: string): number {
	const [within, sought] = [text.toLowerCase(), words.toLowerCase()];
	// A few letters change their length with their case; positions would be wrong.
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

function unique(texts: readonly string[]): string[] {
	const kept: string[] = [];
	for (const text of texts) {
		if (text !== '' && !kept.some((other) => same(other, text))) kept.push(text);
	}
	return kept;
}
