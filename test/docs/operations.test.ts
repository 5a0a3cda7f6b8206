import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { LingxingOms } from '../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';

const ROOT = resolve(__dirname, '..', '..');

/** What the README's chapter "The nodes" says of a node. */
function section(node: string): string {
	const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
	const [, found] = readme.split(`\n### ${node}\n`);
	return found.split('\n### ')[0];
}

/** The list of operations in words: "Order: Get, Get Many · Package: Get", without what stands in brackets. */
function listed(heading: string): string[] {
	const list = section(heading)
		.trim()
		.split('\n\n')[0]
		.split('. ')[0]
		.replace(/\s*\([^)]*\)/g, '')
		.replace(/\.$/, '');
	return list.split('·').flatMap((each) => {
		const [resource, operations] = each.replace(/\s+/g, ' ').trim().split(': ');
		return operations.split(', ').map((operation) => `${resource}: ${operation}`);
	});
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
				(options as INodePropertyOptions[]).map(({ name }) => `${resource.name}: ${name}`),
			),
	);
}

it.each([
	['TikTok Shop', new TikTokShop()],
	['Lingxing OMS', new LingxingOms()],
])('the README lists the operations of %s, all of them and no other', (heading, node) => {
	const operations = offered(node.description);
	expect(operations.length).toBeGreaterThan(5);
	expect(listed(heading).sort()).toEqual(operations.sort());
});
