import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { N8nInstallation } from '../../support/n8n/install';
import {
	freePort,
	installPackage,
	launchN8n,
	type LaunchedN8n,
	type N8nRole,
} from '../../support/n8n/process';
import { startPostgres } from './services/postgres';
import type { Programs } from './services/programs';
import { startRedis } from './services/redis';
import { Worker } from './worker';

/** n8n in queue mode: PostgreSQL, Redis, one main and one webhook process, and workers; a user folder for each. */
export class Cluster {
	/** Those that live. */
	readonly workers: Worker[] = [];
	/** Of the process that answers webhooks. */
	webhookUrl = '';

	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-queue-'));
	private readonly stops: Array<() => Promise<void>> = [];
	private settings: NodeJS.ProcessEnv = {};
	private started = 0;
	private mainProcess?: LaunchedN8n;

	private constructor(private readonly installation: N8nInstallation) {}

	/** @param tarball  the packed package */
	static async start(
		installation: N8nInstallation,
		tarball: string,
		programs: Programs,
		workers: number,
	): Promise<Cluster> {
		const cluster = new Cluster(installation);
		try {
			await cluster.open(tarball, programs, workers);
			return cluster;
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	}

	get main(): LaunchedN8n {
		if (!this.mainProcess) throw new Error('The main process was not started.');
		return this.mainProcess;
	}

	/** Ready when it takes executions from the queue. */
	async addWorker(): Promise<Worker> {
		this.started += 1;
		const name = `worker-${this.started}`;
		const worker = new Worker(name, await this.launch(name, 'worker'));
		await worker.process.ready();
		this.workers.push(worker);
		return worker;
	}

	/** SIGKILL, sent before this returns. */
	async kill(worker: Worker): Promise<void> {
		this.workers.splice(this.workers.indexOf(worker), 1);
		await worker.process.kill();
	}

	/** Stops everything and removes what it wrote. */
	async stop(): Promise<void> {
		const [services, processes] = [this.stops.slice(0, 2), this.stops.slice(2)];
		await Promise.all(processes.map(async (stop) => await stop()));
		for (const stop of services) await stop();
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}

	private async open(tarball: string, programs: Programs, workers: number): Promise<void> {
		// PostgreSQL may run as another user, who has to get to its own folder.
		chmodSync(this.folder, 0o711);
		const postgres = await startPostgres(programs, join(this.folder, 'postgres'));
		this.stops.push(postgres.stop);
		const redis = await startRedis(programs, join(this.folder, 'redis'));
		this.stops.push(redis.stop);
		const webhookPort = await freePort();
		this.webhookUrl = `http://127.0.0.1:${webhookPort}`;
		this.settings = {
			...postgres.settings,
			...redis.settings,
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			WEBHOOK_URL: `${this.webhookUrl}/`,
			N8N_WEBHOOK_URL: `${this.webhookUrl}/`,
		};
		await installPackage(this.installation, this.pattern, tarball);
		// The first one brings the database up to date.
		this.mainProcess = await this.launch('main', 'start', {
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		});
		await this.mainProcess.ready();
		const webhook = await this.launch('webhook', 'webhook', { N8N_PORT: String(webhookPort) });
		const starting = Array.from({ length: workers }, async () => await this.addWorker());
		await Promise.all([webhook.ready(), ...starting]);
	}

	/** Where the package was installed. */
	private get pattern(): string {
		return join(this.folder, 'package');
	}

	/** Each process loads the package from here only. */
	private async launch(
		name: string,
		role: N8nRole,
		more: NodeJS.ProcessEnv = {},
	): Promise<LaunchedN8n> {
		const userFolder = join(this.folder, name);
		mkdirSync(userFolder);
		cpSync(this.pattern, userFolder, { recursive: true });
		const launched = await launchN8n(
			this.installation,
			userFolder,
			{ ...this.settings, ...more },
			role,
		);
		this.stops.push(launched.stop);
		return launched;
	}
}
