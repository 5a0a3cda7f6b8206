import axios from 'axios';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as packageJson from '../../package.json';
import { startPostgres } from '../soak/queue/services/postgres';
import { ensurePrograms, MissingProgram } from '../soak/queue/services/programs';
import { startRedis } from '../soak/queue/services/redis';
import { Checks } from '../support/checks';
import { stopOnSignals } from '../support/interrupt';
import { N8nApi } from '../support/n8n/api';
import { ensureN8n } from '../support/n8n/install';
import { offeredTypes, storedWorkflows } from '../support/n8n/offered';
import { CURRENT } from '../support/n8n/releases';
import { readCompose } from './compose';
import { Containers } from './containers';
import { buildImage } from './image';
import { startProxy } from './proxy';

/** Nothing was tried, as PostgreSQL or Redis is not here; what test runners take for "skipped". */
const NOT_TRIED = 77;
const LOGIN = { email: 'demo@example.com', password: 'Demo-password-1' };
const TEMPLATES = `/opt/tiktok-shop-oms/node_modules/${packageJson.name}/dist/workflows-templates`;

const print = (line: string): void => console.log(line);

/**
 * `npm run test:docker`: what docker/Dockerfile and docker/compose.yaml say, done without a container engine, in a clean folder: the same
 * commands, environment and volumes, with programs of this machine in place of the images of n8n, PostgreSQL, Redis and Caddy.
 */
async function main(): Promise<number> {
	stopOnSignals();
	const programs = ensurePrograms(print);
	const n8n = await ensureN8n(CURRENT);
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-docker-'));
	// PostgreSQL may run as another user, who has to get to its own folder.
	chmodSync(folder, 0o711);
	const stops: Array<() => Promise<void>> = [];
	try {
		print('Building what the Dockerfile says …');
		const image = await buildImage(folder, n8n, process.argv.includes('--install'), print);
		print('Starting PostgreSQL and Redis …');
		const postgres = await startPostgres(programs, join(folder, 'postgres'));
		stops.push(postgres.stop);
		const redis = await startRedis(programs, join(folder, 'redis'));
		stops.push(redis.stop);
		const compose = readCompose({
			N8N_HOST: 'n8n.example.com',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			POSTGRES_PASSWORD: 'of compose',
			REDIS_PASSWORD: 'of compose',
		});
		const settings = { ...postgres.settings, ...redis.settings };
		mkdirSync(join(folder, 'volumes'));
		const up = async (): Promise<Containers> => {
			const containers = new Containers(compose, image, folder, settings, n8n);
			stops.push(async () => await containers.stop());
			await containers.start(print);
			return containers;
		};
		const checks = new Checks(print);
		await tryFirstStart(await up(), checks, folder);
		print('Replacing all containers; the volumes stay …');
		await stops.pop()?.();
		await tryNewContainers(await up(), checks);
		print(`\n${checks.summary}`);
		return checks.allKept ? 0 : 1;
	} finally {
		for (const stop of stops.reverse()) await stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

async function tryFirstStart(
	containers: Containers,
	checks: Checks,
	folder: string,
): Promise<void> {
	const api = new N8nApi(containers.urlOf('main'));
	await api.signIn(LOGIN);
	const nodes = (await offeredTypes(api)).nodes.length;
	checks.that(
		'main knows every node of the package',
		nodes === packageJson.n8n.nodes.length,
		nodes,
	);
	print('Importing the templates with the command of docs/install.md …');
	await containers.exec('main', ['import:workflow', '--separate', `--input=${TEMPLATES}`]);
	const files = readdirSync(join(folder, 'image', TEMPLATES)).filter((name) => /json$/.test(name));
	const names = (await storedWorkflows(api)).length;
	checks.that(`all ${files.length} templates are in n8n`, names === files.length, names);
	const answer = await axios.get(`${containers.urlOf('webhook')}/webhook/nobody`, ANY);
	checks.that('the webhook process answers webhooks', answer.status === 404, answer.status);
	const onMain = await axios.get(`${containers.urlOf('main')}/webhook/nobody`, ANY);
	const mainAnswers = JSON.stringify(onMain.data).includes('not registered');
	checks.that('main leaves webhooks to it', !mainAnswers, onMain.data);
	const proxy = await startProxy(folder, containers);
	if (!proxy) {
		print('SKIPPED: the proxy, because no caddy is on this machine.');
		return;
	}
	try {
		await tryProxy(proxy.url, checks);
	} finally {
		await proxy.stop();
	}
}

const ANY = { proxy: false as const, validateStatus: () => true };

async function tryProxy(url: string, checks: Checks): Promise<void> {
	const editor = await axios.get(`${url}/rest/settings`, ANY);
	checks.that('the proxy leads to the editor', Boolean(editor.data?.data), editor.status);
	const webhook = await axios.get(`${url}/webhook/nobody`, ANY);
	const answered = JSON.stringify(webhook.data).includes('not registered');
	checks.that('the proxy leads to the webhook process', answered, webhook.data);
	const bridge = await axios.post(`${url}/webhook/tiktok-shop-oauth`, {}, ANY);
	const refused = bridge.status === 404 && bridge.data === '';
	checks.that('the proxy refuses the OAuth bridge from outside', refused, bridge.data);
}

async function tryNewContainers(containers: Containers, checks: Checks): Promise<void> {
	const api = new N8nApi(containers.urlOf('main'));
	await api.signIn(LOGIN);
	const names = (await storedWorkflows(api)).length;
	checks.that('new containers have the workflows of the old ones', names > 0, names);
	const nodes = (await offeredTypes(api)).nodes.length;
	checks.that('… and the nodes', nodes === packageJson.n8n.nodes.length, nodes);
}

main()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		return error instanceof MissingProgram ? NOT_TRIED : 2;
	})
	.then((code) => process.exit(code));
