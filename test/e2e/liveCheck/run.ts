import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

import { UPS_PROVIDER_ID } from '../../sandbox/demo/mapping';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import type { Instance } from '../../support/n8n/instance';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { findBrowser, inBrowser } from '../browser';
import { formAddress } from '../formAddresses';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import { withInstance, type Part } from '../part';

const SIZE = { width: 1280, height: 900 };
const WITHIN_MS = 180_000;
const IMAGES = resolve(__dirname, '..', '..', '..', 'docs', 'images');
const PICTURE = 'live-check.jpeg';
const NEVER = Number.POSITIVE_INFINITY;
/** Nothing moves by itself, but the OMS answers requests to cancel. */
const PACE = { sellerSkuFilledMs: NEVER, outboundStepMs: NEVER, holdReleaseMs: NEVER, cancelMs: 0 };
const CANCELLED = 4;
const RUNS = 3;
const MOST_LOOKS = 60;
const LOOK_EVERY_MS = 1_000;

/** The live check by its form, as a person without a terminal uses it: reading, and then writing what was confirmed. */
export async function runLiveCheckForm(part: Part): Promise<void> {
	const { checks, print } = part;
	if (!findBrowser()) {
		print('SKIPPED: the form of the live check, because there is no Chromium on this machine');
		return;
	}
	await withInstance(part, { pace: PACE }, async (instance) => {
		const { api, sandbox } = instance;
		await publishBridge(api, sandbox);
		const credentials = await createCredentials(api, sandbox);
		const workflow = await templatePublisher(api, credentials)('live-check');
		await inBrowser(api, SIZE, async (context) => {
			await context.setHTTPCredentials(FORM_LOGIN);
			const page = await context.newPage();
			page.setDefaultTimeout(WITHIN_MS);
			const run = new LiveCheckForm(instance, workflow, page, checks);
			await run.reads();
			await run.writes();
			await run.showsNothingPrivate();
		});
	});
}

class LiveCheckForm {
	constructor(
		private readonly instance: Instance,
		private readonly workflow: PublishedWorkflow,
		private readonly page: Page,
		private readonly checks: Checks,
	) {}

	async reads(): Promise<void> {
		const { checks, instance } = this;
		await this.open();
		const { text, file } = await this.submit();
		checks.that('reading refutes nothing', /Nothing is refuted · 没有假设被推翻/.test(text), text);
		const confirmed = Number(/Confirmed · 已证实 \((\d+)\)/.exec(text)?.[1]);
		checks.that('… and confirms more than fifty assumptions', confirmed > 50, confirmed);
		checks.that('what only a terminal sees says so', text.includes('only `npm run live-check`'));
		checks.that(
			'the same report is downloaded as Markdown',
			/^# Live check\n\n\*\*0 refuted, \d+ confirmed/.test(file) && file.includes('## Shapes of'),
			file.slice(0, 300),
		);
		checks.that(
			'the Markdown stands on the page to be copied',
			text.includes('# Live check') && text.includes('## Shapes of the answers'),
		);
		checks.that('nothing was written', this.written() === 0 && this.testOrders().length === 0);
		const folder = process.argv.includes('--screenshot') ? IMAGES : tmpdir();
		await this.page.evaluate('window.scrollTo(0, 0)');
		await this.page.screenshot({ path: join(folder, PICTURE), type: 'jpeg', quality: 80 });
		checks.that('no token of n8n was renewed', this.renewals() === 0, instance.n8n.url);
	}

