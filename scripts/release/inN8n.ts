import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Checks } from '../../test/support/checks';
import { N8nApi, type Workflow } from '../../test/support/n8n/api';
import { ensureN8n } from '../../test/support/n8n/install';
import { offeredTypes, storedWorkflows } from '../../test/support/n8n/offered';
import { installPackage, startN8n } from '../../test/support/n8n/process';
import type { N8nRelease } from '../../test/support/n8n/releases';

const LOGIN = { email: 'demo@example.com', password: 'Demo-password-1' };

interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** Installs the tarball into a fresh n8n as docs/install.md says, and looks at what the editor then has. */
export async function tryInN8n(
	release: N8nRelease,
	tarball: string,
	unpacked: string,
	checks: Checks,
): Promise<void> {
	const n8n = await ensureN8n(release);
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-dry-'));
	try {
		await installPackage(n8n, userFolder, tarball);
		const running = await startN8n(n8n, userFolder);
		try {
			const api = new N8nApi(running.url);
			await api.signIn(LOGIN);
			await lookAtTypes(api, manifest, checks);
			await importTemplates(api, join(unpacked, 'dist', 'workflows-templates'), checks);
		} finally {
			await running.stop();
		}
	} finally {
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

async function lookAtTypes(api: N8nApi, { name, n8n }: Manifest, checks: Checks): Promise<void> {
	const { nodes, credentials } = await offeredTypes(api);
	const wanted = n8n.nodes.map((file) => typeName(file, name)).sort();
	const same = JSON.stringify([...nodes].sort()) === JSON.stringify(wanted);
	checks.that(`n8n offers the ${wanted.length} nodes of the package`, same, nodes);
	const missing = n8n.credentials
		.map((file) => typeName(file))
		.filter((each) => !credentials.includes(each));
	checks.that(
		`n8n offers its ${n8n.credentials.length} credentials`,
		missing.length === 0,
		missing,
	);
}

/** `dist/nodes/X/SkuMapping.node.js` is `<package>.skuMapping`. */
function typeName(file: string, packageName?: string): string {
	const base = (file.split('/').pop() as string).split('.')[0];
	const name = base[0].toLowerCase() + base.slice(1);
	return packageName ? `${packageName}.${name}` : name;
}

async function importTemplates(api: N8nApi, folder: string, checks: Checks): Promise<void> {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	const { all } = await offeredTypes(api);
	for (const file of files) {
		const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow;
		const unknown = template.nodes.map(({ type }) => type).filter((type) => !all.has(type));
		await api.createWorkflow(template);
		checks.that(`${file} is imported, with nodes that n8n knows`, unknown.length === 0, unknown);
	}
	const stored = await storedWorkflows(api);
	checks.that(
		`all ${files.length} templates are in n8n`,
		stored.length === files.length,
		stored.length,
	);
}
