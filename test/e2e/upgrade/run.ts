import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { name as packageName, version as newVersion } from '../../../package.json';
import { startSandbox } from '../../sandbox';
import type { N8nInstallation } from '../../support/n8n/install';
import { installPackage, startN8n, type RunningN8n } from '../../support/n8n/process';
import { npm } from '../../support/n8n/run';
import type { Part } from '../part';
import { EARLIER, packEarlier } from './earlier';
import { Flow } from './flow';

/** The warehouse ships only what a check tells it to. */
const PACE = { outboundStepMs: Number.POSITIVE_INFINITY };

/**
 * An update as people do it: n8n runs with the version before and its templates, is stopped, gets the new package with the command of
 * docs/install.md, and starts again. Workflows, credentials, tables and what the triggers remember are n8n's own, in its database.
 */
export async function runUpgrade(part: Part): Promise<void> {
	const { installation, tarball, checks, print } = part;
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-upgrade-'));
	const userFolder = join(folder, 'home');
	const sandbox = await startSandbox({ world: 'empty', autoAdvance: true, pace: PACE });
	let running: RunningN8n | undefined;
	try {
		print(`Building ${EARLIER} …`);
		const earlier = await packEarlier(folder);
		if (!earlier) {
			print(`SKIPPED: the update, because this clone does not have commit ${EARLIER}.`);
			return;
		}
		await installEarlier(installation, userFolder, earlier);
		running = await startN8n(installation, userFolder);
		const flow = new Flow(sandbox, checks);
		await flow.begin(running.url);
		await flow.runBefore();

		print('Stopping n8n, installing the new package in its place …');
		await running.stop();
		flow.happenMeanwhile();
		await installPackage(installation, userFolder, tarball);
		const { version } = manifestIn(userFolder);
		checks.that(`${newVersion} has taken the place of the version before`, version === newVersion);
		running = await startN8n(installation, userFolder);
		await flow.goOn(running.url);
		await flow.lookBack();
	} finally {
		await running?.stop();
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

/** Its peer dependency was not optional yet, and n8n has it anyway. */
async function installEarlier(
	{ node }: N8nInstallation,
	userFolder: string,
	tarball: string,
): Promise<void> {
	mkdirSync(userFolder, { recursive: true });
	const into = join(userFolder, '.n8n', 'nodes');
	await npm(node.program, ['install', '--legacy-peer-deps', '--prefix', into, tarball], {
		cwd: userFolder,
		env: node.env,
	});
}

function manifestIn(userFolder: string): { version: string } {
	const installed = join(userFolder, '.n8n', 'nodes', 'node_modules', packageName);
	return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
}
