import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Pacing, type Sandbox } from '../../sandbox';
import { N8nApi, type Login } from './api';
import type { N8nInstallation } from './install';
import { installPackage, startN8n, type RunningN8n } from './process';

/** A fresh n8n with the package in it, its owner logged in, and a fresh sandbox beside it. */
export interface Instance {
	installation: N8nInstallation;
	/** Everything n8n writes is below it. */
	userFolder: string;
	n8n: RunningN8n;
	sandbox: Sandbox;
	api: N8nApi;
	login: Login;
	/** Stops n8n and the sandbox and removes what they wrote. */
	stop(): Promise<void>;
}

/**
 * @param tarball   the packed package
 * @param settings  environment of n8n beyond the usual one
 * @param pace      where the sandbox ages in another way than the demonstration
 */
export async function startInstance(
	installation: N8nInstallation,
	tarball: string,
	print: (line: string) => void,
	settings: NodeJS.ProcessEnv = {},
	pace: Partial<Pacing> = {},
): Promise<Instance> {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-'));
	const stops: Array<() => Promise<void>> = [];
	const stop = async (): Promise<void> => {
		for (const each of stops.splice(0).reverse()) await each();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	try {
		print(`Installing the package into n8n ${installation.version} and starting n8n …`);
		await installPackage(installation, userFolder, tarball);
		const n8n = await startN8n(installation, userFolder, settings);
		stops.push(n8n.stop);
		print('Starting the sandbox: a TikTok Shop and an OMS on this machine …');
		const sandbox = await startSandbox({ autoAdvance: true, pace });
		stops.push(sandbox.close);
		const api = new N8nApi(n8n.url);
		const login = { email: 'demo@example.com', password: 'Demo-password-1' };
		await api.signIn(login);
		return { installation, userFolder, n8n, sandbox, api, login, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
