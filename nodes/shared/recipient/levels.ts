import { countryNameOf, OTHER_NAMES, type AddressForm } from './addressForms';
import { isCityState } from './cityStates';

/** A level of an address, from the country down: name of the level, its number and its place. */
export interface AddressLevel {
	/** 0 is the country, 1 the level below it; undefined where none is given. */
	number?: number;
	/** Name of the level, such as "Urban district"; may be empty. */
	name: string;
	place: string;
	/** ISO 3166-2 code of the place; may be empty. */
	isoCode: string;
}

/** Which level of an address is country, state and city. */
export interface LevelRoles {
	country?: AddressLevel;
	state?: AddressLevel;
	city?: AddressLevel;
	/** All others, from the smallest place to the largest. */
	others: AddressLevel[];
	/** Those of the others that lie in the city, from the largest to the smallest. */
	inCity: AddressLevel[];
}

/** Finds state and city among the levels, by the address form of the country. Names count before numbers. */
export function rolesOf(
	levels: readonly AddressLevel[],
	form: AddressForm & { code: string },
): LevelRoles {
	const named = inOrder(levels.filter(({ place }) => place !== ''));
	const country = named.find((level) => isCountry(level, form.code));
	const below = withNumbers(named.filter((level) => level !== country));
	const state =
		highest(below, form.state) ??
		highest(
			below.filter((level) => !isNamed(level, form.city)),
			OTHER_NAMES.state,
		) ??
		numbered(
			below.filter((level) => !isNamed(level, form.city)),
			form.stateLevels,
		);
	const rest = below.filter((level) => level !== state);
	const isOneCity = isCityState(form.code, state?.place ?? '');
	const city =
		lowest(
			rest,
			form.city.filter((name) => !isOneCity || name !== 'district'),
		) ??
		(isOneCity ? state : undefined) ??
		lowest(rest, OTHER_NAMES.city) ??
		numbered(rest, form.cityLevels) ??
		rest[rest.length - 1];
	const others = rest.filter((level) => level !== city);
	const inCity = others.filter((level) => city && below.indexOf(level) > below.indexOf(city));
	return { country, state, city, others: others.reverse(), inCity };
}

/** These names need their word: "Santa Clara County" is a county, "Santa Clara" alone is a city. */
const WRITTEN_WITH_ITS_KIND = ['county', 'borough', 'parish'];

/** A place as an address line writes it. */
export function writtenPlace({ name, place }: AddressLevel, country: string): string {
	const kind = normalizeLevelName(name);
	if (country !== 'US' || !WRITTEN_WITH_ITS_KIND.includes(kind)) return place;
	return normalizeLevelName(place).split(' ').includes(kind) ? place : `${place} ${name.trim()}`;
}

/** Largest place first; in the given order where a number is missing. */
function inOrder(levels: AddressLevel[]): AddressLevel[] {
	if (levels.some(({ number }) => number === undefined)) return levels;
	return [...levels].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

function isCountry({ number, name, place }: AddressLevel, country: string): boolean {
	if (number !== undefined) return number === 0;
	if (normalizeLevelName(name) === 'country') return true;
	return name === '' && normalizePlace(place) === normalizePlace(countryNameOf(country));
}

/** Numbers the levels by their position where none has a number. */
function withNumbers(levels: AddressLevel[]): AddressLevel[] {
	if (levels.some(({ number }) => number !== undefined)) return levels;
	return levels.map((level, index) => ({ ...level, number: index + 1 }));
}

const isNamed = ({ name }: AddressLevel, names: readonly string[]): boolean =>
	names.includes(normalizeLevelName(name));

function highest(levels: readonly AddressLevel[], names: readonly string[]) {
	for (const name of names) {
		const found = levels.find((level) => isNamed(level, [name]));
		if (found) return found;
	}
	return undefined;
}

function lowest(levels: readonly AddressLevel[], names: readonly string[]) {
	return highest([...levels].reverse(), names);
}

function numbered(levels: readonly AddressLevel[], numbers: readonly number[]) {
	for (const number of numbers) {
		const found = levels.find((level) => level.number === number);
		if (found) return found;
	}
	return undefined;
}

/** Makes "Post_Town", "POST TOWN" and "Post town" equal. */
function normalizeLevelName(name: string): string {
	return name
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ')
		.trim();
}

/** Makes "Việt Nam" and "Vietnam" equal. */
function normalizePlace(place: string): string {
	return place
		.normalize('NFKD')
		.replace(/[^\p{L}]/gu, '')
		.toLowerCase();
}
