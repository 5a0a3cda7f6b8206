import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { EXCEPTION_CODES } from '../../../nodes/shared/exceptions';

const ROOT = resolve(__dirname, '..', '..', '..');
const FOLDER = join(ROOT, 'nodes', 'TikTokShop', 'fulfillment');

/** Cause and cure of each code in docs/exceptions.md. */
function explanations(): Map<string, [cause: string, cure: string]> {
	const page = readFileSync(join(ROOT, 'docs', 'exceptions.md'), 'utf8');
	const rows = page.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| (?:yes|no) \|/gm);
	return new Map([...rows].map(([, code, cause, cure]) => [code, [cause, cure]]));
}

it('every exception code this node gives has a line in the docs: cause, what the user does', () => {
	const source = readdirSync(FOLDER, { encoding: 'utf8', recursive: true })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(FOLDER, file), 'utf8'))
		.join('\n');
	const given = EXCEPTION_CODES.filter((code) => source.includes(`'${code}'`));
	expect(given.length).toBeGreaterThan(10);
	const documented = explanations();
	expect(given.filter((code) => !documented.has(code))).toEqual([]);
});
