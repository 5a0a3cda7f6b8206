import axios from 'axios';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Checks } from '../../support/checks';
import { startHost, type Host } from '../../support/engine/host';
import { pause } from '../../support/interrupt';
import type { Workflow } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { createExceptions } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import { readTemplate, saveSuccesses } from '../../support/n8n/templates';
import { createCredentials } from '../../support/n8n/world';
import { inBrowser } from '../browser';
import { setUpLikeAUser } from '../../support/n8n/setUp';
import { withInstance, type Part } from '../part';

const TOLD = 'tiktok_shop_told';
const PICTURE = 'digest.png';
const IMAGES = resolve(__dirname, '..', '..', '..', 'docs', 'images');
const WITHIN_MS = 60_000;
const TAKEN = { code: 0, msg: 'success' };
const REFUSED = { code: 19024, msg: 'Key Words Not Found' };

const waits = (order_id: string, code: string, message: string, hint: string) => ({
	...{ order_id, shop_code: 'USLC000001', shop_id: '7490000000000000001', status: 'open' },
	...{ code, message, hint, opened: new Date().toISOString(), last_seen: '' },
});
const ROWS = [
	waits('576500000000000001', 'SKU_NOT_MAPPED', 'No row for <b>NEW-ARRIVAL</b>.', 'Add one.'),
	waits('576500000000000002', 'CANCELLED_TOO_LATE', 'OBS1 has shipped.', 'Call the warehouse.'),
	waits('shop:7490000000000000009', 'SHOP_REFUSED', 'It is inactive.', 'Mend the cause there.'),
];

