/** Least share of common characters in a text that is read in its right encoding; names have rare ones. */
const COMMON = 0.7;

/** First and last lead byte of common characters, and of all characters, of an encoding with two bytes a character. */
interface DoubleByte {
	common: ReadonlyArray<readonly [number, number]>;
	all: ReadonlyArray<readonly [number, number]>;
	/** Lowest second byte of the characters in use; the others are additions to the standard. */
	second: number;
}

/** GB/T 2312, Big5 (ETEN), JIS X 0208 and KS X 1001. Each standard has its common characters first. */
const DOUBLE_BYTE: Record<string, DoubleByte> = {
	gb18030: {
		common: [
			[0xa1, 0xa3],
			[0xb0, 0xd7],
		],
		all: [
			[0xa1, 0xa9],
			[0xb0, 0xf7],
		],
		second: 0xa1,
	},
	big5: {
		common: [
			[0xa1, 0xa3],
			[0xa4, 0xc6],
		],
		all: [
			[0xa1, 0xc6],
			[0xc9, 0xf9],
		],
		second: 0x40,
	},
	shift_jis: {
		common: [
			[0x81, 0x83],
			[0x88, 0x97],
		],
		all: [
			[0x81, 0x84],
			[0x88, 0x9f],
			[0xe0, 0xea],
		],
		second: 0x40,
	},
	'euc-kr': {
		common: [
			[0xa1, 0xa3],
			[0xb0, 0xc8],
		],
		all: [
			[0xa1, 0xac],
			[0xb0, 0xc8],
		],
		second: 0xa1,
	},
};

/** Signs that stand in product names and SKUs, alone or at the end of a word. */
const SIGNS = new Set('–—‘’“”„•…™®©°²³¼½¾€£¥«»ªº¿¡·×±µ№฿₫\u00A0');

/** Thai vowel signs and tone marks without a consonant below them, or two vowels at one place. */
const THAI_MISPLACED =
	/(?:^|[^ก-ฮ\p{M}])\p{M}|[\u0E31\u0E34-\u0E3A]{2}|[\u0E34-\u0E39][\u0E30\u0E32\u0E33]/u;

const WORD = /[\p{L}\p{M}]+/gu;

/** Whether text read with an encoding of one country looks like real text. ASCII always does. */
export function plausibleAs(encoding: string, bytes: Uint8Array, text: string): boolean {
	const rule = DOUBLE_BYTE[encoding];
	return rule ? plausiblePairs(rule, bytes) : plausibleWords(text);
}

function plausiblePairs({ common, all, second }: DoubleByte, bytes: Uint8Array): boolean {
	const within = (ranges: DoubleByte['all'], lead: number) =>
		ranges.some(([from, to]) => lead >= from && lead <= to);
	let pairs = 0;
	let usual = 0;
	for (let at = 0; at < bytes.length; at++) {
		const lead = bytes[at];
		if (lead < 0x80) continue;
		if (!within(all, lead) || bytes[at + 1] === undefined || bytes[at + 1] < second) return false;
		pairs += 1;
		if (within(common, lead)) usual += 1;
		at += 1;
	}
	return usual >= pairs * COMMON;
}

/** Every word has one script and one way of capitals, few foreign letters among Latin ones, and no sign inside. */
function plausibleWords(text: string): boolean {
	let before = '';
	for (const character of text) {
		const isSign = character > '\u007F' && !/[\p{L}\p{M}]/u.test(character);
		if (isSign && !SIGNS.has(character)) return false;
		if (/[\p{L}\p{M}]/u.test(character) && /[°²³¼½¾€£¥«ª¿¡µ©±]/.test(before)) return false;
		before = character;
	}
	for (const [word] of text.matchAll(WORD)) if (!plausibleWord(word)) return false;
	return true;
}

function plausibleWord(word: string): boolean {
	const letters = [...word];
	const foreign = letters.filter((letter) => letter > '\u007F');
	if (foreign.length === 0) return true;
	const latin = letters.filter((letter) => /[\p{Script=Latin}\p{M}]/u.test(letter)).length;
	if (latin === letters.length) {
		const caseless = word.toLowerCase();
		const isOneWay =
			word === caseless ||
			word === word.toUpperCase() ||
			(letters[0] === letters[0].toUpperCase() &&
				letters.slice(1).join('') === letters.slice(1).join('').toLowerCase());
		return isOneWay && (foreign.length < 3 || foreign.length <= letters.length / 2);
	}
	if (THAI_MISPLACED.test(word)) return false;
	return foreign.length === letters.length && foreign.length > 1;
}
