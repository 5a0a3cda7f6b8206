import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { inputCount, outputCount, unknownParameters } from './nodeShape';
import { own, type Template } from './templateFile';

/** The templates of commit 62cb872, as users have imported them. */
const FOLDER = resolve(__dirname, '..', 'fixtures', 'templates-62cb872');
const templates = readdirSync(FOLDER).map((file): [string, Template] => [
	file,
	JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Template,
]);
const nodes = templates.flatMap(([file, { nodes: all }]) =>
	all
		.filter(({ type }) => type.startsWith('n8n-nodes-tiktok-shop-oms.'))
		.map((node) => [`${file}: ${node.name}`, node] as const),
);
const versionsOf = ({ version }: INodeTypeDescription): number[] => [version].flat();

/** Chosen values that the node does not offer any more. */
function goneChoices(
	parameters: INodeParameters,
	properties: readonly INodeProperties[],
): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const named = properties.filter((property) => property.name === name);
		const inner = named.flatMap(({ type, options = [] }) => {
			if (type === 'collection') return options as INodeProperties[];
			if (type !== 'fixedCollection') return [];
			return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
		});
		if (inner.length > 0 && typeof value === 'object' && value !== null) {
			const groups = Object.values(value).flat() as unknown[];
			const all = [value, ...groups.filter((group) => typeof group === 'object' && group !== null)];
			return all.flatMap((each) => goneChoices(each as INodeParameters, inner));
		}
		const offered = named
			.filter(({ type }) => type === 'options')
			.flatMap(({ options = [] }) =>
				(options as INodePropertyOptions[]).map((option) => option.value),
			);
		const isChoice = offered.length > 0 && typeof value === 'string' && !value.startsWith('=');
		return isChoice && !offered.includes(value) ? [`${name}: ${value}`] : [];
	});
}

it('all ten templates of 62cb872 are here, with nodes of ours', () => {
	expect(templates).toHaveLength(10);
	expect(nodes).toHaveLength(19);
});

describe.each(nodes)('%s, as it was imported', (_, node: INode) => {
	const description = own.get(node.type) as INodeTypeDescription;

	it('is still a node of this package, in its version', () => {
		expect(own.has(node.type)).toBe(true);
		expect(versionsOf(description)).toContain(node.typeVersion);
	});

	it('has only parameters and choices that the node still has', () => {
		const parameters = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		expect(unknownParameters(node.parameters, parameters ?? {})).toEqual([]);
		expect(goneChoices(node.parameters, description.properties)).toEqual([]);
	});

	it('has the inputs and outputs that its workflow connects', () => {
		const [, template] = templates.find(([, { nodes: all }]) => all.includes(node)) ?? [];
		const { main = [] } = template?.connections[node.name] ?? {};
		expect(main.length).toBeLessThanOrEqual(outputCount(node));
		const into = Object.values(template?.connections ?? {}).flatMap(({ main: outputs = [] }) =>
			outputs
				.flatMap((output) => output ?? [])
				.filter((connection) => connection.node === node.name),
		);
		const highest = Math.max(-1, ...into.map(({ index }) => index));
		expect(highest).toBeLessThan(Math.max(1, inputCount(node)));
	});
});
