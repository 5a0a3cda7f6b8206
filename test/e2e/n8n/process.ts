import axios from 'axios';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { pause } from '../interrupt';
import { npm, signalGroup } from './run';
import type { N8nInstallation } from './install';

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;
const LOG_LINES = 200;

export interface RunningN8n {
	url: string;
	/** Last lines n8n wrote. */
	log(): string[];
	stop(): Promise<void>;
}

/** Puts the packed package where the n8n of this user folder looks for community nodes. */
export async function installPackage(
	n8n: N8nInstallation,
	userFolder: string,
	tarball: string,
): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	mkdirSync(folder, { recursive: true });
	// Without one, npm installs into the next folder above that looks like a package.
	writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
	await npm(
		n8n.node.program,
		['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', tarball],
		{ cwd: folder, env: n8n.node.env },
	);
}

/** Starts n8n on a free port of 127.0.0.1 and waits until its editor API answers. */
export async function startN8n(n8n: N8nInstallation, userFolder: string): Promise<RunningN8n> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	// n8n and the task runner it starts are one process group.
	const child = spawn(n8n.node.program, [n8n.program, 'start'], {
		cwd: userFolder,
		env: { ...n8n.node.env, ...settings(userFolder, port, await freePort(), url) },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const lines: string[] = [];
	const keep = (chunk: Buffer) => {
		lines.push(...String(chunk).split('\n').filter(Boolean));
		lines.splice(0, Math.max(0, lines.length - LOG_LINES));
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	let ended = false;
	const gone = new Promise<void>((resolve) =>
		child.once('exit', () => resolve(((ended = true), undefined))),
	);
	const signal = (name: NodeJS.Signals) => {
		if (!ended && child.pid) signalGroup(child.pid, name);
	};
	const lastResort = () => signal('SIGKILL');
	process.once('exit', lastResort);

	const running: RunningN8n = {
		url,
		log: () => lines,
		async stop() {
			signal('SIGTERM');
			const patience = setTimeout(() => signal('SIGKILL'), STOP_WITHIN_MS);
			await gone;
			clearTimeout(patience);
			process.removeListener('exit', lastResort);
		},
	};
	try {
		await ready(url, () => ended);
	} catch (error) {
		await running.stop();
		throw new Error(`${(error as Error).message}\n${lines.slice(-30).join('\n')}`);
	}
	return running;
}

function settings(
	userFolder: string,
	port: number,
	brokerPort: number,
	url: string,
): NodeJS.ProcessEnv {
	return {
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		N8N_WEBHOOK_URL: `${url}/`,
		WEBHOOK_URL: `${url}/`,
		N8N_EDITOR_BASE_URL: url,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		EXECUTIONS_DATA_PRUNE: 'false',
		NO_COLOR: '1',
	};
}

/** The health pages answer before the editor API exists, so the API itself is asked. */
async function ready(url: string, ended: () => boolean): Promise<void> {
	const until = Date.now() + READY_WITHIN_MS;
	while (Date.now() < until) {
		if (ended()) throw new Error('n8n ended while starting. Its last lines:');
		try {
			const { data } = await axios.get(`${url}/rest/login`, {
				timeout: 3_000,
				proxy: false,
				validateStatus: () => true,
			});
			if (typeof data === 'object') return;
		} catch {
			// Not listening yet.
		}
		await pause(500);
	}
	throw new Error(`n8n did not get ready within ${READY_WITHIN_MS / 1_000} s. Its last lines:`);
}

export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve((address as { port: number }).port));
		});
	});
}
