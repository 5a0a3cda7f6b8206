/** Postal codes that a condition means. */
export type PostalArea =
	| { kind: 'code' | 'prefix'; code: string }
	| { kind: 'range'; from: string; to: string };

/** A country whose codes may have a longer form: 90210 and 90210-1234. */
const WITH_LONG_FORM = 'US';

/**
 * Reads `90210`, `902*` or `90000-90999`. A hyphen makes a range where both sides are equally long; else it is part of the code, as in
 * `01310-100`.
 *
 * @returns why it cannot be read, as a part of a sentence
 */
export function readPostalArea(text: string): PostalArea | string {
	const written = text.normalize('NFKC').replace(/[‐‑–—~]/g, '-');
	if (written.includes('*')) {
		const code = postalKeyOf(written.slice(0, -1));
		if (!written.endsWith('*') || written.slice(0, -1).includes('*') || code === '') {
			return `postal code "${text}" has a * that is not at its end`;
		}
		return { kind: 'prefix', code };
	}
	const sides = written.split('-').map(postalKeyOf);
	if (sides.some((side) => side === '')) return `postal code "${text}" has no digits or letters`;
	const [from, to] = sides;
	if (sides.length !== 2 || from.length !== to.length) {
		return { kind: 'code', code: sides.join('') };
	}
	if (from > to) return `the range of postal codes "${text}" is upside down`;
	return { kind: 'range', from, to };
}

/**
 * @param code     as {@link postalKeyOf} gives it
 * @param country  ISO 3166-1 code
 */
export function isInPostalArea(code: string, country: string, area: PostalArea): boolean {
	if (code === '') return false;
	if (area.kind === 'prefix') return code.startsWith(area.code);
	if (area.kind === 'range') {
		const start = code.slice(0, area.from.length);
		return start.length === area.from.length && start >= area.from && start <= area.to;
	}
	const isLongForm = country === WITH_LONG_FORM && area.code.length <= 5;
	const whole = isLongForm ? code.slice(0, 5) : code;
	return whole === area.code || whole === withLostZeros(area.code, whole.length);
}

/** Spreadsheets drop the zeros in front of a number: 02134 becomes 2134. */
function withLostZeros(code: string, length: number): string {
	return /^\d{3,}$/.test(code) ? code.padStart(length, '0') : code;
}

/** A postal code as it is compared: letters and digits only, `SW1A1AA`. */
export function postalKeyOf(text: string): string {
	return text
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
