import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeHelpers, Workflow, type INode, type INodeParameters } from 'n8n-workflow';

import codex from '../../../nodes/SkuMapping/SkuMapping.node.json';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';

const type = new SkuMapping();
const FOLDER = resolve(__dirname, '..', '..', '..', 'nodes', 'SkuMapping');

function inputNames(parameters: INodeParameters): unknown[] {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: 'skuMapping',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const find = () => type;
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
	});
	return NodeHelpers.getNodeInputs(workflow, node, type.description).map((input) =>
		typeof input === 'string' ? input : input.displayName,
	);
}

describe('SKU Mapping in the editor', () => {
	it.each([
		['defineBelow', ['Orders']],
		['json', ['Orders']],
		['mappingInput', ['Orders', 'Mapping']],
	])('Mapping Source %s: inputs %j', (mappingSource, names) => {
		expect(inputNames({ mappingSource })).toEqual(names);
	});

	it('has the outputs Mapped and Exceptions', () => {
		expect(type.description.outputs).toHaveLength(2);
		expect(type.description.outputNames).toEqual(['Mapped', 'Exceptions']);
	});

	it('has its icons where it says, and a codex that names it', () => {
		const { light, dark } = type.description.icon as { light: string; dark: string };
		for (const file of [light, dark]) {
			expect(existsSync(join(FOLDER, file.replace(/^file:/, '')))).toBe(true);
		}
		expect(codex.node.split('.')[1]).toBe(type.description.name);
	});
});
