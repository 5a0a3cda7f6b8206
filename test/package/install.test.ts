import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { npm } from '../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');

let folder: string;
let tarball: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-install-'));
	const packed = await npm(
		process.execPath,
		['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: CHECKOUT },
	);
	tarball = join(folder, packed.trim());
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names in the `node_modules` of a folder. */
const packagesIn = (installed: string): string[] =>
	readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'));

it('installed with npm, as docs/install.md says, the package brings no other package and needs no compiler', async () => {
	const nodes = join(folder, '.n8n', 'nodes');
	// Offline: whatever else npm wanted would have to be fetched.
	await npm(process.execPath, ['install', '--offline', '--prefix', nodes, tarball], {
		cwd: folder,
	});
	expect(packagesIn(nodes)).toEqual(['n8n-nodes-tiktok-shop-oms']);
}, 60_000);

it("installed by n8n's editor, which takes the peer dependencies out first, it brings no other package", async () => {
	const unpacked = join(folder, 'editor');
	mkdirSync(unpacked);
	const file = join(CHECKOUT, 'package.json');
	const { devDependencies, peerDependencies, ...rest } = JSON.parse(
		readFileSync(file, 'utf8'),
	) as Record<string, unknown>;
	expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(devDependencies).toBeDefined();
	writeFileSync(join(unpacked, 'package.json'), JSON.stringify(rest));
	await npm(
		process.execPath,
		['install', '--offline', '--install-strategy=shallow', '--package-lock=false'],
		{ cwd: unpacked },
	);
	expect(readdirSync(unpacked)).toEqual(['package.json']);
}, 60_000);
