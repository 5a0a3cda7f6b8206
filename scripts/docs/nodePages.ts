import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** With their endings: `TikTokShop.node` alone would be the JSON file beside it. */
const NODES = [
	'TikTokShop/TikTokShop',
	'TikTokShop/TikTokShopTrigger',
	'TikTokShop/TikTokShopFulfillment',
	'TikTokShop/TikTokShopOAuthBridge',
	'SkuMapping/SkuMapping',
	'LingxingOms/LingxingOms',
	'LingxingOms/LingxingOmsTrigger',
].map((path) => instanceIn<INodeType>(`nodes/${path}.node.ts`));
const CREDENTIALS = ['TikTokShopOAuth2Api', 'TikTokShopApi', 'LingxingOmsApi'].map((name) =>
	instanceIn<ICredentialType>(`credentials/${name}.credentials.ts`),
);

/** An instance of the class that a file is named after. */
function instanceIn<T>(file: string): T {
	const load = createRequire(__filename);
	const classes = load(join(ROOT, file)) as Record<string, new () => T>;
	return new classes[basename(file).split('.')[0]]();
}

/** n8n shows these fields of every OAuth2 credential under its own names. */
const SHOWN_BY_N8N: ReadonlyMap<string, string> = new Map([
	['tikTokShopOAuth2Api.clientId', 'Client ID'],
	['tikTokShopOAuth2Api.clientSecret', 'Client Secret'],
]);
/** Choose what to do, or say something: no parameters of their own. */
const NOT_LISTED: readonly string[] = ['resource', 'operation', 'notice', 'hidden', 'button'];

/**
 * The tables of the pages about nodes and credentials, made from their descriptions: `operations-NODE`, `parameters-NODE`,
 * `fields-CREDENTIAL`.
 */
export function nodePages(): Record<string, string> {
	const blocks: Record<string, string> = {};
	for (const { description } of NODES) {
		const { name, properties } = description;
		const operations = operationRows(properties);
		if (operations.length > 0) {
			blocks[`operations-${name}`] = table(['Operation', 'What it does'], operations);
		}
		const head = ['Parameter', 'Name in expressions', 'Of', 'As it comes', 'What it means'];
		blocks[`parameters-${name}`] = table(head, merged(parameterRows(properties)));
	}
	for (const { name, properties } of CREDENTIALS) {
		const shown = properties.filter(({ type }) => type !== 'hidden' && type !== 'notice');
		const rows = shown.map((field) => [
			SHOWN_BY_N8N.get(`${name}.${field.name}`) ?? field.displayName,
			defaultOf(field),
			meaningOf(field),
		]);
		blocks[`fields-${name}`] = table(['Field', 'As it comes', 'What it means'], rows);
	}
	return blocks;
}

function operationRows(properties: readonly INodeProperties[]): string[][] {
	const resources = optionsOf(properties.find(({ name }) => name === 'resource'));
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) => {
			const [resource] = property.displayOptions?.show?.resource ?? [];
			const named = resources.find(({ value }) => value === resource)?.name;
			return optionsOf(property).map(({ name, description = '' }) => [
				`**${[named, name].filter(Boolean).join(' > ')}**`,
				description,
			]);
		});
}

function parameterRows(properties: readonly INodeProperties[]): string[][] {
	return properties
		.filter(({ name, type }) => !NOT_LISTED.includes(name) && !NOT_LISTED.includes(type))
		.flatMap((property) => [
			rowOf(property, operationsOf(property, properties)),
			...choicesIn(property).map((choice) => rowOf(choice, `${property.displayName}`)),
		]);
}

/** One row for a parameter that several operations have alike. */
function merged(rows: readonly string[][]): string[][] {
	const byRest = new Map<string, string[]>();
	for (const [displayName, name, of, ...others] of rows) {
		const key = JSON.stringify([displayName, name, others]);
		const known = byRest.get(key);
		if (known) known[2] = [known[2], of].filter(Boolean).join(', ');
		else byRest.set(key, [displayName, name, of, ...others]);
	}
	return [...byRest.values()];
}

function rowOf(property: INodeProperties, of: string): string[] {
	const { displayName, name } = property;
	return [displayName, `\`${name}\``, of, defaultOf(property), meaningOf(property)];
}

/** What a collection can hold. */
function choicesIn({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** The operations that show a parameter; empty for all. */
function operationsOf(
	{ displayOptions }: INodeProperties,
	properties: readonly INodeProperties[],
): string {
	const { resource = [], operation = [] } = displayOptions?.show ?? {};
	const resources = optionsOf(properties.find(({ name }) => name === 'resource'));
	const names = properties
		.filter(({ name }) => name === 'operation')
		.filter((property) => {
			const [own] = property.displayOptions?.show?.resource ?? [];
			return resource.length === 0 || own === undefined || resource.includes(own);
		})
		.flatMap((property) => {
			const [own] = property.displayOptions?.show?.resource ?? [];
			const named = resources.find(({ value }) => value === own)?.name;
			return optionsOf(property)
				.filter(({ value }) => operation.includes(value))
				.map(({ name }) => [named, name].filter(Boolean).join(' > '));
		});
	return names.join(', ');
}

function optionsOf(property: INodeProperties | undefined): INodePropertyOptions[] {
	return (property?.options ?? []) as INodePropertyOptions[];
}

function defaultOf({ type, default: value, options = [] }: INodeProperties): string {
	if (type === 'options') {
		const chosen = (options as INodePropertyOptions[]).find((option) => option.value === value);
		if (chosen) return chosen.name;
	}
	if (type === 'boolean') return value === true ? 'on' : 'off';
	if (type === 'resourceLocator' || type === 'collection' || type === 'fixedCollection') return '';
	if (Array.isArray(value)) return value.join(', ');
	if (typeof value === 'object') return '';
	const text = String(value ?? '');
	return text.startsWith('=') ? 'an expression' : text;
}

function meaningOf({ type, hint = '', description = hint, options = [] }: INodeProperties): string {
	const choices =
		type === 'options' || type === 'multiOptions'
			? (options as INodePropertyOptions[]).map(({ name }) => name).filter(Boolean)
			: [];
	const end = description === '' || /[.?]$/.test(description) ? '' : '.';
	const list = choices.length > 0 && choices.length <= 12 ? `Choices: ${choices.join(', ')}.` : '';
	return [`${description}${end}`, list].filter(Boolean).join(' ');
}

function table(head: readonly string[], rows: readonly string[][]): string {
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell) => plain(cell)).join(' | ')} |`;
	return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Descriptions may hold HTML; a cell is one line. */
function plain(text: string): string {
	return text
		.replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '[$2]($1)')
		.replace(/<br\s*\/?>/g, ' ')
		.replace(/<\/?code>/g, '`')
		.replace(/<[^>]+>/g, '')
		.replace(/\s*\n\s*/g, ' ')
		.replaceAll('|', '\\|')
		.trim();
}
