import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { cleanEnvironment, run } from '../../support/n8n/run';
import type { Instance } from '../../support/n8n/instance';
import { freePort } from '../../support/n8n/process';

const README = resolve(__dirname, '..', '..', '..', 'README.md');
const STEPS = /## Six steps to the first order\n([\s\S]*?)\n## /;
const BLOCK = /^ *```sh\n([\s\S]*?)^ *```$/gm;

/** The six steps, as the README has them. */
export function steps(): string {
	const [, text] = STEPS.exec(readFileSync(README, 'utf8')) ?? [];
	if (text === undefined) throw new Error('The README has no six steps to the first order.');
	return text;
}

/** Their commands, a text for each block. */
export function commandBlocks(): string[] {
	return [...steps().matchAll(BLOCK)].map(([, block]) => block);
}

/** Runs a block as it stands in the README, in a shell of the machine of n8n. */
export async function runCommands(
	{ installation, userFolder }: Instance,
	block: string,
): Promise<string> {
	const { node, program } = installation;
	const script = `set -e\nn8n() { "${node.program}" "${program}" "$@"; }\n${block}`;
	const env = {
		...cleanEnvironment(),
		...node.env,
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
		// Another n8n runs beside the command.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
	};
	return await run('sh', ['-c', script], { cwd: userFolder, env });
}
