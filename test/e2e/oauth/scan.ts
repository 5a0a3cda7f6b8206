import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import type { Instance } from '../../support/n8n/instance';
import { run } from '../../support/n8n/run';

const DUMP = resolve(__dirname, 'dumpDatabase.mjs');

/** A place in which n8n keeps or writes something. */
export interface Place {
	name: string;
	content: Buffer;
}

/**
 * All that n8n stored and logged: every file below its user folder except installed packages, as raw bytes, and each
 * table of its database as text, because a long value lies in several pages of the file.
 */
export async function everythingWritten({ userFolder, installation }: Instance): Promise<Place[]> {
	const files = filesBelow(userFolder).map((path) => ({
		name: relative(userFolder, path),
		content: readFileSync(path),
	}));
	const { program, env } = installation.node;
	const database = join(userFolder, '.n8n', 'database.sqlite');
	const options = { cwd: userFolder, env: { ...env, NODE_NO_WARNINGS: '1' } };
	const dump = await run(program, [DUMP, database], options);
	return [...files, { name: 'tables of the database', content: Buffer.from(dump) }];
}

/** Where each text was found, in plain or as part of a base64 text; never the text itself. */
export function placesOf(texts: readonly string[], places: readonly Place[]): string[] {
	return places.flatMap(({ name, content }) => {
		const found = texts.filter((text) => formsOf(text).some((form) => content.includes(form)));
		return found.length === 0 ? [] : [`${found.length} in ${name}`];
	});
}

/** The text as it stands, and the part of its base64 that is the same whatever stands around it. */
function formsOf(text: string): string[] {
	const encoded = [0, 1, 2].map((before) => {
		const bytes = Buffer.from(`${'\0'.repeat(before)}${text}`);
		const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
		return before === 0 ? whole : whole.slice(4);
	});
	return [text, ...encoded];
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
		return entry.isFile() ? [path] : [];
	});
}