/** A workflow of production that fails whenever its address is called. */
const FAILING = {
	name: 'A workflow that fails',
	nodes: [
		{
			...{ id: 'called', name: 'Called', type: 'n8n-nodes-base.webhook', typeVersion: 2 },
			...{ position: [0, 0], webhookId: 'fails', parameters: { path: 'fails' } },
		},
		{
			...{ id: 'fail', name: 'It Fails', type: 'n8n-nodes-base.stopAndError', typeVersion: 1 },
			...{
				position: [220, 0],
				parameters: { errorMessage: '=No answer to {{ $now.toMillis() }}' },
			},
		},
	],
	connections: { Called: { main: [[{ node: 'It Fails', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1', errorWorkflow: 'tiktok-shop-when-a-workflow-fails' },
} as unknown as Workflow;

/** Moves the hourly start away from these minutes: only what the test starts is counted. */
function notWithin({ nodes }: Workflow, minutes: number): void {
	const schedule = nodes.find(({ name }) => name === 'Every Hour');
	const triggerAtMinute = (new Date().getMinutes() + 60 - minutes) % 60;
	const interval = [{ field: 'hours', hoursInterval: 1, triggerAtMinute }];
	if (schedule) schedule.parameters.rule = { interval };
}

/** The digest through a bot of Feishu, and a workflow that fails. */
export async function runDigest(part: Part): Promise<void> {
	let answer: object = TAKEN;
	const bot = await startHost(() => ({
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(answer),
	}));
	const channel = {
		bot,
		answers: (given: object) => {
			answer = given;
		},
	};
	try {
		await withInstance(part, {}, async (instance) => {
			await new DigestRun(instance, channel, part.checks).runAll();
		});
	} finally {
		await bot.close();
	}
}

class DigestRun {
	constructor(
		private readonly instance: Instance,
		private readonly channel: { bot: Host; answers(given: object): void },
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const { api, sandbox } = this.instance;
		await publishBridge(api, sandbox);
		const credentials = await createCredentials(api, sandbox);
		const tables = await DataTables.of(api);
		await createExceptions(tables, ROWS);
		const template = readTemplate('digest');
		setUpLikeAUser(template, credentials);
		const settings = template.nodes.find(({ name }) => name === 'Settings');
		const { assignments } = settings?.parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const filledIn = { channel: 'feishu', webhookUrl: this.channel.bot.url };
		for (const each of assignments) {
			each.value = filledIn[each.name as keyof typeof filledIn] ?? each.value;
		}
		saveSuccesses(template);
		notWithin(template, 20);
		const digest = await publish(api, template);
		await publish(api, readTemplate('when-a-workflow-fails'));
		await this.toldOnce(digest, tables);
		await this.failures();
	}

	private get texts(): string[] {
		return this.channel.bot.received.map(({ body }) => {
			const { content } = JSON.parse(body) as { content: { text: string } };
			return content.text;
		});
	}

	private async toldOnce(digest: PublishedWorkflow, tables: DataTables): Promise<void> {
		const { checks, channel, instance } = this;
		channel.answers(REFUSED);
		const refused = await runByHand(instance, digest);
		checks.that(
			'a digest that the bot refuses fails the run, with its answer',
			refused.status === 'error' && (refused.error ?? '').includes('Key Words Not Found'),
			refused,
		);
		checks.that('… and counts as not told', (await tables.rows(TOLD)).length === 0);
		channel.answers(TAKEN);
		const sent = await runByHand(instance, digest);
		const text = this.texts.at(-1) ?? '';
		checks.that('the next run tells the same', sent.status === 'success', sent.error);
		checks.that('the digest was made once', outputsOf(sent, 'Make Digest')[0]?.length === 1);
		const lines = [
			/^TikTok Shop: .*1 failing.*2 new/,
			/Order 576500000000000001 \(USLC000001\): SKU_NOT_MAPPED\. No row for ‹b›NEW-ARRIVAL‹\/b›\./,
			/CANCELLED_TOO_LATE/,
			/Shop 7490000000000000009/,
		];
		checks.that(
			'it says what is new',
			lines.every((line) => line.test(text)),
			text,
		);
		const rows = await tables.rows(TOLD);
		const [{ facts }] = outputsOf(sent, 'Make Digest')[0] as Array<{ facts: number }>;
		checks.that('each fact stands in the table of what was told', rows.length === facts, rows);
		const [{ html }] = outputsOf(sent, 'Make Digest')[0] as Array<{ html: string }>;
		await this.picture(html);
		const before = this.texts.length;
		const again = await runByHand(instance, digest);
		checks.that('nothing is told twice', this.texts.length === before, this.texts.at(-1));
		checks.that('… by a run that went well', again.status === 'success', again.error);
	}

	private async failures(): Promise<void> {
		const { checks, instance } = this;
		await publish(instance.api, FAILING);
		const fail = async () => await axios.get(`${instance.n8n.url}/webhook/fails`, { proxy: false });
		const before = this.texts.length;
		await fail();
		const told = await this.until(() => this.texts.length > before);
		const text = this.texts.at(-1) ?? '';
		checks.that(
			'a workflow that fails is told, with its node, message and execution',
			told && /A workflow that fails, It Fails: No answer to .*\/executions\/\d+/.test(text),
			text,
		);
		await fail();
		await this.until(async () => (await this.digestRuns()) >= 2);
		checks.that('… once', this.texts.length === before + 1, this.texts.slice(before));
	}

	/** Executions of the digest that the error workflow has called and that have ended. */
	private async digestRuns(): Promise<number> {
		const { api } = this.instance;
		const filter = encodeURIComponent(
			JSON.stringify({ workflowId: 'tiktok-shop-digest', status: ['success'] }),
		);
		const { results } = await api.call<{ results: Array<{ mode: string }> }>(
			'GET',
			`/executions?filter=${filter}`,
		);
		return results.filter(({ mode }) => mode !== 'manual').length;
	}

	private async until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
		const end = Date.now() + WITHIN_MS;
		while (!(await holds())) {
			if (Date.now() > end) return false;
			await pause(500);
		}
		return true;
	}

	/** The mail as its reader sees it. */
	private async picture(html: string): Promise<void> {
		const folder = process.argv.includes('--screenshot') ? IMAGES : tmpdir();
		await inBrowser(this.instance.api, { width: 900, height: 190 }, async (context) => {
			const page = await context.newPage();
			await page.setContent(`<body style="font-family: sans-serif; margin: 24px">${html}</body>`);
			await page.screenshot({ path: join(folder, PICTURE), fullPage: true });
		});
	}
}
