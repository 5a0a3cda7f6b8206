import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { outputsOf, runByHand } from './byHand';
import { Checks } from './checks';
import { interrupted, stopOnSignals } from './interrupt';
import { ensureN8n } from './n8n/install';
import { countReport, missing, type Report } from './report';
import { findBrowser, screenshotOfRun } from './screenshot';
import { Story } from './story';
import { startWorld, type World } from './world';

const RUN_WITHIN_MS = 8 * 60_000;
const PICTURE = resolve(__dirname, '..', '..', 'docs', 'images', 'order-sync.png');

const print = (line: string): void => console.log(line);
const checks = new Checks(print);

/**
 * `npm run test:e2e`: what `npm start` shows, with assertions.
 *
 * `--screenshot` takes the README's picture again; else it is taken into a temporary folder once it exists.
 */
async function main(): Promise<number> {
	stopOnSignals();
	const installation = await ensureN8n();
	const startedAt = Date.now();
	const world = await startWorld(installation, print);
	try {
		const story = new Story(world, print);
		await wrongSecrets(world);
		await manualSynchronisation(world);
		const inTime = await story.goToTheEnd(startedAt + RUN_WITHIN_MS);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		checks.that('each workflow ran again after the end, within 8 minutes', inTime);
		const books = world.sandbox.books();
		const report = countReport(books, story.journeys, world.n8nVersion, seconds);
		print(`\n${JSON.stringify(report, undefined, '\t')}\n`);
		const lacking = missing(books, story.journeys, report);
		checks.that('nothing is missing', lacking.length === 0, lacking.join('\n    '));
		counts(report);
		await nothingTwiceByHand(world);
		await picture(world, story);
	} finally {
		await world.stop();
	}
	print(`\n${checks.summary}`);
	return checks.allKept ? 0 : 1;
}

function counts(report: Report): void {
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
async function manualSynchronisation(world: World): Promise<void> {
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

async function nothingTwiceByHand(world: World): Promise<void> {
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

/** Everything a run may write, as one text. */
function effects({ sandbox }: World): string {
	const { orders } = sandbox.books();
	const outbound = orders.reduce((sum, order) => sum + order.outbound.length, 0);
	const tracking = orders.reduce((sum, order) => sum + order.tracking.length, 0);
	return `${outbound} outbound orders, ${tracking} tracking numbers`;
}

async function wrongSecrets({ api, sandbox }: World): Promise<void> {
	const { tiktok, oms } = sandbox.credentials;
	const wrong: Array<[string, string, object]> = [
		[
			'TikTok Shop',
			'tikTokShopApi',
			{
				appRegion: 'US',
				appKey: tiktok.appKey,
				appSecret: 'wrong',
				authorizationCode: sandbox.tiktok.issueCode(),
				replaceHosts: true,
				apiHost: sandbox.tiktokUrl,
				authHost: sandbox.tiktokUrl,
			},
		],
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
		checks.that(`a wrong secret of ${service} is named in the credential test`, explained, message);
	}
}

async function picture(world: World, story: Story): Promise<void> {
	if (!findBrowser()) {
		print('- no picture of the editor: there is no Chromium on this machine');
		return;
	}
	const wanted = process.argv.includes('--screenshot');
	const keep = wanted || (!process.env.CI && !existsSync(PICTURE));
	const file = keep ? PICTURE : join(mkdtempSync(join(tmpdir(), 'order-sync-')), 'order-sync.png');
	const execution = story.firstGoodExecution(world.orderSync);
	checks.that('there is a run of the order sync to show', execution !== undefined);
	if (!execution) return;
	await screenshotOfRun(world.api, world.orderSync.id, execution, file);
	checks.that('the editor shows the run', existsSync(file), file);
	print(`  picture of the editor: ${file}`);
}

main()
	.catch((error: unknown) => {
		if (interrupted.aborted) return 130;
		checks.that('the run comes to its end', false, (error as Error).stack ?? String(error));
		print(`\n${checks.summary}`);
		return 1;
	})
	.then((code) => process.exit(code));
