/** Postal codes that a condition means. */
export type PostalArea =
	| { kind: 'code' | 'prefix'; code: string }
	| { kind: 'range'; from: string; to: string };

/** The part of a postal code that stands alone too: the ZIP code of a ZIP+4, the routing key of an Eircode, the old CEP. */
const FIRST_PART: Readonly<Record<string, number>> = {
	US: 5,
	PR: 5,
	BR: 5,
	CA: 3,
	IE: 3,
	JP: 3,
	NL: 4,
	PL: 2,
	PT: 4,
};

/** Where a code is a postcode district ("AB10") and three more characters. */
const WITH_DISTRICTS = ['GB', 'GG', 'IM', 'JE'];

/** Lengths of the two sides of one code with a hyphen: ZIP+4, CEP, JP, PL, PT, NL, and with letters GB, CA and IE. */
const ONE_CODE =
	/^(?:\d{5}-\d{4}|\d{5}-\d{3}|\d{3}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4}-[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]?-\d[A-Z]{2}|[A-Z]\d[A-Z]-\d[A-Z]\d|[A-Z]\d[\dW]-[A-Z\d]{4})$/;

/** A postcode area ("AB") with a district ("AB10"). */
const DISTRICT = /^([A-Z]{1,2})(\d{1,2})$/;

/** A hyphen with blanks, and signs and words that are never inside a code. */
const BETWEEN_SIDES = /\s+-+\s*|\s*-+\s+|\s*(?:[~〜]|至|到|\bto\b)\s*/i;

/** `902xx`: figures that do not matter. `1012XX` is a code of the Netherlands. */
const OPEN_FIGURES = /^(?!\d{4}XX$)(\d+)X+$/;

/** No country has longer codes than the US with 9 figures; Iran, which has, is no market. */
const LONGEST = 9;

/**
 * Reads `90210`, `902*`, `902xx` or `90000-90999`. A hyphen makes a range unless both sides are one code, as in `01310-100`.
 *
 * @returns why it cannot be read, as a part of a sentence
 */
export function readPostalArea(text: string): PostalArea | string {
	const written = text
		.normalize('NFKC')
		.replace(/[‐‑‒–—―−]/g, '-')
		.trim();
	if (written.includes('*')) {
		const code = postalKeyOf(written.slice(0, -1));
		if (!written.endsWith('*') || written.slice(0, -1).includes('*') || code === '') {
			return `postal code "${text}" has a * that is not at its end`;
		}
		return { kind: 'prefix', code };
	}
	const [from, to] = sidesOf(written);
	if (from === '' || to === '') return `postal code "${text}" has no digits or letters`;
	if (to !== undefined) return rangeOf(text, from, to);
	const [, open] = OPEN_FIGURES.exec(from) ?? [];
	if (open !== undefined) return { kind: 'prefix', code: open };
	if (from.length > LONGEST) {
		return `postal code "${text}" is too long for one code; write commas between several`;
	}
	return { kind: 'code', code: from };
}

/** The two sides of a range, or one code. */
function sidesOf(written: string): string[] {
	const apart = written.split(BETWEEN_SIDES);
	if (apart.length === 2) return apart.map(postalKeyOf);
	const parts = written.split(/\s*-\s*/).map(postalKeyOf);
	const lengths = parts.map(({ length }) => length);
	if (parts.length === 4 && lengths[0] === lengths[2] && lengths[1] === lengths[3]) {
		return [parts[0] + parts[1], parts[2] + parts[3]];
	}
	const isRange = parts.length === 2 && !ONE_CODE.test(parts.join('-'));
	return isRange ? parts : [postalKeyOf(written)];
}

function rangeOf(text: string, from: string, to: string): PostalArea | string {
	const [first, last] = [districtOf(from), districtOf(to)];
	const isOfArea = first !== undefined && last !== undefined && first.area === last.area;
	if (!isOfArea && from.length !== to.length) {
		return `postal code "${text}" is neither one code nor a range: both sides of a range are equally long`;
	}
	const isUpsideDown = isOfArea ? first.number > last.number : from > to;
	if (isUpsideDown) return `the range of postal codes "${text}" is upside down`;
	return { kind: 'range', from, to };
}

/**
 * @param code     as {@link postalKeyOf} gives it
 * @param country  ISO 3166-1 code
 */
export function isInPostalArea(code: string, country: string, area: PostalArea): boolean {
	if (code === '') return false;
	if (WITH_DISTRICTS.includes(country)) return isInDistricts(code, area);
	if (area.kind === 'prefix') return code.startsWith(area.code);
	const firstPart = FIRST_PART[country] ?? 0;
	if (area.kind === 'range') return isInRange(code, firstPart, area.from, area.to);
	const whole = area.code.length <= firstPart ? code.slice(0, firstPart) : code;
	return whole === area.code || whole === withLostZeros(area.code, whole.length);
}

/** A range of whole codes, or of their beginnings: `900-905`. */
function isInRange(code: string, firstPart: number, from: string, to: string): boolean {
	// One figure less than the code or its first part has: the zero in front is lost, as in 1001-2791 for 01001-02791.
	const isOneLess = [code.length, firstPart].includes(from.length + 1);
	const isShort = isOneLess && from.length > 3 && /^\d+$/.test(code);
	const [least, most] = isShort ? [`0${from}`, `0${to}`] : [from, to];
	const start = code.slice(0, least.length);
	return start.length === least.length && start >= least && start <= most;
}

/** Where districts count: `AB10` and `AB` stand alone, `AB1` is not `AB10`, and one letter is an area (`B*` is not `BT`). */
function isInDistricts(code: string, area: PostalArea): boolean {
	const outward = code.length > 4 ? code.slice(0, -3) : code;
	if (area.kind === 'range') return isInDistrictRange(code, outward, area.from, area.to);
	const letters = /^[A-Z]*/.exec(outward)?.[0] ?? '';
	if (area.kind === 'prefix') {
		return SINGLE_LETTER_AREA.test(area.code) ? letters === area.code : code.startsWith(area.code);
	}
	return [code, outward, withoutSubdistrict(outward), letters].includes(area.code);
}

/** A range of districts by their numbers, any other by its beginning. */
function isInDistrictRange(code: string, outward: string, from: string, to: string): boolean {
	const [first, last] = [districtOf(from), districtOf(to)];
	if (first === undefined || last === undefined || first.area !== last.area) {
		return isInRange(code, 0, from, to);
	}
	const own = districtOf(withoutSubdistrict(outward));
	return own?.area === first.area && own.number >= first.number && own.number <= last.number;
}

/** `SW1A` → `SW1`. */
const withoutSubdistrict = (outward: string): string => outward.replace(/(\d)[A-Z]$/, '$1');

/** Birmingham, London, Glasgow, Liverpool, Manchester, Sheffield. */
const SINGLE_LETTER_AREA = /^[BEGLMNSW]$/;

function districtOf(text: string): { area: string; number: number } | undefined {
	const [, area, number] = DISTRICT.exec(text) ?? [];
	return area === undefined ? undefined : { area, number: Number(number) };
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
