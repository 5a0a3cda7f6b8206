import axios from 'axios';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { lastLines, startChild } from '../support/n8n/child';
import type { N8nInstallation } from '../support/n8n/install';
import { freePort } from '../support/n8n/process';
import { run } from '../support/n8n/run';
import { pause } from '../support/interrupt';
import type { Compose, ComposeService } from './compose';
import type { Image } from './image';

const READY_WITHIN_MS = 300_000;
const HOME_VOLUME = /^(\w+):\/home\/node\/\.n8n$/;

interface Container {
	service: string;
	url: string;
	env: NodeJS.ProcessEnv;
	home: string;
	stop(): Promise<void>;
}

/** The processes of n8n that a compose file names, each with a home of its own in place of a container. */
export class Containers {
	private readonly running: Container[] = [];

	/**
	 * @param folder    holds `volumes`, which stay, and the homes, which do not
	 * @param settings  where PostgreSQL and Redis are, in place of the names within a network of Compose
	 */
	constructor(
		private readonly compose: Compose,
		private readonly image: Image,
		private readonly folder: string,
		private readonly settings: NodeJS.ProcessEnv,
		private readonly n8n: N8nInstallation,
	) {}

	/** Starts the services of n8n's image: main first, the others once it is ready. */
	async start(print: (line: string) => void): Promise<void> {
		const services = Object.entries(this.compose.services).filter(
			([, { image }]) => image === this.compose.services.main.image,
		);
		const [first, later] = [
			services.filter(([name]) => name === 'main'),
			services.filter(([name]) => name !== 'main'),
		];
		for (const wave of [first, later]) {
			const started = wave.flatMap(([name, service]) =>
				Array.from({ length: service.deploy?.replicas ?? 1 }, async () => {
					print(`  ${name}: n8n ${String(service.command)}`);
					await this.startOne(name, service);
				}),
			);
			await Promise.all(started);
		}
	}

	urlOf(service: string): string {
		return this.find(service).url;
	}

	/** What `docker compose exec SERVICE n8n …` does; paths below /opt are those of the image. */
	async exec(service: string, args: string[]): Promise<void> {
		const { env, home } = this.find(service);
		const own = { ...env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		const below = args.map((arg) => arg.replace('=/opt/', `=${this.image.root}/opt/`));
		await run(join(this.image.programs, 'n8n'), below, { cwd: home, env: own });
	}

	async stop(): Promise<void> {
		await Promise.all(this.running.splice(0).map(async ({ stop }) => await stop()));
	}

	private find(service: string): Container {
		const found = this.running.find((each) => each.service === service);
		if (!found) throw new Error(`${service} does not run.`);
		return found;
	}

	private async startOne(name: string, service: ComposeService): Promise<void> {
		const home = this.homeOf(service);
		const port = await freePort();
		const health = await freePort();
		const url = `http://127.0.0.1:${port}`;
		const env = { ...this.environment(service, home), ...(await this.ports(port, health)) };
		const logFile = join(home, 'n8n.log');
		const [shell, ...entrypoint] = this.image.entrypoint.map((word) =>
			word
				.replace(/^\/opt\//, `${this.image.root}/opt/`)
				.replace('/docker-entrypoint.sh', 'docker-entrypoint.sh'),
		);
		const command = String(service.command).split(' ');
		const child = startChild(shell, [...entrypoint, ...command], { cwd: home, env, logFile });
		this.running.push({ service: name, url, env, home, stop: child.stop });
		const worker = command[0] === 'worker';
		const answers = worker ? `http://127.0.0.1:${health}/healthz/readiness` : readyAt(url, name);
		await ready(answers, child.hasEnded, logFile);
	}

	/** A volume at n8n's folder is kept by its name; without one everything is new. */
	private homeOf({ volumes = [] }: ComposeService): string {
		const [name] = volumes.flatMap((volume) => HOME_VOLUME.exec(volume)?.[1] ?? []);
		if (name === undefined) return mkdtempSync(join(this.folder, 'home-'));
		const home = join(this.folder, 'volumes', name);
		mkdirSync(home, { recursive: true });
		return home;
	}

	private environment(service: ComposeService, home: string): NodeJS.ProcessEnv {
		const named = Object.entries(service.environment ?? {}).map(([key, value]) => [
			key,
			String(value),
		]);
		const given = Object.fromEntries(named) as Record<string, string>;
		const unknown = Object.keys(this.settings).filter((key) => !(key in given));
		if (unknown.length > 0) throw new Error(`compose.yaml does not set ${unknown.join(', ')}.`);
		return {
			...given,
			...this.settings,
			HOME: home,
			PATH: [this.image.programs, this.n8n.node.env.PATH].join(delimiter),
			TIKTOK_SHOP_OMS_FOLDER: join(this.image.root, 'opt', 'tiktok-shop-oms'),
			NO_COLOR: '1',
		};
	}

	/** In containers everybody may have the same. */
	private async ports(port: number, health: number): Promise<NodeJS.ProcessEnv> {
		return {
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			QUEUE_HEALTH_CHECK_PORT: String(health),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
	}
}

const readyAt = (url: string, name: string): string =>
	name === 'main' ? `${url}/rest/login` : `${url}/healthz/readiness`;

async function ready(address: string, ended: () => boolean, logFile: string): Promise<void> {
	const until = Date.now() + READY_WITHIN_MS;
	while (Date.now() < until) {
		if (ended()) throw new Error(`n8n ended while starting:\n${lastLines(logFile)}`);
		const answer = await axios
			.get(address, { timeout: 3_000, proxy: false, validateStatus: () => true })
			.catch(() => undefined);
		if (answer && typeof answer.data === 'object' && answer.status !== 503) return;
		await pause(500);
	}
	throw new Error(`n8n did not get ready:\n${lastLines(logFile)}`);
}