	async writes(): Promise<void> {
		const { checks, page } = this;
		const { tiktok } = this.instance.sandbox;
		const cancelled = tiktok.orderOf('buyer asks to cancel');
		const answers: Array<[label: RegExp, value: string]> = [
			[/^Order that is marked as shipped/, tiktok.orderOf('one line').id],
			[/^ID of the shipping provider/, UPS_PROVIDER_ID],
			[/^Tracking number to send/, '1Z00000000LIVECHK1'],
			[/^Number that replaces it/, '1Z00000000LIVECHK2'],
			[/^Another order that is cancelled/, cancelled.id],
			[/^Warehouse of four test orders/, 'USLAX1'],
			[/^System SKU/, 'SYS-MUG-BLU'],
			[/type the name of the shop/, 'Sunny Home US'],
			[/type the code of the warehouse/, 'USLAX1'],
		];
		const confirmations = 2;
		const fill = async (all: typeof answers): Promise<string> => {
			await this.open();
			await page.getByLabel(/^What to do/).selectOption({ index: 2 });
			await page.locator('#submit-btn').click();
			await page.getByLabel(/^Order that is marked/).waitFor();
			for (const [label, value] of all) await page.getByLabel(label).fill(value);
			return (await this.submit()).text;
		};
		const unconfirmed = await fill(answers.slice(0, -confirmations));
		checks.that(
			'without the names typed nothing is written',
			this.written() === 0 && this.testOrders().length === 0,
			unconfirmed,
		);
		checks.that('… and the page says why', unconfirmed.includes('It was not confirmed by name.'));
		const written = await fill(answers);
		checks.that('writing refutes nothing', /Nothing is refuted/.test(written), written);
		checks.that('the number was sent, and corrected', this.written() === 2, this.written());
		checks.that('the other order is cancelled', cancelled.status === 'CANCELLED', cancelled.status);
		const statuses = this.testOrders();
		checks.that(
			'four test orders were made, and all are cancelled',
			statuses.length === 4 && statuses.every((status) => status === CANCELLED),
			statuses,
		);
	}

	/** What n8n keeps of these runs. */
	async showsNothingPrivate(): Promise<void> {
		const { api, sandbox } = this.instance;
		let executions = await api.finishedExecutions(this.workflow.id, new Set());
		// The page is shown a moment before n8n has stored the run.
		for (let look = 0; executions.length < RUNS && look < MOST_LOOKS; look++) {
			await pause(LOOK_EVERY_MS);
			executions = await api.finishedExecutions(this.workflow.id, new Set());
		}
		const kept = JSON.stringify(executions);
		const { tiktok, oms } = sandbox.credentials;
		const people = [...sandbox.tiktok.orders.values()].flatMap(({ address }) => [
			address.name,
			address.phone,
			address.line1,
		]);
		const secrets = [...sandbox.tiktok.tokens.everIssued, tiktok.appSecret, oms.appSecret];
		const ciphers = sandbox.tiktok.shops.map(({ cipher }) => cipher);
		const found = [...people, ...secrets, ...ciphers].filter(
			(text) => text.length > 3 && kept.includes(text),
		);
		this.checks.that('n8n keeps three runs', executions.length === RUNS, executions.length);
		this.checks.that(
			'what n8n keeps of them holds no token, secret, cipher, name and address',
			found.length === 0 && !/(?:sign|authcode)=[0-9a-f]{64}/.test(kept),
			found,
		);
	}

	private async open(): Promise<void> {
		await this.page.goto(`${this.instance.n8n.url}${formAddress('live-check')}`);
	}

	/** Sends the page, and waits for the report and its file. */
	private async submit(): Promise<{ text: string; file: string }> {
		const { page } = this;
		const download = page.waitForEvent('download');
		await page.locator('#submit-btn').click();
		const path = await (await download).path();
		await page.getByText('The report for an issue, as Markdown').waitFor();
		return { text: await page.locator('body').innerText(), file: readFileSync(path, 'utf8') };
	}

	private written(): number {
		return this.instance.sandbox.tiktok.trackingWrites.length;
	}

	private renewals(): number {
		return this.instance.sandbox.log.calls('tiktok', '/token/refresh').length;
	}

	private testOrders(): number[] {
		return [...this.instance.sandbox.oms.outbound.values()]
			.filter(({ thirdOrderNo }) => thirdOrderNo.startsWith('live-check-'))
			.map(({ status }) => status);
	}
}
