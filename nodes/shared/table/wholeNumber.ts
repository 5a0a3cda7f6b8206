/** Zero of each script whose digits stand for one another without doubt: full-width, Arabic, Persian, Devanagari, Bengali, Thai, Lao, Khmer, Myanmar. */
const ZEROS = [0xff10, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x0ed0, 0x17e0, 0x1040];

/** One or two zeros after a point or comma are decimals; three may be thousands. */
const WHOLE_NUMBER = /^(\d+)(?:[.,]0{1,2})?$/;

/**
 * A whole number that a cell holds as text: `2`, `2.0`, `2,0`, `２`, `٢`.
 *
 * @returns undefined where another number may be meant: `1.000`, `1,000`, `1 000`, `1e3`, digits of two scripts
 */
export function wholeNumberOf(text: string): number | undefined {
	const trimmed = text.trim();
	const zero = ZEROS.find((first) => isDigitOf(first, trimmed.charCodeAt(0)));
	const digits = zero === undefined ? trimmed : latin(trimmed, zero);
	const [, whole] = WHOLE_NUMBER.exec(digits) ?? [];
	if (whole === undefined) return undefined;
	return Number(whole);
}

/** Digits of one script as 0 to 9; empty where the text has digits 0 to 9 as well. */
function latin(text: string, zero: number): string {
	if (/\d/.test(text)) return '';
	return [...text]
		.map((digit) => {
			const code = digit.charCodeAt(0);
			return isDigitOf(zero, code) ? String(code - zero) : digit;
		})
		.join('');
}

function isDigitOf(zero: number, code: number): boolean {
	return code >= zero && code < zero + 10;
}
