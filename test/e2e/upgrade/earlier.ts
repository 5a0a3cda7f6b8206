import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { npm, run } from '../../support/n8n/run';

const CHECKOUT = resolve(__dirname, '..', '..', '..');

/** The version before: nothing was ever published, so it is the commit whose templates and stored data the other tests of an update use. */
export const EARLIER = '62cb872';

/** Its templates, as users have imported them. */
export const EARLIER_TEMPLATES = join(CHECKOUT, 'test', 'fixtures', `templates-${EARLIER}`);

/**
 * Builds and packs the version before, with the tools of this checkout.
 *
 * @param folder  where it may write
 * @returns       path of the tarball; undefined in a shallow clone, which does not have that commit
 */
export async function packEarlier(folder: string): Promise<string | undefined> {
	const archive = join(folder, 'earlier.tar');
	const source = join(folder, 'earlier');
	const inCheckout = { cwd: CHECKOUT };
	try {
		await run('git', ['cat-file', '-e', `${EARLIER}^{commit}`], inCheckout);
	} catch {
		return undefined;
	}
	await run('git', ['archive', `--output=${archive}`, EARLIER], inCheckout);
	mkdirSync(source);
	await run('tar', ['-xf', archive, '-C', source], { cwd: folder });
	symlinkSync(join(CHECKOUT, 'node_modules'), join(source, 'node_modules'));
	await npm(process.execPath, ['run', 'build'], { cwd: source });
	const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
	await npm(process.execPath, args, { cwd: source });
	const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (!tarball || !existsSync(join(source, 'dist'))) throw new Error(`${EARLIER} was not packed.`);
	return join(folder, tarball);
}
