import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PAGE = resolve(__dirname, '..', '..', 'docs', 'acceptance.md');
const page = readFileSync(PAGE, 'utf8');

/** Case, state and what shows it, of each row. */
const rows = [
	...page.matchAll(/^\| ([A-Z0-9-]+) \| (must|may) \| (works|partly|no) \|.*\|(.*)\|$/gm),
];
/** `[file](path): "test name"`. */
const named = [...page.matchAll(/\]\(([^)]+\.test\.ts)\): "([^"]+)"/g)].map(([, path, name]) => ({
	path,
	name,
}));

it('the page has the 27 cases of TikTok Shop, each once', () => {
	const cases = rows.map(([, name]) => name);
	expect(new Set(cases).size).toBe(27);
	expect(cases).toHaveLength(27);
});

it.each(rows.map(([, name, , state, evidence]) => ({ name, state, evidence })))(
	'$name works only where a test shows it',
	({ state, evidence }) => {
		expect(state === 'works' && !evidence.includes('.test.ts')).toBe(false);
	},
);

it.each(named)('a test says "$name"', ({ path, name }) => {
	const source = readFileSync(join(dirname(PAGE), path), 'utf8');
	expect(source).toContain(`'${name}'`);
});
