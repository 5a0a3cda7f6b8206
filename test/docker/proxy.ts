import axios from 'axios';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { pause } from '../support/interrupt';
import { lastLines, startChild } from '../support/n8n/child';
import { freePort } from '../support/n8n/process';
import { cleanEnvironment } from '../support/n8n/run';
import type { Containers } from './containers';

const FILE = resolve(__dirname, '..', '..', 'docker', 'Caddyfile');

/** The proxy of the compose file in front of main and webhook, without a certificate; undefined where there is no Caddy. */
export async function startProxy(
	folder: string,
	containers: Containers,
): Promise<{ url: string; stop(): Promise<void> } | undefined> {
	try {
		execFileSync('caddy', ['version'], { stdio: 'ignore' });
	} catch {
		return undefined;
	}
	const url = `http://127.0.0.1:${await freePort()}`;
	const text = readFileSync(FILE, 'utf8').replace(
		/reverse_proxy (main|webhook):5678/g,
		(_, service: string) => `reverse_proxy ${containers.urlOf(service)}`,
	);
	const file = join(folder, 'Caddyfile');
	// Its own page for admins would take a fixed port.
	writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${text}`);
	const logFile = join(folder, 'caddy.log');
	const env = { ...cleanEnvironment(), N8N_HOST: url, HOME: folder };
	const args = ['run', '--config', file, '--adapter', 'caddyfile'];
	const child = startChild('caddy', args, { cwd: folder, env, logFile });
	for (let tries = 0; tries < 60; tries++) {
		const there = await axios.get(url, { proxy: false, validateStatus: () => true }).then(
			() => true,
			() => false,
		);
		if (there) return { url, stop: child.stop };
		if (child.hasEnded()) break;
		await pause(500);
	}
	await child.stop();
	throw new Error(`Caddy did not start:\n${lastLines(logFile)}`);
}
