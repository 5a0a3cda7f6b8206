import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nApi } from '../../../support/n8n/api';
import { DataTables } from '../../../support/n8n/dataTables';
import type { N8nInstallation } from '../../../support/n8n/install';
import { installPackage, launchN8n, type LaunchedN8n } from '../../../support/n8n/process';
import { publishBridge } from '../../../support/n8n/oauth/bridge';
import type { PublishedWorkflow } from '../../../support/n8n/publish';
import { createMapping, MAPPING_TABLE } from '../../../support/n8n/mappingTables';
import { createCredentials, templatePublisher } from '../../../support/n8n/world';
import type { MappingRow, Sandbox } from '../../../sandbox';

const LOGIN = { email: 'demo@example.com', password: 'Demo-password-1' };

export interface Workflows {
	orderSync: PublishedWorkflow;
	toWarehouse: PublishedWorkflow;
	shipBack: PublishedWorkflow;
}

/** One n8n with its own user folder, database and authorization, which is killed and started again. */
export class Instance {
	/** Processes started for it. */
	lives = 0;

	/** Of the main process, MB. */
	readonly rss = { first: 0, most: 0, last: 0 };

	private readonly userFolder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-'));
	private launched?: LaunchedN8n;
	private session?: N8nApi;
	private published?: Workflows;

	constructor(
		readonly name: string,
		private readonly installation: N8nInstallation,
		private readonly tarball: string,
	) {}

	get isUp(): boolean {
		return this.session !== undefined;
	}

	get api(): N8nApi {
		if (!this.session) throw new Error(`n8n ${this.name} is not running.`);
		return this.session;
	}

	get workflows(): Workflows {
		if (!this.published) throw new Error(`n8n ${this.name} is not set up.`);
		return this.published;
	}

	/** What a user does from the installation of the package to published workflows. */
	async setUp(sandbox: Sandbox, mapping: readonly MappingRow[]): Promise<void> {
		await installPackage(this.installation, this.userFolder, this.tarball);
		await this.launch();
		await this.ready();
		await publishBridge(this.api, sandbox);
		const credentials = await createCredentials(this.api, sandbox);
		await createMapping(await DataTables.of(this.api), mapping);
		const publish = templatePublisher(this.api, credentials);
		const toWarehouse = await publish('orders-to-warehouse');
		const orderSync = await publish('order-sync', toWarehouse.id);
		await publish('exception-desk', toWarehouse.id);
		this.published = { toWarehouse, orderSync, shipBack: await publish('ship-back') };
	}

	/** Starts n8n and does not wait. */
	async launch(): Promise<void> {
		this.launched = await launchN8n(this.installation, this.userFolder);
		this.lives += 1;
	}

	/** Waits until a launched n8n answers. */
	async ready(): Promise<void> {
		if (!this.launched) throw new Error(`n8n ${this.name} was not launched.`);
		await this.launched.ready();
		const api = new N8nApi(this.launched.url);
		await api.signIn(LOGIN);
		this.session = api;
	}

	/** SIGKILL, sent before this returns. */
	async kill(): Promise<void> {
		const { launched } = this;
		this.forget();
		await launched?.kill();
	}

	/** SIGTERM, and SIGKILL for one that does not end. */
	async stop(): Promise<void> {
		const { launched } = this;
		this.forget();
		await launched?.stop();
	}

	/** Stops it and removes what it wrote. */
	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}

	async addMapping(rows: readonly MappingRow[]): Promise<void> {
		const tables = await DataTables.of(this.api);
		await tables.insert(MAPPING_TABLE, rows);
	}

	/** Reads the memory of the main process. */
	measure(): void {
		if (!this.launched?.pid || !this.isUp) return;
		try {
			const text = execFileSync('ps', ['-o', 'rss=', '-p', String(this.launched.pid)]);
			const mb = Math.round(Number(String(text).trim()) / 1_024);
			this.rss.first ||= mb;
			this.rss.most = Math.max(this.rss.most, mb);
			this.rss.last = mb;
		} catch {
			// It has just ended.
		}
	}

	private forget(): void {
		this.launched = undefined;
		this.session = undefined;
	}
}
