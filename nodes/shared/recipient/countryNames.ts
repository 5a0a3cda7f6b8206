import { once } from 'lodash';

import { normalizeColumn } from '../table/columns';
import { countryCodeOf, countryNameOf } from './addressForms';

/** Languages of the markets, and of the people who run shops there. */
const LANGUAGES = 'en zh-Hans zh-Hant de fr es it pt ja ko id ms th vi nl pl'.split(' ');

/** Codes of CLDR that are no country, and a name that people take for one. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** ISO 3166-1 alpha-3 codes of the markets and their neighbours, and names that CLDR does not have. */
const ALSO_WRITTEN: Readonly<Record<string, readonly string[]>> = {
	AT: ['AUT'],
	AU: ['AUS'],
	BE: ['BEL'],
	BR: ['BRA'],
	CA: ['CAN'],
	CH: ['CHE'],
	CZ: ['CZE'],
	DE: ['DEU'],
	DK: ['DNK'],
	ES: ['ESP'],
	FR: ['FRA'],
	GB: ['GBR', 'Great Britain', 'Britain', 'U.K.', '大不列颠'],
	ID: ['IDN'],
	IE: ['IRL', 'Republic of Ireland'],
	IT: ['ITA'],
	JP: ['JPN'],
	KR: ['KOR'],
	MX: ['MEX'],
	MY: ['MYS'],
	NL: ['NLD', 'Holland'],
	PH: ['PHL'],
	PL: ['POL'],
	PR: ['PRI'],
	PT: ['PRT'],
	SE: ['SWE'],
	SG: ['SGP'],
	TH: ['THA'],
	US: ['USA', 'United States of America', '美利坚合众国'],
	VN: ['VNM'],
};

/** Whether a code stands for a country of today: `DD`, once of East Germany, has the name "Deutschland" too. */
const isInUse = (code: string): boolean =>
	!NO_COUNTRY.has(code) &&
	countryCodeOf(code) === code &&
	Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

/** Name → code; made when it is first needed, because it takes some milliseconds. */
const codes = once(() => {
	const found = new Map<string, string>();
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	const all = letters.flatMap((first) => letters.map((second) => first + second)).filter(isInUse);
	for (const language of LANGUAGES) {
		const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
		for (const code of all) {
			const name = names.of(code);
			if (name === undefined) continue;
			const key = normalizeColumn(name);
			if (key !== '' && !found.has(key)) found.set(key, code);
		}
	}
	for (const [code, names] of Object.entries(ALSO_WRITTEN)) {
		for (const name of names) found.set(normalizeColumn(name), code);
	}
	return found;
});

/**
 * The country that a person means by `US`, `usa`, `United States`, `美国` or `Deutschland`.
 *
 * @returns ISO 3166-1 code; undefined for what is no country, such as `EU`
 */
export function countryOfText(text: string): string | undefined {
	const given = text.normalize('NFKC').trim();
	const code = countryCodeOf(given);
	if (countryNameOf(code) !== '') return isInUse(code) ? code : undefined;
	return codes().get(normalizeColumn(given));
}
