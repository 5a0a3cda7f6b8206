import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { pause } from './interrupt';
import { N8nApi, type Login } from './n8n/api';
import type { N8nInstallation } from './n8n/install';
import { installPackage, startN8n, type RunningN8n } from './n8n/process';
import { packPackage } from './package';
import { setUpLikeAUser, type ChosenCredentials } from './setUp';
import { pollEveryMinute, readTemplates } from './templates';

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

export interface PublishedWorkflow {
	id: string;
	name: string;
	/** Name of its Manual Trigger node. */
	manualTrigger: string;
}

/** A sandbox and a real n8n beside each other, with the templates running. */
export interface World {
	sandbox: Sandbox;
	n8n: RunningN8n;
	n8nVersion: string;
	api: N8nApi;
	login: Login;
	orderSync: PublishedWorkflow;
	shipBack: PublishedWorkflow;
	/** Stops n8n and the sandbox and removes what they wrote. */
	stop(): Promise<void>;
}

/**
 * Does what a user does from `npm install` of the package to published workflows.
 *
 * @param print  told about each step
 */
export async function startWorld(
	installation: N8nInstallation,
	print: (line: string) => void,
): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-'));
	const stops: Array<() => Promise<void>> = [];
	const stop = async (): Promise<void> => {
		for (const each of stops.splice(0).reverse()) await each();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	try {
		print('Building and packing the package …');
		const tarball = await packPackage(folder);
		print(`Installing it into n8n ${installation.version} and starting n8n …`);
		await installPackage(installation, folder, tarball);
		const n8n = await startN8n(installation, folder);
		stops.push(n8n.stop);
		print('Starting the sandbox: a TikTok Shop and an OMS on this machine …');
		const sandbox = await startSandbox({ autoAdvance: true });
		stops.push(sandbox.close);
		const { api, login } = await signIn(n8n);
		print('Creating and testing the credentials, importing and publishing the templates …');
		const credentials = await createCredentials(api, sandbox);
		const [orderSync, shipBack] = await publishTemplates(api, credentials);
		const n8nVersion = await api.version();
		return { sandbox, n8n, n8nVersion, api, login, orderSync, shipBack, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function signIn(n8n: RunningN8n): Promise<{ api: N8nApi; login: Login }> {
	const api = new N8nApi(n8n.url);
	const login = { email: 'demo@example.com', password: 'Demo-password-1' };
	await api.signIn(login);
	return { api, login };
}

async function createCredentials(api: N8nApi, sandbox: Sandbox): Promise<ChosenCredentials> {
	const { tiktok, oms } = sandbox.credentials;
	const tikTokShop = await createTested(api, 'TikTok Shop (sandbox)', 'tikTokShopApi', {
		appRegion: 'US',
		appKey: tiktok.appKey,
		appSecret: tiktok.appSecret,
		authorizationCode: `https://example.com/callback?code=${sandbox.tiktok.issueCode()}&state=demo`,
		replaceHosts: true,
		apiHost: sandbox.tiktokUrl,
		authHost: sandbox.tiktokUrl,
	});
	const lingxing = await createTested(api, 'Lingxing OMS (sandbox)', 'lingxingOmsApi', {
		baseUrl: sandbox.omsUrl,
		appKey: oms.appKey,
		appSecret: oms.appSecret,
	});
	return { tikTokShop, oms: lingxing };
}

async function createTested(
	api: N8nApi,
	name: string,
	type: string,
	data: object,
): Promise<{ id: string; name: string }> {
	const id = await api.createCredential(name, type, data);
	const { status, message } = await api.testCredential(id);
	if (status !== 'OK') throw new Error(`The test of the credential "${name}" failed: ${message}`);
	return { id, name };
}

async function publishTemplates(
	api: N8nApi,
	credentials: ChosenCredentials,
): Promise<PublishedWorkflow[]> {
	const published: PublishedWorkflow[] = [];
	for (const template of readTemplates()) {
		setUpLikeAUser(template, credentials);
		pollEveryMinute(template);
		const { id, versionId } = await api.createWorkflow(template);
		await api.publish(id, versionId);
		const manual = template.nodes.find(({ type }) => type === MANUAL_TRIGGER);
		published.push({ id, name: template.name, manualTrigger: manual?.name ?? '' });
		await pause(0);
	}
	return published;
}
