import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { LingxingOms } from '../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';

const ROOT = resolve(__dirname, '..', '..');

/** The operations in bold in the first column of a table: `**Order > Get**`. */
function listed(page: string): string[] {
	const text = readFileSync(join(ROOT, 'docs', 'nodes', page), 'utf8');
	return [...text.matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(([, operation]) => operation);
}

/** The same of the node itself. */
function offered({ properties }: INodeTypeDescription): string[] {
	const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
	return (resources as INodePropertyOptions[]).flatMap((resource) =>
		properties
			.filter(
				({ name, displayOptions }) =>
					name === 'operation' &&
					displayOptions?.show?.resource?.includes(resource.value as string),
			)
			.flatMap(({ options }) =>
				(options as INodePropertyOptions[]).map(({ name }) => `${resource.name} > ${name}`),
			),
	);
}

it.each([
	['tiktok-shop.md', new TikTokShop()],
	['lingxing-oms.md', new LingxingOms()],
])('the page %s lists the operations of its node, all of them and no other', (page, node) => {
	const operations = offered(node.description);
	expect(operations.length).toBeGreaterThan(5);
	expect(listed(page).sort()).toEqual(operations.sort());
});
