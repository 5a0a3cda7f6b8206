import { join, resolve } from 'node:path';

import { npm } from './n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..');

/**
 * Builds the package and packs it as it would be published.
 *
 * @param folder  where the tarball goes
 * @returns       path of the tarball
 */
export async function packPackage(folder: string): Promise<string> {
	await npm(process.execPath, ['run', 'build'], { cwd: CHECKOUT });
	const packed = await npm(
		process.execPath,
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: CHECKOUT },
	);
	const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('['))) as [{ filename: string }];
	return join(folder, filename);
}
