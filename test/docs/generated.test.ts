import { relative, join } from 'node:path';

import { blocksIn, withBlocks } from '../../scripts/docs/blocks';
import { generatedBlocks, pages } from '../../scripts/docs/generated';

const ROOT = join(__dirname, '..', '..');
const blocks = generatedBlocks();
const all = [...pages()].map(([path, page]) => [relative(ROOT, path), page] as const);

it.each(all.filter(([, page]) => page.includes('<!-- generated:')))(
	'%s has its generated tables as the code has them (npm run generate:docs)',
	(_, page) => {
		expect(blocksIn(page)).not.toEqual([]);
		expect(page).toBe(withBlocks(page, blocks));
	},
);

it('every generated table stands in a page', () => {
	const placed = all.flatMap(([, page]) => blocksIn(page));
	expect(Object.keys(blocks).filter((name) => !placed.includes(name))).toEqual([]);
});

it('a page with a block that nothing generates is refused', () => {
	const page = '<!-- generated: other -->\n<!-- end -->\n';
	expect(() => withBlocks(page, blocks)).toThrow('Nothing generates the block "other".');
});
