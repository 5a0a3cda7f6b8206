import axios from 'axios';
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { pause } from '../interrupt';
import { npm, run, signalGroup } from './run';
import type { N8nInstallation } from './install';

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;
const SHOWN_LINES = 30;

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

/**
 * Starts n8n on a free port of 127.0.0.1 and does not wait.
 *
 * @param more  settings of n8n beyond the usual ones
 */
export async function launchN8n(
	n8n: N8nInstallation,
	userFolder: string,
	more: NodeJS.ProcessEnv = {},
): Promise<LaunchedN8n> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const log = openSync(logFile, 'a');
	// n8n and the task runner it starts are one process group.
	const child = spawn(n8n.node.program, [n8n.program, 'start'], {
		cwd: userFolder,
		env: { ...n8n.node.env, ...settings(userFolder, port, await freePort(), url), ...more },
		stdio: ['ignore', log, log],
		detached: true,
	});
	closeSync(log);
	let ended = false;
	const gone = new Promise<void>((resolve) =>
		child.once('exit', () => resolve(((ended = true), undefined))),
	);
	const signal = (name: NodeJS.Signals) => {
		if (!ended && child.pid) signalGroup(child.pid, name);
	};
	const lastResort = () => signal('SIGKILL');
	process.once('exit', lastResort);
	const isGone = async (): Promise<void> => {
		await gone;
		process.removeListener('exit', lastResort);
	};

	return {
		url,
		logFile,
		pid: child.pid ?? 0,
		async ready() {
			try {
				await ready(url, () => ended);
			} catch (error) {
				throw new Error(`${(error as Error).message}\n${lastLines(logFile)}`);
			}
		},
		async stop() {
			signal('SIGTERM');
			const patience = setTimeout(() => signal('SIGKILL'), STOP_WITHIN_MS);
			await isGone();
			clearTimeout(patience);
		},
		async kill() {
			signal('SIGKILL');
			await isGone();
		},
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

function lastLines(file: string): string {
	return readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-SHOWN_LINES).join('\n');
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
			const { data, status } = await axios.get(`${url}/rest/login`, {
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
