import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { npm } from '../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');

let clone: string;

/** A fresh clone with npm's settings of this one, in which building leaves one file. */
beforeEach(() => {
	clone = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-publish-'));
	cpSync(join(CHECKOUT, '.npmrc'), join(clone, '.npmrc'));
	const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));
	writeFileSync(join(clone, 'build.js'), "require('fs').cpSync('build.js', 'dist/built.js')");
	manifest.scripts.build = 'node build.js';
	writeFileSync(join(clone, 'package.json'), JSON.stringify(manifest));
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** `--force` leaves out the question to the registry whether the version is there already. */
const publish = async () =>
	await npm(process.execPath, ['publish', '--dry-run', '--force', '--offline', '--json'], {
		cwd: clone,
	});

it('npm publish in a fresh clone builds before it packs, although the scripts of packages are off here', async () => {
	expect(await publish()).toContain('dist/built.js');
}, 60_000);

it('npm publish publishes nothing when the build fails', async () => {
	writeFileSync(join(clone, 'build.js'), 'process.exit(3)');
	await expect(publish()).rejects.toThrow(/ended with/);
	expect(existsSync(join(clone, 'dist'))).toBe(false);
}, 60_000);
