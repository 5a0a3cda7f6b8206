import { once } from 'lodash';

import { toText } from '../text';
import { STATE_CODES } from './stateCodes';
import { countryForm } from './addressForms';

/** "State of New York", "Estado do Rio de Janeiro", "Provincia di Milano", "New York State" → the name alone. */
const AROUND_A_NAME =
	/^(?:(?:the )?(?:commonwealth|province|state|territory) of|estado (?:d[aeo]|libre y soberano de)|citta metropolitana di|libero consorzio comunale di|provincia (?:autonoma )?d[ei]) | (?:province|state|territory)$/g;

/** Country → normalized name or code → code; made when it is first needed. A Map, because a name may be `constructor`. */
const indexes = once(
	() => new Map(Object.entries(STATE_CODES).map(([country, codes]) => [country, indexOf(codes)])),
);

function indexOf(codes: Readonly<Record<string, readonly string[]>>): Map<string, string> {
	const index = new Map<string, string>();
	for (const [code, names] of Object.entries(codes)) {
		for (const name of names) index.set(normalizeState(name), code);
	}
	// Codes count before names: "PA" is Pennsylvania.
	for (const code of Object.keys(codes)) index.set(normalizeState(code), code);
	return index;
}

/** Without accents, case, dots and separators: "São Paulo" → "sao paulo", "D.F." → "df". */
function normalizeState(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}|\./gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/**
 * The code that carriers use for a state: `CA` for California, `SP` for São Paulo.
 *
 * @param country  ISO 3166-1 code; countries whose carriers want codes are in stateCodes.ts
 * @param state    name or code in any case, with or without accents
 * @param isoCode  ISO 3166-2 code as TikTok Shop gives it, with or without its country (`US-CA`, `CA`); may be empty
 * @returns        `isoCode` without its country where nothing better is known, empty where nothing is
 */
export function stateCodeOf(country: unknown, state: unknown, isoCode: unknown = ''): string {
	const given = toText(isoCode)
		.trim()
		.replace(/^[A-Z]{2}-(?=.)/i, '');
	const { code, stateCodesOf = code } = countryForm(country);
	const index = indexes().get(stateCodesOf);
	if (!index) return given;
	return index.get(normalizeState(given)) ?? codeOfName(index, toText(state)) ?? given;
}

/** Whether all states of a country have a code here, so that another text is no state of it. */
export function hasStateCodes(country: unknown): boolean {
	const { code, stateCodesOf = code } = countryForm(country);
	return indexes().has(stateCodesOf);
}

function codeOfName(index: ReadonlyMap<string, string>, state: string): string | undefined {
	const name = normalizeState(state.trim().replace(/^[A-Z]{2}-(?=[A-Z]{2,3}$)/i, ''));
	return index.get(name) ?? index.get(name.replace(AROUND_A_NAME, ''));
}
