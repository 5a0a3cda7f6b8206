import type { IDataObject } from 'n8n-workflow';

import { OMS_ASSUMPTIONS } from '../../nodes/LingxingOms/liveCheck/assumptions';
import type { JoinedReport } from '../../nodes/shared/liveCheck/joinedReport';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { TIKTOK_ASSUMPTIONS } from '../../nodes/TikTokShop/liveCheck/assumptions';
import type { Assumption } from '../../scripts/liveCheck/assumptions';
import type { Sandbox } from '../sandbox';
import { runNode } from '../support/engine/engine';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { changing, type OrdersAnswer } from './differences/difference';
import { idsOf, partOf, runOms, runTikTok } from './nodeSupport';
import { privateTexts } from './privateTexts';
import { closeWorlds, movingWorld, world, writing } from './support';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

afterEach(closeWorlds);

const ONLY_ON_A_TERMINAL = ['authorization', 'renewal'];
/** IDs that reading shows, in the nodes and in the sandbox. */
const shownByReading = (assumptions: readonly Assumption[]): string[] =>
	assumptions
		.filter(({ needs, notInSandbox }) => !needs && !notInSandbox)
		.filter(({ step }) => !ONLY_ON_A_TERMINAL.includes(step))
		.map(({ id }) => id);

const testOrders = ({ oms }: Sandbox): number[] =>
	[...oms.outbound.values()]
		.filter(({ thirdOrderNo }) => thirdOrderNo.startsWith('live-check-'))
		.map(({ status }) => status);

const CANCELLED = 4;

async function makeReport(parts: object[]) {
	const run = await runNode(
		new TikTokShop(),
		{ resource: 'liveCheck', operation: 'makeReport' } as never,
		parts as IDataObject[],
	);
	if (run.error) throw run.error;
	const [[item]] = run.items;
	return { ...(item.json as unknown as JoinedReport), file: item.binary?.report };
}

