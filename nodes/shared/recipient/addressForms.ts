import { once } from 'lodash';

import { toText } from '../text';

/** Fields of the recipient that a market cannot do without. */
export type RequiredField =
	| 'name'
	| 'addressLine1'
	| 'city'
	| 'state'
	| 'postalCode'
	| 'countryCode';

/**
 * How addresses of a country are written. Names of levels are lower case, best first; the name decides before the number.
 * A level that is neither state nor city goes into the address lines.
 */
export interface AddressForm {
	/** Names of the level that is the state or province; of several levels the highest. */
	state: readonly string[];
	/** Names of the level that is the city; of several levels the lowest. */
	city: readonly string[];
	/** Level numbers, tried in this order where no name is known. */
	stateLevels: readonly number[];
	cityLevels: readonly number[];
	/** What is required besides name, address line 1 and country; never what buyers there may not have. */
	required: readonly RequiredField[];
	/** Places smaller than the city are written in front of line 1, without blanks: 神南1-19-11. */
	placesFirst?: true;
	/** The country is its own state, so its name stands in for one. */
	stateIsCountry?: true;
	/** Country in whose table of codes the state is looked up; its own by default. */
	stateCodesOf?: string;
}

const ALWAYS: readonly RequiredField[] = ['name', 'addressLine1', 'countryCode'];
/** The order in which messages name them. */
const ORDER: readonly RequiredField[] = [
	'name',
	'addressLine1',
	'city',
	'state',
	'postalCode',
	'countryCode',
];

const form = (
	state: string[],
	city: string[],
	stateLevels: number[],
	cityLevels: number[],
	required: RequiredField[],
): AddressForm => ({ state, city, stateLevels, cityLevels, required });

/** Of a country without a row of its own: names as most markets use them; nothing is known to be required. */
const OTHER: AddressForm = form(
	[
		'state',
		'province',
		'voivodeship',
		'prefecture',
		'federal state',
		'federal district',
		'federal territory',
		'state/federal district',
		'territory',
		'emirate',
		'governorate',
		'canton',
		'county',
		'country/region',
		'region',
	],
	[
		'city',
		'post town',
		'municipality',
		'city/municipality',
		'city or municipality',
		'town',
		'commune',
		'village',
		'municipal district',
		'suburb',
		'locality',
		'district',
	],
	[1],
	[3, 2, 4],
	[],
);

const US = form(
	['state', 'state/federal district', 'federal district', 'territory'],
	['city', 'town', 'village', 'municipality'],
	[1],
	[3, 2, 4],
	['city', 'state', 'postalCode'],
);

/** Postal codes as in the US; the territory itself is the state. */
const US_TERRITORY: AddressForm = {
	...US,
	required: ['city', 'postalCode'],
	stateIsCountry: true,
	stateCodesOf: 'US',
};

/**
 * The address forms by country (TikTok Shop API §4.3 and "Added 2026-11-26"; docs/addresses.md shows them as a table).
 * Level names of JP, TH, MY, SG, CA and AU are not published: theirs are the usual ones of the country.
 */
