import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { channelNodes, type Channel } from './channelNodes';
import type { Tables } from './stockNodes';
import type { Template } from './templateFile';
import { runTemplate, type WholeRun } from './wholeRun';

const DIGEST = '16-digest.json';
export const EXCEPTIONS = 'tiktok_shop_exceptions';
export const TOLD = 'tiktok_shop_told';
export const FEISHU_TAKES = {
	...{ StatusCode: 0, StatusMessage: 'success' },
	...{ code: 0, data: {}, msg: 'success' },
};

/** The template of the digest with a channel whose other end is the test. */
export class DigestWorld {
	readonly tables: Tables = { rows: new Map<string, IDataObject[]>(), writes: 0 };
	readonly channel: Channel = { sent: [], answer: () => FEISHU_TAKES };
	readonly credentials: CredentialStore;
	/** What its user writes into Settings. The hour never comes: only what is urgent is told. */
	readonly settings: IDataObject = {
		...{ channel: 'feishu', webhookUrl: 'https://bot.example.com/hook', morningHour: 99 },
	};
	/** Nodes that its user has switched on. */
	switchedOn: string[] = [];

	private constructor(readonly sandbox: Sandbox) {
		this.credentials = tiktokCredentials(sandbox);
		for (const [name, stored] of omsCredentials(sandbox).stored) {
			this.credentials.stored.set(name, stored);
		}
	}

	static async start(): Promise<DigestWorld> {
		const now = () => Date.now() - 2_000;
		return new DigestWorld(await startSandbox({ world: 'empty', now }));
	}

	set desk(rows: IDataObject[]) {
		this.tables.rows.set(EXCEPTIONS, rows);
	}

	async run(start = 'Every Hour', started: IDataObject[] = [{}]): Promise<WholeRun> {
		const changes = {
			nodes: channelNodes(this.channel),
			edit: (template: Template) => this.setUp(template),
		};
		const { tables, credentials } = this;
		return await runTemplate(DIGEST, start, started, tables, credentials, undefined, changes);
	}

	async byHand(): Promise<WholeRun> {
		return await this.run('Start by Hand');
	}

	/** As another workflow calls it: what it answers. */
	async called(items: IDataObject[]): Promise<IDataObject[]> {
		return (await this.run('Called with Facts', items)).answer;
	}

	get bodies(): IDataObject[] {
		return this.channel.sent.map(
			({ parameters }) => JSON.parse(String(parameters.jsonBody)) as IDataObject,
		);
	}

	/** Texts that the bot of Feishu got. */
	get texts(): string[] {
		return this.bodies.map(({ content }) => String((content as IDataObject).text));
	}

	/** Kinds of the facts that were told. */
	get facts(): string[] {
		return (this.tables.rows.get(TOLD) ?? []).map(({ fact }) => String(fact).split('|')[0]);
	}

	private setUp({ nodes }: Template): void {
		const { assignments } = nodes.find(({ name }) => name === 'Settings')?.parameters
			.assignments as { assignments: Array<{ name: string; value: unknown }> };
		for (const each of assignments) each.value = this.settings[each.name] ?? each.value;
		for (const node of nodes) {
			if (this.switchedOn.includes(node.name)) delete node.disabled;
			if (node.waitBetweenTries) node.waitBetweenTries = 1;
		}
	}
}

/** A row of the exception desk. */
export const exception = (more: IDataObject = {}): IDataObject => ({
	...{ order_id: '57', shop_code: 'US01', shop_id: '1', status: 'open', code: 'SKU_NOT_MAPPED' },
	...{ message: 'No row.', hint: 'Add it.', opened: new Date().toISOString() },
	...more,
});
