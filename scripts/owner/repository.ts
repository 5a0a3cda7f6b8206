import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { name as packageName } from '../../package.json';
import { OWNER } from './facts';
import { placesIn, type OwnerPlace } from './places';

export const ROOT = resolve(__dirname, '..', '..');

/** Neither tests nor the lock file are read by anybody who looks for the owner; `owner.json` is the source. */
const NOT_PLACES = /^(?:test\/|scripts\/owner\/|package-lock\.json$)/;

/** Every place of the repository that names the owner; of files that are not committed yet, too. */
export function ownerPlaces(): OwnerPlace[] {
	const listed = execFileSync(
		'git',
		['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
		{ cwd: ROOT, encoding: 'utf8' },
	);
	// A deleted file is listed until it is committed, and a link to the modules of another checkout as well.
	const isFile = (file: string) =>
		statSync(join(ROOT, file), { throwIfNoEntry: false })?.isFile() === true;
	const files = listed.split('\n').filter((file) => !NOT_PLACES.test(file) && isFile(file));
	const repositories = [...new Set([packageName, OWNER.repository])];
	return files.flatMap((file) =>
		placesIn(file, readFileSync(join(ROOT, file), 'utf8'), repositories),
	);
}