describe('Live Check > Run', () => {
	it('confirms all that reading shows in the sandbox, refutes nothing, and says why it cannot see the rest', async () => {
		const sandbox = await world();
		const tiktok = partOf(await runTikTok(sandbox));
		const oms = partOf(await runOms(sandbox));
		expect(idsOf(tiktok, 'refuted')).toEqual([]);
		expect(idsOf(oms, 'refuted')).toEqual([]);
		expect(idsOf(tiktok, 'confirmed')).toEqual(shownByReading(TIKTOK_ASSUMPTIONS));
		expect(idsOf(oms, 'confirmed')).toEqual(shownByReading(OMS_ASSUMPTIONS));
		const why = Object.fromEntries(
			[...tiktok.findings, ...oms.findings].map(({ id, note }) => [id, note]),
		);
		expect(why['link-extras']).toContain('on a terminal');
		expect(why['refresh-rotates']).toContain('would use up the refresh token of n8n');
		expect(why['address-change']).toContain('--by-hand');
		expect(why['oms-shipped-fields']).toContain('--through');
		expect(why['ship-call']).toBe('Nothing was to be written.');
	});

	it('uses up no refresh token of n8n', async () => {
		const sandbox = await world();
		await runTikTok(sandbox);
		expect(sandbox.log.calls('tiktok', '/token/refresh')).toEqual([]);
	});

	it('emits no key, token, signed address, name, number and address', async () => {
		const sandbox = await world();
		const order = sandbox.tiktok.orderOf('one line');
		const { appSecret } = sandbox.credentials.tiktok;
		const told = `${order.address.name} ${order.address.phone} ${order.id} ${appSecret} a@example.org`;
		changing<OrdersAnswer & { message: string }>('tiktok', /shipping_providers$/, (answer) => {
			answer.code = 36_009_003;
			answer.message = `Internal error of ${told}`;
		})(sandbox);
		const runs = [await runTikTok(sandbox), await runOms(sandbox)];
		const emitted = JSON.stringify(runs);
		const searched = [...privateTexts(sandbox), ['email', 'a@example.org'] as const];
		expect(searched.length).toBeGreaterThan(300);
		expect(searched.filter(([, each]) => emitted.includes(each))).toEqual([]);
		expect(emitted).not.toMatch(/[0-9a-f]{64}/);
		expect(emitted).toContain('Internal error of');
		expect(emitted).toContain('AWAITING_SHIPMENT');
	});

	it('writes nothing where nothing is to be written, whatever else is filled in', async () => {
		const sandbox = await movingWorld();
		const { orderId, providerId, trackingNumber, warehouseCode, systemSku } = writing(sandbox);
		await runTikTok(sandbox, {
			checkedOrderId: orderId,
			checkedProviderId: providerId,
			checkedTrackingNumber: trackingNumber,
			typedName: 'Sunny Home US',
		});
		await runOms(sandbox, {
			testWarehouseCode: warehouseCode,
			testSystemSku: systemSku,
			typedCode: warehouseCode,
		});
		expect(sandbox.tiktok.trackingWrites).toEqual([]);
		expect(testOrders(sandbox)).toEqual([]);
	});

	it('what cannot be opened is a report in which nothing was seen', async () => {
		const sandbox = await world();
		const refused = { authorizationCode: 'https://example.com/callback?code=ROW_unknown&state=x' };
		const tiktok = partOf(
			await runTikTok(sandbox, {}, { credentials: tiktokCredentials(sandbox, {}, refused) }),
		);
		expect(idsOf(tiktok, 'not seen')).toHaveLength(TIKTOK_ASSUMPTIONS.length);
		expect(tiktok.nothingWorked).toBe(true);
		const oms = partOf(
			await runOms(sandbox, {}, { credentials: omsCredentials(sandbox, { baseUrl: 'nonsense' }) }),
		);
		expect(idsOf(oms, 'not seen')).toHaveLength(OMS_ASSUMPTIONS.length);
		expect(oms.findings[0].note).toContain('Base URL');
	});

	it('a service that does not answer is no finding', async () => {
		const sandbox = await world();
		const credentials = tiktokCredentials(sandbox);
		partOf(await runTikTok(sandbox, {}, { credentials }));
		sandbox.goAway();
		const [tiktok, oms] = [
			partOf(await runTikTok(sandbox, {}, { credentials })),
			partOf(await runOms(sandbox)),
		];
		for (const part of [tiktok, oms]) {
			expect(idsOf(part, 'not seen')).toHaveLength(part.findings.length);
			expect(part.nothingWorked).toBe(true);
		}
	});
});

