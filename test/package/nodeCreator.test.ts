import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';

const CHECKOUT = resolve(__dirname, '..', '..');

interface Codex {
	node: string;
	categories: string[];
	alias?: string[];
	resources: { primaryDocumentation: Array<{ url: string }> };
}

const { name: PACKAGE, n8n } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as {
	name: string;
	n8n: { nodes: string[] };
};

const sources = n8n.nodes.map((file) =>
	join(CHECKOUT, file.replace(/^dist\//, '').replace(/\.js$/, '')),
);

async function descriptionOf(source: string) {
	const loaded = (await import(`${source}.ts`)) as Record<string, new () => INodeType>;
	const [name] = basename(source).split('.');
	return new loaded[name]().description;
}

const codexOf = (source: string) => JSON.parse(readFileSync(`${source}.json`, 'utf8')) as Codex;

/** The words n8n's node creator searches. */
async function found(word: string): Promise<string[]> {
	const names = await Promise.all(
		sources.map(async (source) => {
			const { displayName } = await descriptionOf(source);
			const words = [displayName, ...(codexOf(source).alias ?? [])];
			const finds = words.some((text) => text.toLowerCase().includes(word));
			return finds ? [displayName] : [];
		}),
	);
	return names.flat().sort();
}

it.each(sources.map((source) => [basename(source), source]))(
	'%s is in a category of the node creator and leads to its page',
	async (_name, source) => {
		const codex = codexOf(source);
		expect(codex.node).toBe(`${PACKAGE}.${(await descriptionOf(source)).name}`);
		expect(codex.categories).not.toEqual([]);
		const [{ url }] = codex.resources.primaryDocumentation;
		expect(existsSync(join(CHECKOUT, url.slice(url.indexOf('/docs/'))))).toBe(true);
	},
);

const ON_THE_WAY = ['SKU Mapping', 'TikTok Shop Fulfillment'];
const OF_TIKTOK_SHOP = ['TikTok Shop', 'TikTok Shop OAuth Bridge', 'TikTok Shop Trigger'];
const OF_THE_OMS = ['Lingxing OMS', 'Lingxing OMS Trigger'];

it.each([
	['tiktok', [...OF_TIKTOK_SHOP, ...ON_THE_WAY]],
	['lingxing', [...OF_THE_OMS, ...ON_THE_WAY]],
	['niwo', [...OF_THE_OMS, ...ON_THE_WAY]],
	['领星', OF_THE_OMS],
	['sku', ['SKU Mapping']],
])('a search for %s finds every node of that road', async (word, names) => {
	expect(await found(word)).toEqual([...names].sort());
});

/** A text field that is empty at first, and the same inside collections. */
function emptyFields(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		...(property.type === 'string' && property.default === '' ? [property] : []),
		...(property.options ?? []).flatMap((option) => {
			if ('values' in option) return emptyFields(option.values);
			return 'type' in option ? emptyFields([option]) : [];
		}),
	]);
}

it.each(sources.map((source) => [basename(source), source]))(
	'%s shows an example in every empty field for IDs, codes, SKUs and numbers',
	async (_name, source) => {
		const { properties } = await descriptionOf(source);
		const bare = emptyFields(properties)
			.filter(({ displayName }) => /\b(?:IDs?|Codes?|SKUs?|Number)\b/.test(displayName))
			.filter(({ placeholder }) => !placeholder)
			.map(({ name }) => name);
		expect(bare).toEqual([]);
	},
);
