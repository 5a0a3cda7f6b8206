import { name as packageName } from '../../../package.json';
import type { N8nApi, Workflow } from './api';

/** What the editor offers. */
export interface OfferedTypes {
	/** Node types of this package, by their names in workflows; the forms for AI agents, which n8n makes itself, are left out. */
	nodes: string[];
	credentials: string[];
	/** Every node type, of n8n too. */
	all: ReadonlySet<string>;
}

/** The types that n8n has loaded, as its editor reads them. */
export async function offeredTypes(api: N8nApi): Promise<OfferedTypes> {
	const namesIn = async (file: string): Promise<string[]> => {
		const types = JSON.parse(await api.page(`${api.url}/types/${file}`)) as Array<{ name: string }>;
		return [...new Set(types.map(({ name }) => name))];
	};
	const all = await namesIn('nodes.json');
	const own = all.filter((name) => name.startsWith(`${packageName}.`) && !name.endsWith('Tool'));
	return { nodes: own, credentials: await namesIn('credentials.json'), all: new Set(all) };
}

export async function storedWorkflows(api: N8nApi): Promise<Array<Workflow & { id: string }>> {
	return await api.call('GET', '/workflows');
}
