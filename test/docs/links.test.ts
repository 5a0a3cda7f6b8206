import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const parser = new MarkdownIt({ html: true });

const markdownIn = (folder: string): string[] =>
	existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith('.md'))
				.map((name) => relative(ROOT, join(folder, name)))
		: [];

const FILES = [...markdownIn(ROOT), ...markdownIn(join(ROOT, 'docs'))];
const SCRIPTS = Object.keys(
	(
		JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
			scripts: Record<string, string>;
		}
	).scripts,
);
const TEMPLATES = readdirSync(join(ROOT, 'workflows-templates'));

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Every link and picture of a file, as written. */
function linksOf(file: string): string[] {
	const inline = parser.parse(read(file), {}).flatMap(({ children }) => children ?? []);
	return inline.flatMap((token) => {
		const address = token.attrGet('href') ?? token.attrGet('src');
		return address === null ? [] : [address];
	});
}

/** The names under which GitHub links to the headings of a file. */
function anchorsOf(file: string): string[] {
	const slugger = new GithubSlugger();
	const tokens = parser.parse(read(file), {});
	return tokens.flatMap((token, index) => {
		if (token.type !== 'heading_open') return [];
		const text = (tokens[index + 1].children ?? []).map(({ content }) => content).join('');
		return [slugger.slug(text)];
	});
}

/** What is wrong with a link within the repository, if anything. */
function fault(file: string, link: string): string | undefined {
	if (/^(https?|mailto):/.test(link)) return undefined;
	const [path, anchor] = decodeURIComponent(link).split('#');
	const target = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path));
	if (!existsSync(join(ROOT, target))) return `${link}: no such file`;
	if (anchor === undefined) return undefined;
	return anchorsOf(target).includes(anchor) ? undefined : `${link}: no such heading`;
}

describe.each(FILES)('%s', (file) => {
	it('links only to files and headings that exist', () => {
		expect(linksOf(file).flatMap((link) => fault(file, link) ?? [])).toEqual([]);
	});

	// The changelog tells of what was called otherwise once.
	if (file === 'CHANGELOG.md') return;

	it('names only templates that exist', () => {
		const named = read(file).match(/\b\d\d-[a-z-]+\.json\b/g) ?? [];
		expect(named.filter((name) => !TEMPLATES.includes(name))).toEqual([]);
	});

	it('names only npm scripts that exist', () => {
		const named = [...read(file).matchAll(/npm run ([a-z0-9:]+)/g)].map(([, name]) => name);
		expect(named.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
	});
});

it('finds a link without a file and one without a heading', () => {
	expect(fault('README.md', 'docs/not-there.md')).toContain('no such file');
	expect(fault('README.md', '#not-there')).toContain('no such heading');
	expect(fault('README.md', '#install')).toBeUndefined();
});
