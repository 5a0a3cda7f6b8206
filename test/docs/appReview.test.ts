import { existsSync, readFileSync } from 'node:fs';

const PAGE = readFileSync('docs/app-review.md', 'utf8');
describe('the page on the review of an app', () => {
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

	it('leaves the cases to the page that has them', () => {
		expect(PAGE).toContain('(acceptance.md)');
		expect(PAGE).not.toMatch(/\| (?:SHOP|CAT|ORD)-/);
	});
});
