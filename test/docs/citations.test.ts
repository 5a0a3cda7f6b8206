import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Files with facts, and how they are cited. */
const PAGES = {
	'TikTok Shop API': 'docs/tiktok-shop-api.md',
	'OMS API': 'docs/oms-api.md',
} as const;

const files = execFileSync('git', ['ls-files', 'nodes', 'credentials', 'scripts', 'test'], {
	cwd: ROOT,
	encoding: 'utf8',
})
	.split('\n')
	.filter((file) => file.endsWith('.ts') && file !== 'test/docs/citations.test.ts');

const cited = (pattern: RegExp): Array<[what: string, file: string]> =>
	files.flatMap((file) =>
		[...read(file).matchAll(pattern)].map(([what]) => [what, file] as [string, string]),
	);

const sectionsOf = (page: string): string[] =>
	[...read(page).matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, section]) => section);

describe.each(Object.entries(PAGES))('%s', (name, page) => {
	it(`every section that the code names stands in ${page}`, () => {
		const known = sectionsOf(page);
		const named = cited(new RegExp(`${name} §\\d+(\\.\\d+)?`, 'g'));
		expect(named.length).toBeGreaterThan(50);
		expect(named.filter(([what]) => !known.includes(what.split('§')[1]))).toEqual([]);
	});
});

it('every behavior that the code names stands in docs/behavior.md', () => {
	const known = [...read('docs/behavior.md').matchAll(/^\| ([BQ]\d+) \|/gm)].map(([, no]) => no);
	const named = cited(/(?<=\((?:[^()]*[ ,])?)B\d{1,2}(?=[^()\d]*\)|[,;] )/g);
	expect(named.length).toBeGreaterThan(50);
	expect(named.filter(([what]) => !known.includes(what))).toEqual([]);
});

it('nothing cites a document that is not in the repository', () => {
	expect(cited(/(?:contract|behaviour|design|survey) §/gi)).toEqual([]);
});
