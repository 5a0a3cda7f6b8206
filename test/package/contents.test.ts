import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';

import * as packageJson from '../../package.json';
import { npm } from '../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');
/** What goes beyond it should be looked at: what is in it that nobody needs in n8n? */
const MOST_BYTES = 1_320_000;

interface Packed {
	unpackedSize: number;
	files: Array<{ path: string }>;
}

let packed: Packed;

beforeAll(async () => {
	const answer = await npm(
		process.execPath,
		['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'],
		{ cwd: CHECKOUT },
	);
	[packed] = JSON.parse(answer) as Packed[];
}, 60_000);

it('the package holds no source maps, no declarations and no pictures but its icons', () => {
	const paths = packed.files.map(({ path }) => path);
	expect(paths).toContain('dist/nodes/TikTokShop/TikTokShop.node.js');
	expect(paths).toContain('dist/icons/tiktokshop.svg');
	expect(paths.filter((path) => /\.(map|d\.ts|png|jpe?g|gif|webp)$/.test(path))).toEqual([]);
	expect(paths.filter((path) => path.startsWith('dist/docs/'))).toEqual([]);
});

it('the package stays small', () => {
	expect(packed.unpackedSize).toBeLessThan(MOST_BYTES);
});

it('the package holds what n8n runs, the templates and what an npm reader expects, and nothing else', () => {
	const known =
		/^(?:dist\/code\.js|dist\/(?:credentials|nodes)\/.+\.(?:credentials|node)\.js|dist\/nodes\/.+\.node\.json|dist\/icons\/.+\.svg|dist\/workflows-templates\/.+|package\.json|README\.md|LICENSE)$/;
	expect(packed.files.map(({ path }) => path).filter((path) => !known.test(path))).toEqual([]);
});

it('each template, and the sample as CSV, is in the package and says the same as here', () => {
	const names = readdirSync(join(CHECKOUT, 'workflows-templates'), {
		encoding: 'utf8',
		recursive: true,
	}).filter((name) => /\.(?:csv|json)$/.test(name));
	expect(names.length).toBeGreaterThan(11);
	for (const name of names) {
		const [here, there] = ['.', 'dist'].map((folder) =>
			readFileSync(join(CHECKOUT, folder, 'workflows-templates', name)),
		);
		const same = name.endsWith('.json')
			? JSON.stringify(JSON.parse(here.toString())) === there.toString()
			: here.equals(there);
		expect([name, same]).toEqual([name, true]);
	}
});

describe.each([...packageJson.n8n.nodes, ...packageJson.n8n.credentials])('%s', (file) => {
	const name = file.replace(/^.*\/(\w+)\.(?:node|credentials)\.js$/, '$1');
	const from = (path: string) =>
		(require(join(CHECKOUT, path)) as Record<string, new () => object>)[name];

	it('in the package shows the same as its source, and has its name', () => {
		const built = from(file);
		const written = from(file.replace('dist/', '').replace(/\.js$/, ''));
		expect(built.name).toBe(name);
		expect(JSON.stringify(new built())).toBe(JSON.stringify(new written()));
		// The first one compiles the source.
	}, 60_000);
});

it('the README that npm shows leads to pages on GitHub, because the package holds no others', () => {
	const readme = readFileSync(join(CHECKOUT, 'README.md'), 'utf8');
	const links = new MarkdownIt()
		.parse(readme, {})
		.flatMap(({ children }) => children ?? [])
		.flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? []);
	expect(links.length).toBeGreaterThan(15);
	expect(links.filter((link) => !/^(?:https:\/\/|#)/.test(link))).toEqual([]);
});
