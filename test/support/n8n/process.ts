import axios from 'axios';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { pause } from '../interrupt';
import { lastLines, startChild } from './child';
import type { N8nInstallation } from './install';
import { npm, run } from './run';

const READY_WITHIN_MS = 300_000;

export interface RunningN8n {
	url: string;
	/** All that n8n wrote to its outputs, from its start on. */
	logFile: string;
	/** Of n8n itself; its task runner is another process of the same group. */
	pid: number;
	stop(): Promise<void>;
	/** SIGKILL to n8n and all it has started, at once; resolves when it is gone. */
	kill(): Promise<void>;
}

/** An n8n that may still be starting. */
export interface LaunchedN8n extends RunningN8n {
	/** Resolves when the editor API answers. @throws with the last lines of the log when n8n ends or takes too long */
	ready(): Promise<void>;
}

/**
 * Installs the packed package for the n8n of this user folder, with the command of docs/install.md.
 *
 * @throws when it brings other packages along: n8n has all that it needs
 */
export async function installPackage(
	n8n: N8nInstallation,
	userFolder: string,
	tarball: string,
): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	mkdirSync(userFolder, { recursive: true });
	await npm(n8n.node.program, ['install', '--prefix', folder, tarball], {
		cwd: userFolder,
		env: n8n.node.env,
	});
	const installed = readdirSync(join(folder, 'node_modules')).filter((name) => name[0] !== '.');
	if (installed.length !== 1) {
		throw new Error(`The package brings others along: ${installed.join(', ')}`);
	}
}

/**
 * Starts n8n on a free port of 127.0.0.1 and waits until its editor API answers.
 *
 * @param more  settings of n8n beyond the usual ones
 */
export async function startN8n(
	n8n: N8nInstallation,
	userFolder: string,
	more: NodeJS.ProcessEnv = {},
): Promise<RunningN8n> {
	const launched = await launchN8n(n8n, userFolder, more);
	try {
		await launched.ready();
	} catch (error) {
		await launched.stop();
		throw error;
	}
	return launched;
}

/** What a process of n8n does: all of it, or the part it has in queue mode. */
export type N8nRole = 'start' | 'worker' | 'webhook';

/** Where each reports that it is ready. The health pages of a whole n8n answer before its editor API exists. */
const READY_AT: Record<N8nRole, string> = {
	start: '/rest/login',
	worker: '/healthz/readiness',
	webhook: '/healthz/readiness',
};

/**
 * Starts n8n on a port of 127.0.0.1, a free one unless N8N_PORT is among the settings, and does not wait.
 *
 * @param more  settings of n8n beyond the usual ones
 */
export async function launchN8n(
	n8n: N8nInstallation,
	userFolder: string,
	more: NodeJS.ProcessEnv = {},
	role: N8nRole = 'start',
): Promise<LaunchedN8n> {
	const port = Number(more.N8N_PORT) || (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const usual = settings(userFolder, port, await freePort(), url);
	const health = role === 'worker' ? workerHealth(port) : {};
	const child = startChild(n8n.node.program, [n8n.program, role], {
		cwd: userFolder,
		env: { ...n8n.node.env, ...usual, ...health, ...more },
		logFile,
	});
	return {
		url,
		logFile,
		pid: child.pid,
		async ready() {
			try {
				await ready(url + READY_AT[role], child.hasEnded);
			} catch (error) {
				throw new Error(`${(error as Error).message}\n${lastLines(logFile)}`);
			}
		},
		stop: child.stop,
		kill: child.kill,
	};
}

/** A worker listens for nothing else. */
function workerHealth(port: number): NodeJS.ProcessEnv {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** n8n's own export of all credentials, decrypted, beside a running n8n or without one. */
export async function exportCredentials(
	n8n: N8nInstallation,
	userFolder: string,
	file: string,
): Promise<void> {
	const args = ['export:credentials', '--all', '--decrypted', `--output=${file}`];
	const env = {
		...n8n.node.env,
		N8N_USER_FOLDER: userFolder,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
	};
	await run(n8n.node.program, [n8n.program, ...args], { cwd: userFolder, env });
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

async function ready(address: string, ended: () => boolean): Promise<void> {
	const until = Date.now() + READY_WITHIN_MS;
	while (Date.now() < until) {
		if (ended()) throw new Error('n8n ended while starting. Its last lines:');
		try {
			const { data, status } = await axios.get(address, {
				timeout: 3_000,
				proxy: false,
				validateStatus: () => true,
			});
			// On a busy machine it answers before its database does.
			if (typeof data === 'object' && status !== 503) return;
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
