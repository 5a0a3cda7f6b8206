import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { EXCEPTION_CODES } from '../../../nodes/shared/exceptions';

const ROOT = resolve(__dirname, '..', '..', '..');
const FOLDER = join(ROOT, 'nodes', 'TikTokShop', 'fulfillment');

/** The chapter "Send tracking back" of the README. */
function chapter(): string {
	const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
	return readme.split('\n## ').find((each) => each.startsWith('Send tracking back')) ?? '';
}

it('every exception code this node gives has a line in the docs: cause, what the user does', () => {
	const source = readdirSync(FOLDER, { encoding: 'utf8', recursive: true })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(FOLDER, file), 'utf8'))
		.join('\n');
	const given = EXCEPTION_CODES.filter((code) => source.includes(`'${code}'`));
	expect(given.length).toBeGreaterThan(10);
	const documented = [...chapter().matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
	expect(given.filter((code) => !documented.includes(code))).toEqual([]);
});
