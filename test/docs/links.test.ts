import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { blobAddress, OWNER } from '../../scripts/owner/facts';

const ROOT = resolve(__dirname, '..', '..');
const parser = new MarkdownIt({ html: true });

/** Markdown files of a folder and, below `docs` and `test`, of the folders in it. */
const markdownIn = (folder: string, recursive = true): string[] =>
	readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name));

const FILES = [...markdownIn('', false), ...markdownIn('docs'), ...markdownIn('test')];
const BLOB = blobAddress(OWNER);
/** Where the editor of n8n leads to: codex files of the nodes, documentation of the credentials. */
const WITH_ADDRESSES = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true })
		.filter((name) => /\.node\.json$|\.credentials\.ts$/.test(name))
		.map((name) => join(folder, name)),
);
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
	if (link.startsWith(BLOB)) return fault('README.md', link.slice(BLOB.length));
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

	// The changelog uses names of earlier versions.
	if (file === 'CHANGELOG.md') return;

	it('names only templates that exist', () => {
		const named = read(file).match(/\b\d\d-[a-z-]+\.json\b/g) ?? [];
		expect(named.filter((name) => !TEMPLATES.includes(name))).toEqual([]);
	});

	it('names only npm scripts that exist', () => {
		const named = [...read(file).matchAll(/npm run ([a-z0-9:-]+)/g)].map(([, name]) => name);
		expect(named.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
	});
});

it.each(WITH_ADDRESSES)('%s leads to pages of this repository that exist', (file) => {
	const addresses = read(file).match(/https:\/\/github\.com\/[^"'\s]+/g) ?? [];
	expect(addresses.length).toBeGreaterThan(0);
	const faults = addresses.map((address) =>
		address.startsWith(BLOB) ? fault('README.md', address.slice(BLOB.length)) : address,
	);
	expect(faults.filter(Boolean)).toEqual([]);
});

it.each(['ISSUE_TEMPLATE/bug.yml', 'ISSUE_TEMPLATE/config.yml', 'PULL_REQUEST_TEMPLATE.md'])(
	'the form %s leads to pages of this repository that exist',
	(file) => {
		const addresses = read(join('.github', file)).match(/https:\/\/github\.com\/[^"'\s)]+/g) ?? [];
		const pages = addresses.filter((address) => address.startsWith(BLOB));
		expect(pages.length).toBeGreaterThan(0);
		expect(pages.flatMap((page) => fault('README.md', page) ?? [])).toEqual([]);
	},
);

it('the README is short, and every page of the documentation is in the table of contents', () => {
	expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
	const linked = linksOf('docs/README.md').map((link) => join('docs', link.split('#')[0]));
	const pages = markdownIn('docs').filter((page) => page !== join('docs', 'README.md'));
	expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

it('finds a link without a file and one without a heading', () => {
	expect(fault('README.md', 'docs/not-there.md')).toContain('no such file');
	expect(fault('README.md', '#not-there')).toContain('no such heading');
	expect(fault('docs/install.md', `${BLOB}docs/not-there.md`)).toContain('no such file');
	expect(fault('README.md', '#install')).toBeUndefined();
});
