const BLOCK = /<!-- generated: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g;

/**
 * A page with the present text in each of its generated blocks:
 *
 *     <!-- generated: NAME -->
 *     …
 *     <!-- end -->
 *
 * @param blocks  text by the name of the block
 * @throws Error when the page has a block that no text is made for
 */
export function withBlocks(page: string, blocks: Readonly<Record<string, string>>): string {
	return page.replace(BLOCK, (_, name: string) => {
		const text = blocks[name];
		if (text === undefined) throw new Error(`Nothing generates the block "${name}".`);
		return `<!-- generated: ${name} -->\n\n${text}\n\n<!-- end -->`;
	});
}

/** Names of the generated blocks of a page. */
export function blocksIn(page: string): string[] {
	return [...page.matchAll(BLOCK)].map(([, name]) => name);
}
