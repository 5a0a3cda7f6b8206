import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { OWNER } from './owner/facts';
import { disagreements, placeholders, withOwner, type OwnerPlace } from './owner/places';
import { ownerPlaces, ROOT } from './owner/repository';

/**
 * Ends with 1 while a place of the repository names nobody, or somebody else than `scripts/owner/owner.json`:
 * `npm run check:owner`. With `--write` it first writes what `owner.json` says into all places: `npm run write:owner`.
 * In a dry run of npm, which publishes nothing, it only tells.
 */
function main(): void {
	if (process.argv.includes('--write')) write(ownerPlaces());
	const places = ownerPlaces();
	const wrong = disagreements(places, OWNER);
	const nobody = placeholders(places);
	if (wrong.length + nobody.length === 0) {
		console.log(`The owner is named at ${places.length} places, everywhere the same.`);
		return;
	}
	show('Not what scripts/owner/owner.json says; npm run write:owner mends it', wrong);
	show('Placeholders; put the owner into scripts/owner/owner.json (docs/releasing.md)', nobody);
	if (process.env.npm_config_dry_run === 'true') {
		console.error('This is a dry run. A release stops here.');
		return;
	}
	process.exitCode = 1;
}

function show(what: string, places: readonly string[]): void {
	if (places.length > 0) console.error(`${what}:\n${places.map((each) => `  ${each}\n`).join('')}`);
}

function write(places: readonly OwnerPlace[]): void {
	for (const file of new Set(places.map((place) => place.file))) {
		const text = readFileSync(join(ROOT, file), 'utf8');
		const ofFile = places.filter((place) => place.file === file);
		const written = withOwner(text, ofFile, OWNER);
		if (written === text) continue;
		writeFileSync(join(ROOT, file), written);
		console.log(`wrote ${file}`);
	}
}

main();
