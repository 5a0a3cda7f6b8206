/** An encoding of text files, by its name in the WHATWG Encoding Standard. */
export interface Encoding {
	value: string;
	/** Name in the list of the editor. */
	name: string;
}

/** Detect the encoding; the user has to choose where it is not certain. */
export const DETECT = 'auto';

/** The encodings that a user can choose. */
export const ENCODINGS: readonly Encoding[] = [
	{ value: DETECT, name: 'Detect Automatically' },
	{ value: 'utf-8', name: 'UTF-8' },
	{ value: 'utf-16le', name: 'UTF-16 (Unicode Text of Excel)' },
	{ value: 'utf-16be', name: 'UTF-16 Big-Endian' },
	{ value: 'gb18030', name: 'Simplified Chinese (GB18030, GBK)' },
	{ value: 'big5', name: 'Traditional Chinese (Big5)' },
	{ value: 'shift_jis', name: 'Japanese (Shift-JIS)' },
	{ value: 'euc-kr', name: 'Korean (EUC-KR, Windows-949)' },
	{ value: 'windows-1250', name: 'Central European (Windows-1250)' },
	{ value: 'windows-1251', name: 'Cyrillic (Windows-1251)' },
	{ value: 'windows-1252', name: 'Western European (Windows-1252)' },
	{ value: 'windows-1253', name: 'Greek (Windows-1253)' },
	{ value: 'windows-1254', name: 'Turkish (Windows-1254)' },
	{ value: 'windows-1255', name: 'Hebrew (Windows-1255)' },
	{ value: 'windows-1256', name: 'Arabic (Windows-1256)' },
	{ value: 'windows-1257', name: 'Baltic (Windows-1257)' },
	{ value: 'windows-1258', name: 'Vietnamese (Windows-1258)' },
	{ value: 'windows-874', name: 'Thai (Windows-874)' },
];

/** Name of an encoding in the list; the value itself where the list does not have it. */
export function encodingName(value: string): string {
	return ENCODINGS.find((encoding) => encoding.value === value)?.name ?? value;
}

/** Bytes 0x80–0x9F of Windows-1252: some releases of Node.js read them as ISO-8859-1 (nodejs/node#56542). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/**
 * Bytes as text.
 *
 * @param encoding  one of `ENCODINGS`, not `auto`
 * @returns         undefined where the bytes are not in this encoding
 */
export function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
	try {
		const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
		if (encoding !== 'windows-1252') return text;
		return text.replace(
			/[\u0080-\u009F]/g,
			(control) => WINDOWS_1252[control.charCodeAt(0) - 0x80],
		);
	} catch {
		return undefined;
	}
}
