import { basename, join, resolve } from 'node:path';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { n8n, name as packageName } from '../../package.json';

const ROOT = resolve(__dirname, '..', '..');

/** Descriptions of all nodes the package lists, by the type a workflow names them with. */
export function packageNodes(): Map<string, INodeTypeDescription> {
	return new Map(
		n8n.nodes.map((file) => {
			const source = file.replace(/^dist\//, '').replace(/\.js$/, '');
			const className = basename(source, '.node');
			const module = require(join(ROOT, source)) as Record<string, new () => INodeType>;
			const { description } = new module[className]();
			return [`${packageName}.${description.name}`, description];
		}),
	);
}
