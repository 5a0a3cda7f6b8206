import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { interrupted } from '../interrupt';
import { cacheRoot, isComplete, markComplete, unmark, withLock } from './cache';
import { ensureNode24, type NodeRuntime } from './node24';
import { installProgress } from './progress';
import type { N8nRelease } from './releases';
import { npm } from './run';

export interface N8nInstallation {
	version: string;
	program: string;
	node: NodeRuntime;
}

/**
 * A real n8n in the cache folder, installed once for each release.
 *
 * `--ignore-scripts` because packages n8n does not need to start download prebuilt files that are not on the registry;
 * of those with scripts only sqlite3 is needed, so only that one is built. Interrupted or broken installations are
 * repaired: packages already downloaded come from npm's own cache.
 */
export async function ensureN8n(release: N8nRelease): Promise<N8nInstallation> {
	const { version } = release;
	const node = await ensureNode24();
	const folder = join(cacheRoot(), `n8n-${version}`);
	if (!(isComplete(folder) && packagesComplete(folder, version) && sqliteWorks(folder, node))) {
		await withLock(folder, async () => await install(release, folder, node));
	}
	const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	return { version, program, node };
}

/** Does what is lacking; an installation that only lacks its marker is marked. */
async function install(release: N8nRelease, folder: string, node: NodeRuntime): Promise<void> {
	unmark(folder);
	if (!packagesComplete(folder, release.version)) await installPackages(release, folder, node);
	if (!sqliteWorks(folder, node)) await buildSqlite(folder, node);
	markComplete(folder, { n8n: release.version, node: node.version });
}

async function installPackages(
	{ version, overrides }: N8nRelease,
	folder: string,
	node: NodeRuntime,
): Promise<void> {
	console.log(`Installing n8n ${version} (once, 2–3 GB, 2–6 minutes) into ${folder} …`);
	await removeRemains(join(folder, 'node_modules'));
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, dependencies: { n8n: version }, overrides }),
	);
	await npm(
		node.program,
		[
			'install',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
			'--ignore-scripts',
			'--prefer-offline',
		],
		{
			cwd: folder,
			env: node.env,
			onTick: (seconds) => console.log(`  … ${seconds} s, ${installProgress(folder)}`),
		},
	);
	if (!packagesComplete(folder, version)) {
		throw new Error(`n8n ${version} is not complete in ${folder}. Run again to repair it.`);
	}
}

/** Half-written files of npm cannot be recognized, so none are kept. */
async function removeRemains(folder: string): Promise<void> {
	if (!existsSync(folder)) return;
	console.log('  removing what an earlier installation left, about a minute …');
	await rm(folder, { recursive: true, force: true });
	interrupted.throwIfAborted();
}

async function buildSqlite(folder: string, node: NodeRuntime): Promise<void> {
	console.log('Building the database module of n8n (once, about 2 minutes) …');
	try {
		await npm(node.program, ['rebuild', 'sqlite3', '--no-ignore-scripts'], {
			cwd: folder,
			env: node.env,
			onTick: (seconds) => console.log(`  … compiling, ${seconds} s of about 120`),
		});
	} catch (error) {
		throw new Error(
			`sqlite3 could not be built. It needs Python 3, make and a C++ compiler on this machine.\n${(error as Error).message}`,
		);
	}
	if (!sqliteWorks(folder, node)) {
		throw new Error(`sqlite3 in ${folder} does not load. Delete the folder and run again.`);
	}
}

/** npm writes `.package-lock.json` when everything is unpacked; what it lists must still be there. */
function packagesComplete(folder: string, version: string): boolean {
	const modules = join(folder, 'node_modules');
	try {
		const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
		const { packages } = lock as { packages: Record<string, { version?: string }> };
		return (
			packages['node_modules/n8n'].version === version &&
			existsSync(join(modules, 'n8n', 'bin', 'n8n')) &&
			Object.keys(packages).every((path) => existsSync(join(folder, path, 'package.json')))
		);
	} catch {
		return false;
	}
}

function sqliteWorks(folder: string, node: NodeRuntime): boolean {
	try {
		execFileSync(node.program, ['-e', 'require("sqlite3")'], { cwd: folder, stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}