const FORMS: Readonly<Record<string, AddressForm>> = {
	US,
	AS: US_TERRITORY,
	GU: US_TERRITORY,
	MP: US_TERRITORY,
	PR: US_TERRITORY,
	VI: US_TERRITORY,
	CA: form(
		['province', 'territory', 'state'],
		['city', 'municipality', 'town'],
		[1],
		[3, 2],
		['city', 'state', 'postalCode'],
	),
	AU: form(
		['state', 'territory', 'state/territory'],
		['suburb', 'locality', 'town', 'city'],
		[1],
		[3, 2],
		['city', 'state', 'postalCode'],
	),
	GB: form(
		['state', 'nation', 'country/region', 'country', 'region', 'county'],
		['post town', 'city', 'town'],
		[1],
		[2, 3],
		['city', 'postalCode'],
	),
	IE: form(['county'], ['municipal district', 'city', 'town'], [1], [2, 3], []),
	DE: form(
		['federal state', 'state'],
		['municipality', 'city', 'town'],
		[1],
		[2, 3],
		['city', 'postalCode'],
	),
	FR: form(
		['region'],
		['commune', 'municipality', 'city', 'arrondissement'],
		[1],
		[4, 3, 2],
		['city', 'postalCode'],
	),
	ES: form(
		['province', 'autonomous community', 'autonomous city'],
		['municipality', 'city', 'town'],
		[2, 1],
		[3, 2],
		['city', 'postalCode'],
	),
	IT: form(
		['province', 'metropolitan city', 'region'],
		['city', 'municipality', 'city or municipality', 'comune'],
		[2, 1],
		[3, 2],
		['city', 'postalCode'],
	),
	JP: {
		...form(
			['prefecture', 'state', 'province'],
			['city', 'municipality', 'special ward', 'ward', 'village', 'town'],
			[1],
			[2, 3],
			['city', 'postalCode'],
		),
		placesFirst: true,
	},
	ID: form(['province'], ['city', 'regency', 'city/regency'], [1], [2, 3], ['city']),
	TH: form(
		['province', 'special administrative area'],
		['district', 'khet', 'amphoe', 'city'],
		[1],
		[2, 3],
		['city'],
	),
	MY: form(
		['state', 'federal territory', 'state/federal territory'],
		['city', 'town', 'district'],
		[1],
		[2, 3],
		['city'],
	),
	SG: { ...form([], ['city', 'town', 'district'], [1], [2], ['postalCode']), stateIsCountry: true },
	VN: form(
		['province', 'municipality', 'city'],
		[
			'urban district',
			'rural district',
			'district',
			'provincial city',
			'municipal city',
			'city',
			'town',
			'ward',
			'commune',
			'township',
		],
		[1],
		[2, 3],
		['city'],
	),
	PH: form(
		['province', 'region'],
		['municipality', 'city', 'city/municipality'],
		[2, 1],
		[3, 2],
		['city'],
	),
	BR: form(
		['state', 'federal district'],
		['municipality', 'city'],
		[1],
		[2, 3],
		['city', 'state', 'postalCode'],
	),
	MX: form(
		['state'],
		['municipality', 'borough', 'alcaldía', 'city'],
		[1],
		[2, 3],
		['city', 'state', 'postalCode'],
	),
};

const BY_COUNTRY = new Map(Object.entries(FORMS));

/** Codes that are in use beside the ones of ISO 3166-1. */
const COUNTRY_ALIASES = new Map([
	['UK', 'GB'],
	['EL', 'GR'],
]);

/** ISO 3166-1 code in capitals: `us` → `US`, `UK` → `GB`; text that is no code stays as it is. */
export function countryCodeOf(country: unknown): string {
	const given = toText(country).trim();
	const code = given.toUpperCase();
	if (!/^[A-Z]{2}$/.test(code)) return given;
	return COUNTRY_ALIASES.get(code) ?? code;
}

/** The form of a country, with its code; a general one where the country has no row. */
export function countryForm(country: unknown): AddressForm & { code: string } {
	const code = countryCodeOf(country);
	return { ...(BY_COUNTRY.get(code) ?? OTHER), code };
}

/** Level names for what a country's own names do not cover. */
export const OTHER_NAMES: Pick<AddressForm, 'state' | 'city'> = OTHER;

/** Countries that have a row, for the documentation. */
export const COUNTRIES_WITH_FORM: readonly string[] = [...BY_COUNTRY.keys()];

/**
 * Fields of the order item without which a parcel cannot go to this country, in the order that messages name them. Without a country
 * nobody knows, so what most countries have is asked for.
 */
export function requiredFields(country: unknown): readonly RequiredField[] {
	// Nearly every recipient has the code as it stands in the table.
	const known = REQUIRED_BY_COUNTRY.get(country as string);
	if (known) return known;
	const code = countryCodeOf(country);
	return code === '' ? WITHOUT_COUNTRY : (REQUIRED_BY_COUNTRY.get(code) ?? REQUIRED_ELSEWHERE);
}

const inOrder = (more: readonly RequiredField[]): readonly RequiredField[] =>
	ORDER.filter((field) => ALWAYS.includes(field) || more.includes(field));

const WITHOUT_COUNTRY = inOrder(['city', 'postalCode']);
const REQUIRED_ELSEWHERE = inOrder(OTHER.required);
const REQUIRED_BY_COUNTRY: ReadonlyMap<string, readonly RequiredField[]> = new Map(
	Object.entries(FORMS).map(([code, { required }]) => [code, inOrder(required)]),
);

/** Made when it is first needed: loading the names takes longer than loading all of this package's other data. */
const countryNames = once(
	() => new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }),
);

/** English name of a country, e.g. "Singapore"; empty for what is no code. */
export function countryNameOf(country: unknown): string {
	const code = countryCodeOf(country);
	return /^[A-Z]{2}$/.test(code) ? (countryNames().of(code) ?? '') : '';
}