describe('writing', () => {
	const tiktokWriting = (sandbox: Sandbox): IDataObject => {
		const { orderId, providerId, trackingNumber, correctedNumber, cancelOrderId } =
			writing(sandbox);
		return {
			alsoWrite: true,
			checkedOrderId: orderId,
			checkedProviderId: providerId,
			checkedTrackingNumber: trackingNumber,
			correctedNumber,
			cancelledOrderId: cancelOrderId,
		};
	};
	const omsWriting = (sandbox: Sandbox): IDataObject => {
		const { warehouseCode, systemSku } = writing(sandbox);
		return { alsoWrite: true, testWarehouseCode: warehouseCode, testSystemSku: systemSku };
	};

	it('confirms what it can show, and leaves every test order cancelled', async () => {
		const sandbox = await movingWorld();
		const tiktok = partOf(
			await runTikTok(sandbox, { ...tiktokWriting(sandbox), typedName: 'Sunny Home US' }),
		);
		const oms = partOf(await runOms(sandbox, { ...omsWriting(sandbox), typedCode: 'USLAX1' }));
		expect([idsOf(tiktok, 'refuted'), idsOf(oms, 'refuted')]).toEqual([[], []]);
		const written = [...TIKTOK_ASSUMPTIONS, ...OMS_ASSUMPTIONS].filter(
			// One request is answered in one way.
			(each: Assumption) => each.needs === 'write' && each.id !== 'approve-request',
		);
		expect([...idsOf(tiktok, 'confirmed'), ...idsOf(oms, 'confirmed')]).toEqual(
			expect.arrayContaining(written.map(({ id }) => id)),
		);
		expect(testOrders(sandbox)).toEqual([CANCELLED, CANCELLED, CANCELLED, CANCELLED]);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(2);
		expect(oms.forYou).toEqual([]);
	});

	it.each(['', 'yes', 'sunny home us'])(
		'writes nothing where the name is not typed: "%s"',
		async (typed) => {
			const sandbox = await movingWorld();
			const tiktok = await runTikTok(sandbox, { ...tiktokWriting(sandbox), typedName: typed });
			const oms = await runOms(sandbox, { ...omsWriting(sandbox), typedCode: typed });
			expect(sandbox.tiktok.trackingWrites).toEqual([]);
			expect(testOrders(sandbox)).toEqual([]);
			const notes = [...partOf(tiktok).findings, ...partOf(oms).findings].map(({ note }) => note);
			expect(notes.filter((note) => note === 'It was not confirmed by name.').length).toBe(16);
		},
	);

	it('is left out for an AI agent that may not write', async () => {
		const sandbox = await movingWorld();
		const asked = { ...omsWriting(sandbox), typedCode: 'USLAX1' };
		const { outputs } = await runOms(sandbox, asked, { asTool: true });
		expect(outputs[0][0]).toMatchObject({ wrote: false, notWritten: expect.any(String) });
		expect(testOrders(sandbox)).toEqual([]);
	});

	it('test orders that cannot be cancelled are told with their number to the person, not in the Markdown', async () => {
		const sandbox = await movingWorld();
		sandbox.answers.give({
			service: 'oms',
			path: /\/outboundOrder\/cancel$/,
			status: 200,
			body: { code: '100010', msg: '没有该接口的权限', data: null },
		});
		const part = partOf(await runOms(sandbox, { ...omsWriting(sandbox), typedCode: 'USLAX1' }));
		const { forYou, markdown } = await makeReport([part]);
		const left = [...sandbox.oms.outbound.values()].filter(({ thirdOrderNo }) =>
			thirdOrderNo.startsWith('live-check-'),
		);
		expect(left).toHaveLength(4);
		for (const { outboundOrderNo } of left) {
			expect(forYou.join('\n')).toContain(outboundOrderNo);
			expect(markdown).not.toContain(outboundOrderNo);
		}
	});
});

describe('Live Check > Make Report', () => {
	it('joins both to lines, refuted ones first, and to Markdown that is also a file', async () => {
		const sandbox = await world();
		changing<{ code: number }>('tiktok', /./, (answer) => {
			if (answer.code === 106013) answer.code = 106099;
		})(sandbox);
		const parts = [partOf(await runTikTok(sandbox)), partOf(await runOms(sandbox))];
		const { summary, lines, markdown, file } = await makeReport(parts);
		expect(lines).toHaveLength(TIKTOK_ASSUMPTIONS.length + OMS_ASSUMPTIONS.length);
		expect(lines[0]).toMatchObject({ verdict: 'refuted', id: 'cipher-missing' });
		expect(summary).toMatch(/^1 refuted, \d+ confirmed, \d+ not seen$/);
		expect(markdown).toContain(`**${summary}**`);
		expect(markdown).toContain('## Refuted (1)');
		expect(markdown).toContain('## Shapes of the answers');
		expect(markdown).toContain('| shop | US, LOCAL |');
		expect(file).toMatchObject({ fileName: 'live-check-report.md', mimeType: 'text/markdown' });
		expect(Buffer.from(String(file?.data), 'base64').toString('utf8')).toBe(markdown);
	});

	it('makes a report of one service alone, and of items that are none', async () => {
		const part = partOf(await runOms(await world()));
		const { lines, markdown } = await makeReport([part, { error: 'no credential' }, {}]);
		expect(lines).toHaveLength(OMS_ASSUMPTIONS.length);
		expect(markdown).toContain('read-only steps of OMS');
		const nothing = await makeReport([{ error: 'no credential' }]);
		expect(nothing).toMatchObject({ nothingWorked: true, lines: [] });
		expect(nothing.markdown).toContain('read-only steps of no service');
	});
});
