import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { OWNER, PLACEHOLDERS, type OwnerFacts } from '../../scripts/owner/facts';
import { disagreements, placeholders, placesIn, withOwner } from '../../scripts/owner/places';
import { ownerPlaces, ROOT } from '../../scripts/owner/repository';
import { cleanEnvironment } from '../support/n8n/run';

const REPOSITORIES = ['n8n-nodes-tiktok-shop-oms'];
const SOMEBODY: OwnerFacts = {
	account: 'some-body',
	repository: 'n8n-nodes-tiktok-shop-oms',
	author: 'Some Body',
	email: 'some@body.example',
	codeOwner: '@some-body',
};

const found = (file: string, text: string) =>
	placesIn(file, text, REPOSITORIES).map(({ fact, line, found: value }) => [fact, line, value]);

describe('a place that names the owner', () => {
	it.each([
		['https://github.com/a/n8n-nodes-tiktok-shop-oms/issues', 'a'],
		['git+https://github.com/b/n8n-nodes-tiktok-shop-oms.git', 'b'],
		['![x](https://raw.githubusercontent.com/c.d/n8n-nodes-tiktok-shop-oms/main/x.png)', 'c.d'],
	])('is an address of the repository: %s', (text, account) => {
		expect(found('docs/any.md', `\n${text}`)).toEqual([
			['account', 2, account],
			['repository', 2, 'n8n-nodes-tiktok-shop-oms'],
		]);
	});

	it.each([
		'https://github.com/n8n-io/n8n',
		'https://github.com/a/n8n-nodes-tiktok-shop-oms-other',
		'https://example.com/a/n8n-nodes-tiktok-shop-oms',
	])('is not an address of another one: %s', (text) => {
		expect(found('docs/any.md', text)).toEqual([]);
	});

	it('is the author of package.json, not a name elsewhere in it', () => {
		const text =
			'{\n\t"name": "x",\n\t"author": {\n\t\t"name": "N",\n\t\t"email": "e@f"\n\t},\n\t"b": { "name": "y" }\n}';
		expect(found('package.json', text)).toEqual([
			['author', 4, 'N'],
			['email', 5, 'e@f'],
		]);
	});

	it('is the holder of the copyright, and who reviews', () => {
		expect(found('LICENSE', 'MIT License\n\nCopyright (c) 2026 A B\n\nPermission')).toEqual([
			['author', 3, 'A B'],
		]);
		expect(found('.github/CODEOWNERS', '# who\n* @a/b\n')).toEqual([['codeOwner', 2, '@a/b']]);
	});

	it('is written anew, and nothing else of the file', () => {
		const text =
			'see https://github.com/a/n8n-nodes-tiktok-shop-oms/issues\nand https://github.com/bb/n8n-nodes-tiktok-shop-oms .';
		expect(withOwner(text, placesIn('x.md', text, REPOSITORIES), SOMEBODY)).toBe(
			'see https://github.com/some-body/n8n-nodes-tiktok-shop-oms/issues\nand https://github.com/some-body/n8n-nodes-tiktok-shop-oms .',
		);
	});
});

describe('this repository', () => {
	const places = ownerPlaces();

	it('names the same owner everywhere', () => {
		expect(disagreements(places, OWNER)).toEqual([]);
	});

	it.each([
		['package.json', 8],
		['LICENSE', 1],
		['.github/CODEOWNERS', 1],
		['credentials/TikTokShopApi.credentials.ts', 2],
		['nodes/TikTokShop/TikTokShop.node.json', 4],
	])('%s names the owner at %i places', (file, count) => {
		expect(places.filter((place) => place.file === file)).toHaveLength(count);
	});

	it('names it in each link of the README', () => {
		const readme = places.filter(({ file, fact }) => file === 'README.md' && fact === 'account');
		expect(readme.length).toBeGreaterThan(15);
	});

	it('has no other address in package.json that a change of the owner would leave behind', () => {
		const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
		const addresses = manifest.match(/https:\/\/[^"]+/g) ?? [];
		expect(addresses).toHaveLength(3);
		expect(addresses.filter((address) => !address.includes(OWNER.account))).toEqual([]);
	});
});

describe('npm run check:owner', () => {
	let clone: string;
	const FILES = ['package.json', 'README.md', 'LICENSE', '.github/CODEOWNERS', 'scripts'];

	beforeEach(() => {
		clone = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-owner-'));
		for (const file of FILES) {
			mkdirSync(dirname(join(clone, file)), { recursive: true });
			cpSync(join(ROOT, file), join(clone, file), { recursive: true });
		}
		symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
		execFileSync('git', ['init', '--quiet'], { cwd: clone });
	});

	afterEach(() => rmSync(clone, { recursive: true, force: true }));

	const nameOwner = (facts: Partial<OwnerFacts>) =>
		writeFileSync(
			join(clone, 'scripts/owner/owner.json'),
			JSON.stringify({ ...SOMEBODY, ...facts }),
		);

	function check(args: string[] = [], env: Record<string, string> = {}) {
		const { status, stderr } = spawnSync(
			process.execPath,
			['--import', 'tsx', 'scripts/checkOwner.ts', ...args],
			{ cwd: clone, encoding: 'utf8', env: { ...cleanEnvironment(), ...env } },
		);
		return { status, stderr };
	}

	it.each(Object.entries(PLACEHOLDERS))(
		'fails while %s is a placeholder, and lists where it stands',
		(fact, placeholder) => {
			nameOwner({ [fact]: placeholder });
			const { status, stderr } = check(['--write']);
			expect(status).toBe(1);
			expect(stderr).toContain(`${fact} is "${placeholder}"`);
			const listed = stderr.split('\n').filter((line) => /^ {2}\S+:\d+: /.test(line));
			expect(listed.every((line) => line.includes(`: ${fact} is `))).toBe(true);
		},
	);

	it('passes once the owner is named at every place, and fails again where one is forgotten', () => {
		nameOwner({});
		expect(check().status).toBe(1);
		expect(check(['--write']).status).toBe(0);
		expect(readFileSync(join(clone, 'README.md'), 'utf8')).toContain('com/some-body/');
		expect(readFileSync(join(clone, 'LICENSE'), 'utf8')).toContain('Some Body');
		const license = readFileSync(join(clone, 'LICENSE'), 'utf8').replace('Some Body', 'Nobody');
		writeFileSync(join(clone, 'LICENSE'), license);
		const { status, stderr } = check();
		expect(status).toBe(1);
		expect(stderr).toContain('LICENSE:3: author is "Nobody", owner.json says "Some Body"');
	});

	it('is not held up by a file that was deleted', () => {
		nameOwner({});
		execFileSync('git', ['add', '.'], { cwd: clone });
		rmSync(join(clone, 'LICENSE'));
		expect(check(['--write']).status).toBe(0);
	});

	it('only tells in a dry run of npm, which publishes nothing', () => {
		nameOwner({ account: PLACEHOLDERS.account });
		const { status, stderr } = check(['--write'], { npm_config_dry_run: 'true' });
		expect(status).toBe(0);
		expect(stderr).toContain('A release stops here.');
	});
});

it('the placeholders of the owner are found', () => {
	const text = `https://github.com/${PLACEHOLDERS.account}/n8n-nodes-tiktok-shop-oms`;
	expect(placeholders(placesIn('x.md', text, REPOSITORIES))).toEqual([
		`x.md:1: account is "${PLACEHOLDERS.account}"`,
	]);
});
