import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { npm } from '../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');

let clone: string;

/** A fresh clone with npm's settings of this one, in which building leaves one file and every check passes. */
beforeEach(() => {
	clone = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-publish-'));
	for (const file of ['.npmrc', 'scripts/prepack.js'])
		cpSync(join(CHECKOUT, file), join(clone, file));
	writeFileSync(join(clone, 'build.js'), "require('fs').cpSync('build.js', 'dist/built.js')");
	withScripts({
		build: 'node build.js',
		...Object.fromEntries(CHECKS.map((check) => [check, 'node --version'])),
	});
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

const CHECKS = ['check:owner', 'lint', 'typecheck', 'check:package'];

/** The manifest of this checkout with other scripts. */
function withScripts(scripts: Record<string, string>): void {
	const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));
	manifest.scripts = { ...manifest.scripts, ...scripts };
	writeFileSync(join(clone, 'package.json'), JSON.stringify(manifest));
}

/** `--force` leaves out the question to the registry whether the version is there already. */
const publish = async (...more: string[]) =>
	await npm(process.execPath, ['publish', '--dry-run', '--force', '--offline', '--json', ...more], {
		cwd: clone,
	});

/** npm leaves `prepublishOnly` out where the scripts of packages are off, and runs it itself where they are not. */
const WAYS = [[], ['--ignore-scripts=false']];

it('npm publish in a fresh clone builds before it packs, although the scripts of packages are off here', async () => {
	expect(await publish()).toContain('dist/built.js');
}, 60_000);

it('npm publish publishes nothing when the build fails', async () => {
	writeFileSync(join(clone, 'build.js'), 'process.exit(3)');
	await expect(publish()).rejects.toThrow(/ended with/);
	expect(existsSync(join(clone, 'dist'))).toBe(false);
}, 60_000);

it.each(CHECKS.flatMap((check) => WAYS.map((way) => [check, way] as const)))(
	'npm publish publishes nothing when %s fails %j',
	async (check, way) => {
		const passing = Object.fromEntries(CHECKS.map((each) => [each, 'node --version']));
		withScripts({ build: 'node build.js', ...passing, [check]: 'node -e "process.exit(4)"' });
		await expect(publish(...way)).rejects.toThrow(/ended with 4/);
	},
	60_000,
);
