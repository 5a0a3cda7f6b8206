import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cacheRoot, isComplete, markComplete, withLock } from '../test/support/n8n/cache';
import { npm } from '../test/support/n8n/run';

/**
 * Packages that one check needs and nothing else, installed once into the cache folder, like n8n.
 *
 * @param tools  exact versions by name
 * @returns      the folder whose `node_modules` holds them
 */
export async function cachedTools(
	name: string,
	tools: Readonly<Record<string, string>>,
): Promise<string> {
	const folder = join(cacheRoot(), `${name}-${Object.values(tools).join('-')}`);
	if (isComplete(folder)) return folder;
	await withLock(folder, async () => {
		if (isComplete(folder)) return;
		mkdirSync(folder, { recursive: true });
		const manifest = { private: true, dependencies: tools };
		writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
		await npm(process.execPath, ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
			cwd: folder,
		});
		markComplete(folder, tools);
	});
	return folder;
}
