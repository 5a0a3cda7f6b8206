import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { packPackage } from '../../test/support/n8n/package';
import { cleanEnvironment, npm, run } from '../../test/support/n8n/run';

const ROOT = resolve(__dirname, '..', '..');

export interface Packed {
	/** The folder that was packed. */
	source: string;
	tarball: string;
	/** Files that `npm publish` would publish; only of a clone. */
	published?: string[];
}

/** Builds and packs what is in this checkout, committed or not; `PACKAGE_TARBALL` names what was packed already. */
export async function packTree(): Promise<Packed> {
	return { source: ROOT, tarball: await packPackage() };
}

/** Clones this repository, installs as CI does, and does all of a publication but the publication. */
export async function packClone(folder: string, print: (line: string) => void): Promise<Packed> {
	const source = join(folder, 'clone');
	await run('git', ['clone', '--quiet', '--no-local', ROOT, source], { cwd: folder });
	print('  npm ci (minutes) …');
	await npm(process.execPath, ['ci', '--no-audit', '--no-fund'], { cwd: source });
	print('  npm publish --dry-run, with all of its checks (minutes) …');
	const told = await npm(
		process.execPath,
		['publish', '--dry-run', '--json', '--offline', '--force'],
		{ cwd: source, env: cleanEnvironment() },
	);
	return { source, tarball: await pack(source, folder), published: filesOf(told) };
}

/** npm's JSON stands behind what the scripts have printed. */
function filesOf(told: string): string[] {
	const start = /^\{$/m.exec(told)?.index ?? -1;
	if (start < 0) throw new Error(`npm publish --dry-run said nothing that can be read:\n${told}`);
	const [{ files }] = Object.values(
		JSON.parse(told.slice(start)) as Record<string, { files: Array<{ path: string }> }>,
	);
	return files.map(({ path }) => path);
}

async function pack(source: string, folder: string): Promise<string> {
	const into = join(folder, 'packed');
	mkdirSync(into, { recursive: true });
	const told = await npm(
		process.execPath,
		['pack', '--silent', '--ignore-scripts', '--pack-destination', into],
		{ cwd: source },
	);
	return join(into, told.trim().split('\n').pop() as string);
}

/** @returns the folder with the files of the package */
export async function unpack(tarball: string, folder: string): Promise<string> {
	const into = join(folder, 'unpacked');
	mkdirSync(into);
	await run('tar', ['-xzf', tarball, '-C', into], { cwd: folder });
	return join(into, 'package');
}
