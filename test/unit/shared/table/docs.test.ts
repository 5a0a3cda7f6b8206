import { readFileSync } from 'fs';
import { join } from 'path';

import { PROBLEM_CODES } from '../../../../nodes/SkuMapping/mapping/rowProblems';
import { WORDS } from '../../../../nodes/shared/table/columnWords';
import { DETECT, ENCODINGS } from '../../../../nodes/shared/table/encodings';

const lines = readFileSync(join(__dirname, '../../../../docs/tables.md'), 'utf8').split('\n');
/** Cells of the rows of the table with this first column. */
const table = (first: string) => {
	const begin = lines.findIndex((each) => each.startsWith(`| ${first} `));
	const rows = lines.slice(begin + 2);
	return rows
		.slice(
			0,
			rows.findIndex((each) => !each.startsWith('|')),
		)
		.map((each) =>
			each
				.split('|')
				.slice(1, -1)
				.map((text) => text.trim()),
		);
};

describe('docs/tables.md', () => {
	it('has every column with all of its words', () => {
		const words = Object.entries(WORDS).map(([column, { exact = [], words: usual, weak = [] }]) => [
			`\`${column}\``,
			[...exact, ...usual].join(', '),
			weak.join(', '),
		]);
		expect(table('column')).toEqual(words);
	});

	it('has every encoding that can be chosen', () => {
		const chosen = ENCODINGS.filter(({ value }) => value !== DETECT);
		expect(table('encoding')).toEqual(chosen.map(({ value, name }) => [name, `\`${value}\``]));
	});

	it('names no code that Check Mapping does not have', () => {
		const codes = table('code').map(([code]) => code.replace(/`/g, ''));
		expect(codes.filter((code) => !(PROBLEM_CODES as string[]).includes(code))).toEqual([]);
	});
});
