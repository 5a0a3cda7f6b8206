import { decodeAs } from './encodings';

/** A replacement character, a control character, or a byte order mark read as Windows-1252. */
const NO_TEXT = /[\uFFFD\u0080-\u009F]|ï»¿/;

const PLAIN = /^[\x20-\x7E]*$/;

/** Encodings as which UTF-8 is read by mistake. In real text their signs stand alone; two or three in a row are a mistake. */
const MISTAKEN_FOR = ['windows-1252', 'windows-1251'] as const;

const FOREIGN = /\P{ASCII}{2,}/gu;

/** Characters of a run that are checked; a longer run is text in another script. */
const LONGEST_RUN = 64;

let bytes: Array<Map<string, number>> | undefined;

/**
 * Whether text was read with another encoding than its own: `Ã©` for `é`, `â€“` for a dash, `ÂíÏ×` for Chinese.
 *
 * Text without two foreign characters in a row is garbled only if it has replacement characters.
 */
export function isGarbled(text: string): boolean {
	if (PLAIN.test(text)) return false;
	if (NO_TEXT.test(text)) return true;
	for (const [run] of text.matchAll(FOREIGN)) {
		if (isTwiceEncoded(run.slice(0, LONGEST_RUN)) || isOtherScript(run)) return true;
	}
	return /[ƒ‚].?[ƒ‚]/.test(text);
}

/** Whether the characters are, byte for byte, UTF-8. */
function isTwiceEncoded(run: string): boolean {
	bytes ??= MISTAKEN_FOR.map(bytesOf);
	for (const known of bytes) {
		const given = [...run].map((character) => known.get(character));
		for (let at = 0; at < given.length; at++) {
			const length = sequenceLength(given[at]);
			if (length === 0 || at + length > given.length) continue;
			if (given.slice(at + 1, at + length).every(isContinuation)) return true;
		}
	}
	return false;
}

/** Bytes of the UTF-8 sequence that a byte begins; 0 where it begins none. */
function sequenceLength(byte: number | undefined): number {
	if (byte === undefined || byte < 0xc2) return 0;
	if (byte < 0xe0) return 2;
	if (byte < 0xf0) return 3;
	return byte < 0xf5 ? 4 : 0;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

/** Chinese, Japanese or Korean read as Windows-1252: capitals behind small letters, and signs inside words. */
function isOtherScript(run: string): boolean {
	if (run.length < 3 || !/^[\u00A0-\u00FFŒœŠšŽžŸƒ]+$/.test(run)) return false;
	const signs = run.match(/[¡-©«-´¶-¹»-¿×÷]/g)?.length ?? 0;
	return /[ß-ÿ][À-Þ]/.test(run) || (signs > 0 && signs < run.length && run.length > 3);
}

function bytesOf(encoding: string): Map<string, number> {
	const all = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
	const known = new Map<string, number>();
	all.forEach((byte) => {
		const character = decodeAs(Uint8Array.of(byte), encoding);
		if (character !== undefined) known.set(character, byte);
	});
	return known;
}
