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

	it('leaves the cases to the page that has them, and names those that TikTok Shop asks for and that are not met', () => {
		expect(PAGE).toContain('(acceptance.md)');
		const acceptance = readFileSync('docs/acceptance.md', 'utf8');
		const lacking = [...acceptance.matchAll(/^\| ([A-Z0-9-]+) \| must \| (?:partly|no) \|/gm)];
		const named = [...PAGE.matchAll(/^\| `((?:SHOP|CAT|ORD)-[A-Z0-9-]+)` \| \S/gm)];
		expect(named.map(([, name]) => name)).toEqual(lacking.map(([, name]) => name));
	});

	it('supports each answer on the security of data by a place in this repository', () => {
		const rows = (PAGE.split('## Data security')[1] ?? '')
			.split('\n## ')[0]
			.split('\n')
			.filter((line) => line.startsWith('| '))
			.slice(1)
			.map((line) => line.split('|').map((cell) => cell.trim()));
		expect(rows.length).toBeGreaterThan(9);
		const answered = rows.filter(([, , , where]) => where !== '');
		// Only the law has no place in code.
		expect(rows.length - answered.length).toBe(1);
		for (const [, question, , where] of answered) {
			expect([question, where]).toEqual([
				question,
				expect.stringMatching(/\]\([./\w-]+\.md[#\w-]*\)|`test\/[\w/.]+`/),
			]);
		}
	});
});
