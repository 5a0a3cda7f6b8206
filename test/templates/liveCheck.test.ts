import type { IDataObject, INodeType } from 'n8n-workflow';

import type { JoinedReport } from '../../nodes/shared/liveCheck/joinedReport';
import { closeWorlds, movingWorld, writing } from '../liveCheck/support';
import { changing, type OrdersAnswer } from '../liveCheck/differences/difference';
import type { Sandbox } from '../sandbox';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate, fieldOf } from './evaluate';
import { stockNode } from './stockNodes';
import { runTemplate } from './wholeRun';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

const LIVE_CHECK = '19-live-check.json';
const CANCELLED = 4;

afterEach(closeWorlds);

/** Stands for the second page: who sees it fills it in. */
const secondPage = (filledIn: IDataObject): INodeType =>
	stockNode('form', [], function () {
		const items = this.getInputData();
		return [items.map((item) => ('mode' in item.json ? { json: filledIn } : item))];
	});

async function check(
	sandbox: Sandbox,
	mode: string,
	filledIn: IDataObject = {},
	tiktok: Record<string, string> = {},
): Promise<{ report: JoinedReport; page: IDataObject; asked: boolean }> {
	const credentials = tiktokCredentials(sandbox, {}, tiktok);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	const run = await runTemplate(
		LIVE_CHECK,
		'What to Check',
		[{ mode, shop: '' }],
		{ rows: new Map(), writes: 0 },
		credentials,
		undefined,
		{ nodes: [secondPage(filledIn)] },
	);
	const [[report]] = run.outputsOf('Make the Report') ?? [[{}]];
	const [[page]] = run.outputsOf('Show the Report') ?? [[{}]];
	const asked = run.outputsOf('What May Be Written') !== undefined;
	return { report: report as unknown as JoinedReport, page, asked };
}

const READ = 'Only read · 只读取';
const WRITE = 'Read, then write · 先读取再写入';

const answersOf = (sandbox: Sandbox): IDataObject => {
	const { orderId, providerId, trackingNumber, correctedNumber, cancelOrderId } = writing(sandbox);
	return {
		order_id: orderId,
		provider_id: providerId,
		tracking_number: trackingNumber,
		corrected_number: correctedNumber,
		cancel_order_id: cancelOrderId,
		request: 'Reject, then cancel · 先拒绝再取消',
		cancel_reason: '',
		shop_name: 'Sunny Home US',
		warehouse_code: 'USLAX1',
		system_sku: 'SYS-MUG-BLU',
		channel: '',
		warehouse_again: 'USLAX1',
		submittedAt: '2026-11-28T00:00:00.000Z',
	};
};

const testOrders = ({ oms }: Sandbox): number[] =>
	[...oms.outbound.values()]
		.filter(({ thirdOrderNo }) => thirdOrderNo.startsWith('live-check-'))
		.map(({ status }) => status);

const idsOf = ({ lines }: JoinedReport, verdict: string): string[] =>
	lines.filter((line) => line.verdict === verdict).map(({ id }) => id);

it('reads as it comes: nothing is refuted, nothing is written, and no second page is shown', async () => {
	const sandbox = await movingWorld();
	const { report, page, asked } = await check(sandbox, READ);
	expect(asked).toBe(false);
	expect(idsOf(report, 'refuted')).toEqual([]);
	expect(idsOf(report, 'confirmed').length).toBeGreaterThan(55);
	expect(page.title).toBe('Nothing is refuted · 没有假设被推翻');
	expect(testOrders(sandbox)).toEqual([]);
	expect(sandbox.tiktok.trackingWrites).toEqual([]);
});

it('writes what was filled in and confirmed on the second page, and leaves every test order cancelled', async () => {
	const sandbox = await movingWorld();
	const { report, asked } = await check(sandbox, WRITE, answersOf(sandbox));
	expect(asked).toBe(true);
	expect(idsOf(report, 'refuted')).toEqual([]);
	expect(idsOf(report, 'confirmed')).toEqual(
		expect.arrayContaining(['ship-call', 'cancel-order', 'oms-created-row', 'oms-cancelled-found']),
	);
	expect(testOrders(sandbox)).toEqual([CANCELLED, CANCELLED, CANCELLED, CANCELLED]);
	expect(sandbox.tiktok.trackingWrites).toHaveLength(2);
	expect(report.markdown).toContain('writing steps of TikTok Shop and OMS');
});

it.each([
	['that nobody has confirmed', { shop_name: '', warehouse_again: '' }],
	['confirmed with other names', { shop_name: 'USLAX1', warehouse_again: 'Sunny Home US' }],
])('writes nothing %s', async (_, changed) => {
	const sandbox = await movingWorld();
	const { report } = await check(sandbox, WRITE, { ...answersOf(sandbox), ...changed });
	expect(idsOf(report, 'not seen')).toEqual(
		expect.arrayContaining(['ship-call', 'cancel-order', 'oms-created-row']),
	);
	expect(testOrders(sandbox)).toEqual([]);
	expect(sandbox.tiktok.trackingWrites).toEqual([]);
});

it('writes nothing when the second page was not sent in time', async () => {
	const sandbox = await movingWorld();
	await check(sandbox, WRITE, { mode: WRITE, shop: '' });
	expect(testOrders(sandbox)).toEqual([]);
	expect(sandbox.tiktok.trackingWrites).toEqual([]);
});

it('shows what is refuted first', async () => {
	const sandbox = await movingWorld();
	changing<OrdersAnswer>('tiktok', /^\/order\/202507\/orders$/, ({ data }) => {
		for (const order of data?.orders ?? []) order.status_text = order.paid_time = '2026-11-28';
	})(sandbox);
	const { report, page } = await check(sandbox, READ);
	expect(idsOf(report, 'refuted')).toEqual(['times-in-seconds']);
	expect(page.title).toBe('1 refuted · 1 项被推翻');
	expect(String(page.message)).toMatch(
		/^(?:<p>[^<]+<\/p>)+<h2>❌ Refuted · 被推翻 \(1\)<\/h2><table><tr>.*?<\/tr><tr><td>Times of orders/,
	);
});

it('goes on to the OMS where TikTok Shop cannot be opened, and says why', async () => {
	const sandbox = await movingWorld();
	const { report } = await check(sandbox, READ, {}, { authorizationCode: 'ROW_unknown' });
	expect(idsOf(report, 'confirmed')).toContain('oms-signature');
	const [line] = report.lines.filter(({ id }) => id === 'shop-fields');
	expect(line.verdict).toBe('not seen');
	expect(line.seen).toMatch(/authori[sz]/i);
});

it('the page shows the texts of others as texts, and tells the person what the file does not say', async () => {
	const text = '<img src=x onerror=alert(1)> $& $1 &';
	const report = {
		nothingWorked: false,
		forYou: [text],
		lines: [{ verdict: 'not seen', id: text, what: text, seen: text }],
		markdown: text,
	};
	const page = String(
		await evaluate(fieldOf(LIVE_CHECK, 'Write the Page', 'message'), { Input: [report] }),
	);
	expect(page.match(/&lt;img src=x onerror=alert\(1\)> &#36;&amp; &#36;1 &amp;/g)).toHaveLength(5);
	expect(page).not.toMatch(/<(?!\/?(table|tr|th|td|p|h2|strong)>)/);
	expect(page).not.toContain('$');
});
