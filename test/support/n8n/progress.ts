import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of packages, those of a scope one by one. */
function packagesIn(modules: string): string[] {
	if (!existsSync(modules)) return [];
	return readdirSync(modules)
		.filter((name) => !name.startsWith('.'))
		.flatMap((name) =>
			name.startsWith('@')
				? readdirSync(join(modules, name)).map((each) => join(modules, name, each))
				: [join(modules, name)],
		);
}

/**
 * How far npm is with an installation, in words. npm makes the folders of all packages first and fills them then, `package.json` with the
 * rest, so the filled ones show how far it is.
 */
export function installProgress(folder: string): string {
	const packages = packagesIn(join(folder, 'node_modules'));
	if (packages.length === 0) return 'asking the registry for the list of packages';
	const filled = packages.filter((each) => existsSync(join(each, 'package.json'))).length;
	const percent = Math.floor((filled / packages.length) * 100);
	const count = (number: number): string => number.toLocaleString('en-US');
	return `${count(filled)} of ${count(packages.length)} packages unpacked (${percent} %)`;
}
