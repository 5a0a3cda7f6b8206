import { writeFileSync } from 'node:fs';

import { withBlocks } from './docs/blocks';
import { generatedBlocks, pages } from './docs/generated';

/** Writes the generated blocks of README.md and docs/: `npm run generate:docs`. A test compares them with the code. */
const blocks = generatedBlocks();
for (const [path, page] of pages()) {
	const written = withBlocks(page, blocks);
	if (written === page) continue;
	writeFileSync(path, written);
	console.log(`wrote ${path}`);
}
