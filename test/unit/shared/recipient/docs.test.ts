import { readFileSync } from 'fs';
import { join } from 'path';

import {
	countryForm,
	COUNTRIES_WITH_FORM,
	requiredFields,
} from '../../../../nodes/shared/recipient/addressForms';
import { recipientFieldLabel } from '../../../../nodes/shared/recipient/complete';
import { STATE_CODES } from '../../../../nodes/shared/recipient/stateCodes';
import { MARKET_ADDRESSES } from '../../../sandbox/demo/addresses';

const PAGE = readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'addresses.md'), 'utf8');

/** The row of a country, as the page must have it. */
function rowOf(country: string): string {
	const { state, city, stateLevels, cityLevels, stateIsCountry, stateCodesOf } =
		countryForm(country);
	const always = ['name', 'addressLine1', 'countryCode'];
	const required = requiredFields(country).filter((field) => !always.includes(field));
	const codes = STATE_CODES[stateCodesOf ?? country];
	const cells = [
		country,
		state.join(', ') || '–',
		city.join(', '),
		`L${stateLevels.join(', L')} / L${cityLevels.join(', L')}`,
		required.map(recipientFieldLabel).join(', ') || '–',
		codes ? `${Object.keys(codes).length} codes` : stateIsCountry ? "the country's name" : 'name',
	];
	return `| ${cells.join(' | ')} |`;
}

describe('docs/addresses.md', () => {
	it.each(COUNTRIES_WITH_FORM)('has the row of %s as the code has it', (country) => {
		expect(PAGE.split('\n')).toContain(rowOf(country));
	});

	it('has a row for each country of the code, and for no other', () => {
		const rows = PAGE.split('\n').flatMap((line) => /^\| ([A-Z]{2}) \|/.exec(line)?.[1] ?? []);
		expect(rows).toEqual([...COUNTRIES_WITH_FORM]);
	});

	it('each market of the tracking table has a row', () => {
		expect(COUNTRIES_WITH_FORM).toEqual(expect.arrayContaining(Object.keys(MARKET_ADDRESSES)));
	});

	it('is linked from the README', () => {
		const readme = readFileSync(join(__dirname, '..', '..', '..', '..', 'README.md'), 'utf8');
		expect(readme).toContain('docs/addresses.md');
	});
});
