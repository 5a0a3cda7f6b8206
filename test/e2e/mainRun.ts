import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findBrowser } from './browser';
import { outputsOf, runByHand } from '../support/n8n/runByHand';
import type { Checks } from '../support/checks';
import { PASTED_TYPE, pastedCredential } from '../support/n8n/redirectedUrl';
import { countReport, missing, type Report } from './report';
import { screenshotOfRun } from './screenshot';
import { OrderWatcher } from './orderWatcher';
import { startWorld, type World } from '../support/n8n/world';
import type { Part } from './part';

const RUN_WITHIN_MS = 8 * 60_000;

/** What `npm start` shows, with assertions. */
export class MainRun {
	private constructor(
		private readonly world: World,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	static async run(part: Part): Promise<void> {
		const { installation, tarball, checks, print } = part;
		const startedAt = Date.now();
		const world = await startWorld(installation, tarball, print);
		try {
			await new MainRun(world, checks, print).go(startedAt);
		} finally {
			await world.stop();
		}
	}

	private async go(startedAt: number): Promise<void> {
		const { world, checks, print } = this;
		const watcher = new OrderWatcher(world, print);
		await this.rightUrl();
		await this.wrongSecrets();
		await this.manualSynchronisation();
		await this.authorizationWatch();
		const inTime = await watcher.goToTheEnd(startedAt + RUN_WITHIN_MS);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		checks.that('each workflow ran again after the end, within 8 minutes', inTime);
		const books = world.sandbox.books();
		const report = countReport(books, watcher.progress, world.n8nVersion, seconds);
		print(`\n${JSON.stringify(report, undefined, '\t')}\n`);
		const lacking = missing(books, watcher.progress, report);
		checks.that('nothing is missing', lacking.length === 0, lacking.join('\n    '));
		this.counts(report);
		await this.nothingTwiceByHand();
		await this.picture(watcher);
	}

	private counts(report: Report): void {
		const { checks } = this;
		const { seeded, shipped, trackingOnTikTok, healed, exceptions } = report;
		checks.that('at least 24 orders are seeded', seeded >= 24, report);
		checks.that('no order is lost', report.lost === 0, report);
		checks.that('no order is created twice', report.duplicates === 0, report);
		checks.that('no order that must not ship is created', report.unwanted === 0, report);
		checks.that('every outbound order asks for the right goods', report.wrongLines === 0, report);
		checks.that('every tracking number is the right one', report.wrongTracking === 0, report);
		checks.that(
			'every parcel that shipped has its tracking number on TikTok Shop',
			shipped > 0 && trackingOnTikTok === shipped,
			report,
		);
		checks.that('all three healings happened', healed >= 3, report);
		for (const code of ['PLATFORM_SKU_EMPTY', 'SKU_NOT_MAPPED', 'RECIPIENT_INCOMPLETE']) {
			checks.that(`an order waited with ${code}`, exceptions[code] > 0, exceptions);
		}
	}

	/** The trigger has just met the same orders: by hand nothing may be created again. */
	private async manualSynchronisation(): Promise<void> {
		const { world, checks } = this;
		const execution = await runByHand(world, world.orderSync);
		checks.that(
			'the manual synchronisation ends well',
			execution.status === 'success',
			execution.error,
		);
		const [pulled = []] = outputsOf(execution, 'Pull Pending Orders');
		checks.that('it pulls the pending orders of all shops', pulled.length >= 10, pulled.length);
		const { duplicates } = world.sandbox.books();
		checks.that('it creates nothing that the trigger created', duplicates === 0, duplicates);
	}

	private async nothingTwiceByHand(): Promise<void> {
		const { world, checks } = this;
		const before = effects(world);
		const runs = [
			await runByHand(world, world.orderSync),
			await runByHand(world, world.shipBack),
		] as const;
		for (const [index, name] of ['order sync', 'ship-back'].entries()) {
			const { status, error } = runs[index];
			checks.that(`${name} by hand after the end goes well`, status === 'success', error);
		}
		const sent = outputsOf(runs[1], 'Send Tracking Numbers').flat(1);
		checks.that('ship-back by hand looks at the shipped orders', sent.length > 0, runs[1].items);
		const after = effects(world);
		checks.that('both by hand change nothing', before === after, `${before} → ${after}`);
	}

	/** The other way to authorize: the address the browser shows after the seller agreed, pasted. */
	private async rightUrl(): Promise<void> {
		const { api, sandbox } = this.world;
		const data = pastedCredential(sandbox, sandbox.credentials.tiktok.appSecret);
		const id = await api.createCredential('TikTok Shop by redirected URL', PASTED_TYPE, data);
		const { status, message } = await api.testCredential(id);
		this.checks.that(
			'a pasted redirected URL passes the credential test',
			status === 'OK',
			message,
		);
	}

	/** The authorization of the sandbox lasts a year. */
	private async authorizationWatch(): Promise<void> {
		const { world, checks } = this;
		const { status, error, items } = await runByHand(world, world.authorizationWatch);
		checks.that('the authorisation watch ends well', status === 'success', error);
		const [read] = Object.values(items)
			.flat(3)
			.filter((item) => 'daysLeft' in item);
		checks.that(
			'it reads a date far away and warns of nothing',
			Number(read?.daysLeft) > 30,
			items,
		);
	}

	private async wrongSecrets(): Promise<void> {
		const { api, sandbox } = this.world;
		const { oms } = sandbox.credentials;
		const wrong: Array<[string, string, object]> = [
			['TikTok Shop', PASTED_TYPE, pastedCredential(sandbox, 'wrong')],
			[
				'Lingxing OMS',
				'lingxingOmsApi',
				{ baseUrl: sandbox.omsUrl, appKey: oms.appKey, appSecret: 'wrong' },
			],
		];
		for (const [service, type, data] of wrong) {
			const id = await api.createCredential(`${service} with a wrong secret`, type, data);
			const { status, message = '' } = await api.testCredential(id);
			const explained = status === 'Error' && /secret/i.test(message);
			this.checks.that(
				`a wrong secret of ${service} is named in the credential test`,
				explained,
				message,
			);
		}
	}

	private async picture(watcher: OrderWatcher): Promise<void> {
		const { world, checks, print } = this;
		if (!findBrowser()) {
			print('- no picture of the editor: there is no Chromium on this machine');
			return;
		}
		const file = join(mkdtempSync(join(tmpdir(), 'order-sync-')), 'order-sync.png');
		const execution = watcher.firstGoodExecution(world.orderSync);
		checks.that('there is a run of the order sync to show', execution !== undefined);
		if (!execution) return;
		await screenshotOfRun(world.api, world.orderSync.id, execution, file);
		checks.that('the editor shows the run', existsSync(file), file);
		print(`  picture of the editor: ${file}`);
	}
}

/** Everything a run may write, as one text. */
function effects({ sandbox }: World): string {
	const { orders } = sandbox.books();
	const outbound = orders.reduce((sum, order) => sum + order.outbound.length, 0);
	const tracking = orders.reduce((sum, order) => sum + order.tracking.length, 0);
	return `${outbound} outbound orders, ${tracking} tracking numbers`;
}
