import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { exceptionTables } from './exceptionTables';
import { liveCheckTables } from './liveCheckTables';
import { nodePages } from './nodePages';
import { ruleColumns } from './ruleColumns';

const ROOT = join(__dirname, '..', '..');

/** Every generated block of the pages. Another maker of blocks is added here. */
export function generatedBlocks(): Record<string, string> {
	return { ...exceptionTables(), ...nodePages(), ...ruleColumns(), ...liveCheckTables() };
}

/** The pages that may have generated blocks, by path, as they stand. */
export function pages(): Map<string, string> {
	const docs = readdirSync(join(ROOT, 'docs'), { encoding: 'utf8', recursive: true })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(ROOT, 'docs', name));
	return new Map(
		[join(ROOT, 'README.md'), ...docs].map((path) => [path, readFileSync(path, 'utf8')]),
	);
}
