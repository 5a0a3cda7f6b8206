import { existsSync, readFileSync } from 'node:fs';

const PAGE = readFileSync('docs/app-review.md', 'utf8');
const cells = (row: string): string[] =>
	row
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());
const tableBelow = (heading: string): string[][] =>
	PAGE.split(`## ${heading}`)[1]
		.split('\n## ')[0]
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.map(cells)
		.slice(1);

const CASES = tableBelow('The cases for an Order Management System');

describe('the page on the review of an app', () => {
	it('has each of the 27 cases once', () => {
		const names = CASES.map(([name]) => name);
		expect(names).toHaveLength(27);
		expect(new Set(names).size).toBe(27);
	});

	it.each(CASES)(
		'%s (%s) is %s, with a place that shows it or a word on what is missing',
		(...row) => {
			const [, must, here, shown, missing] = row;
			expect(['must', 'may']).toContain(must);
			expect(['shown', 'partly', '**not built**']).toContain(here);
			if (here === 'shown') expect(shown).toMatch(/`test\//);
			else expect(missing).not.toBe('');
		},
	);

	const named = [...PAGE.matchAll(/`(test\/[\w/.]+)`(?:: ((?:"[^"]+"(?:, )?)+))?/g)].flatMap(
		([, file, names = '']) => {
			const quoted = [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
			return quoted.length > 0 ? quoted.map((name) => [file, name]) : [[file, '']];
		},
	);

	it.each(named)('%s exists and has "%s"', (file, name) => {
		expect(existsSync(file)).toBe(true);
		expect(readFileSync(file, 'utf8')).toContain(name);
	});

	it('asks for the scopes that authorising a shop asks for, and the page on the API names', () => {
		const scopesOf = (text: string) => [...new Set(text.match(/seller\.[a-z.]+[a-z]/g))].sort();
		const asked = scopesOf(PAGE);
		expect(asked).toEqual(scopesOf(readFileSync('docs/authorize-a-shop.md', 'utf8')));
		const spec = scopesOf(readFileSync('docs/tiktok-shop-api.md', 'utf8'));
		expect(spec).toEqual(expect.arrayContaining(asked));
	});

	it.each([
		['CAT-POST-INVENTORY', 'inventory'],
		['CAT-POST-PRICE', 'price'],
		['ORD-CANCEL-SELLER', 'cancellation/create.operation.ts'],
	])('says that %s is not built only as long as there is no %s', (name, place) => {
		const here = CASES.find(([each]) => each === name)?.[2];
		const built = existsSync(`nodes/TikTokShop/actions/${place}`);
		expect(here === '**not built**').toBe(!built);
	});
});
