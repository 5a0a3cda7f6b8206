import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { npm } from './run';

const CHECKOUT = resolve(__dirname, '..', '..', '..');

/**
 * Builds the package and packs it as it would be published, into a folder that goes with this process. `PACKAGE_TARBALL` names
 * one that was packed already.
 *
 * @returns  path of the tarball
 */
export async function packPackage(): Promise<string> {
	const packed = process.env.PACKAGE_TARBALL;
	if (packed) return resolve(packed);
	return await buildAndPack();
}

async function buildAndPack(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-package-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	await npm(process.execPath, ['run', 'build'], { cwd: CHECKOUT });
	const packed = await npm(
		process.execPath,
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: CHECKOUT },
	);
	const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('['))) as [{ filename: string }];
	return join(folder, filename);
}
