import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { DEMO_MAPPING } from '../sandbox/demo/mapping';
import {
	cancelLines,
	cancelOrder,
	changeAddress,
	requestCancel,
	withdrawCancelRequest,
} from '../sandbox/tiktok/orderChanges';
import { triggerOn } from '../engine/TikTokShop/pendingOrders';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import type { PolledTrigger } from '../support/engine/polledTrigger';
import { tiktokCredentials } from '../support/engine/tiktok';
import type { Tables } from './stockNodes';
import { runTemplate } from './wholeRun';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const ORDER_SYNC = '05-order-sync.json';
const CANCELLED_ORDERS = '14-cancelled-orders.json';
const EXCEPTIONS = 'tiktok_shop_exceptions';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;
let waiting: PolledTrigger;
let changes: PolledTrigger;
let answering: NodeJS.Timeout;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	tables = {
		rows: new Map<string, IDataObject[]>([
			[
				'tiktok_shop_sku_mapping',
				DEMO_MAPPING.map((row) => ({ ...row }) as unknown as IDataObject),
			],
			[
				'tiktok_shop_warehouse_rules',
				[{ country: 'US', warehouse: 'USLAX1', logistics_channel: 'USPS-GA' }],
			],
		]),
		writes: 0,
	};
	waiting = triggerOn(sandbox);
	changes = triggerOn(sandbox, { event: 'changed', changes: ['cancelled', 'cancelRequested'] });
	// The warehouse agrees to cancellations, as long as it has not shipped.
	answering = setInterval(() => {
		for (const each of sandbox.oms.outbound.values()) {
			if (each.cancel?.state === 'pending') sandbox.oms.cancel(each);
		}
	}, 5);
});

afterEach(async () => {
	clearInterval(answering);
	await sandbox.close();
});

const order = (units = 2) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350', units }],
		ageSeconds: 7_200,
	});

/** What the order sync does with what its trigger gives, in the same way as in n8n: 05, then 04 for each batch. */
async function orderSync(
	meanwhile: () => unknown = () => undefined,
	waitedSeconds = 0,
): Promise<IDataObject[]> {
	const polled = (await waiting.poll()) ?? [];
	const found = polled.map((item) => ({
		...item,
		readAt: new Date(Date.parse(String(item.readAt)) - waitedSeconds * 1_000).toISOString(),
	}));
	await meanwhile();
	if (found.length === 0) return [];
	const sent: IDataObject[] = [];
	await runTemplate(ORDER_SYNC, 'Pending Orders', found, tables, credentials, async (items) => {
		sent.push(...items);
		return await Promise.resolve(items);
	});
	const run = await runTemplate(TO_WAREHOUSE, 'Called with Orders', sent, tables, credentials);
	return run.answer;
}

/** What template 14 does with what its trigger gives. */
async function cancellations(): Promise<IDataObject[]> {
	const found = (await changes.poll()) ?? [];
	if (found.length === 0) return [];
	const run = await runTemplate(CANCELLED_ORDERS, 'Cancelled Orders', found, tables, credentials);
	return run.outputsOf('Results')?.[0] ?? [];
}

/** What template 14 does every fifteen minutes with the rows that wait. */
async function again(): Promise<IDataObject[]> {
	const run = await runTemplate(CANCELLED_ORDERS, 'Every 15 Minutes', [{}], tables, credentials);
	return run.outputsOf('Results')?.[0] ?? [];
}

const desk = () => tables.rows.get(EXCEPTIONS) ?? [];
const live = () => [...sandbox.oms.outbound.values()].filter(({ status }) => status !== 4);
const resultsOf = (lines: IDataObject[]) => lines.map(({ result }) => result);

describe('an order that is cancelled after the hand-over', () => {
	it('is cancelled in the OMS, and nothing is noted', async () => {
		const { id } = order();
		expect(resultsOf(await orderSync())).toEqual(['created']);
		cancelOrder(sandbox.tiktok, id);
		expect(await cancellations()).toMatchObject([{ result: 'cancelled' }]);
		expect(live()).toEqual([]);
		expect(desk()).toEqual([]);
		expect(await cancellations()).toEqual([]);
	});

	it('and has shipped is noted with the number of the outbound order, until a person closes it', async () => {
		const { id } = order();
		await orderSync();
		const [outbound] = live();
		sandbox.oms.ship(outbound);
		cancelOrder(sandbox.tiktok, id);
		await cancellations();
		expect(desk()).toMatchObject([
			{
				order_id: `cancellation:${id}`,
				status: 'open',
				code: 'CANCELLED_TOO_LATE',
				message: expect.stringContaining(outbound.outboundOrderNo) as string,
			},
		]);
		expect(resultsOf(await again())).toEqual(['waits']);
		expect(desk()).toMatchObject([{ status: 'open' }]);
	});

	it('that the warehouse refuses at first is closed once somebody has cancelled it in the OMS', async () => {
		const { id } = order();
		await orderSync();
		const [outbound] = live();
		outbound.cancel = { askedAt: 0, state: 'refused' };
		cancelOrder(sandbox.tiktok, id);
		await cancellations();
		expect(desk()).toMatchObject([{ code: 'CANCELLED_TOO_LATE', status: 'open' }]);
		sandbox.oms.cancel(outbound);
		expect(resultsOf(await again())).toEqual(['skipped']);
		expect(desk()).toMatchObject([{ status: 'closed' }]);
	});

	it('while it waited in the order sync for more than a minute is not created', async () => {
		const { id } = order();
		const answer = await orderSync(() => cancelOrder(sandbox.tiktok, id), 61);
		expect(resultsOf(answer)).toEqual(['skipped']);
		expect(live()).toEqual([]);
	});

	it('within the minute before its creation is cancelled in the OMS by the next poll of template 14', async () => {
		const { id } = order();
		await cancellations();
		await orderSync(() => cancelOrder(sandbox.tiktok, id));
		await cancellations();
		expect(live()).toEqual([]);
	});

	it('while the order sync has it in hand is not created, also where template 14 has looked for it in the OMS before', async () => {
		const { id } = order();
		await cancellations();
		const answer = await orderSync(async () => {
			cancelOrder(sandbox.tiktok, id);
			expect(await cancellations()).toMatchObject([{ result: 'skipped' }]);
		});
		expect(answer).toMatchObject([{ result: 'waits', code: 'ORDER_CANCELLED' }]);
		await cancellations();
		expect(live()).toEqual([]);
		expect(await orderSync()).toEqual([]);
	});
});

describe('an order that its buyer asks to cancel', () => {
	it('is told to people while it has an outbound order, and closed when the request is withdrawn', async () => {
		const { id } = order();
		await orderSync();
		requestCancel(sandbox.tiktok, id);
		await cancellations();
		expect(live()).toHaveLength(1);
		expect(desk()).toMatchObject([{ order_id: `cancellation:${id}`, code: 'CANCEL_REQUESTED' }]);
		withdrawCancelRequest(sandbox.tiktok, id);
		expect(resultsOf(await again())).toEqual(['skipped']);
		expect(desk()).toMatchObject([{ status: 'closed' }]);
		expect(live()).toHaveLength(1);
	});

	it('is cancelled in the OMS once the request is accepted, and its row closes', async () => {
		const { id } = order();
		await orderSync();
		requestCancel(sandbox.tiktok, id);
		await cancellations();
		cancelOrder(sandbox.tiktok, id);
		expect(resultsOf(await cancellations())).toEqual(['cancelled']);
		expect(live()).toEqual([]);
		expect(desk()).toMatchObject([{ status: 'closed' }]);
	});

	it('before the hand-over is not created', async () => {
		const { id } = order();
		requestCancel(sandbox.tiktok, id);
		expect(await orderSync()).toEqual([]);
		await cancellations();
		expect([live(), desk()]).toEqual([[], []]);
	});
});

describe('an order that changes after the hand-over', () => {
	it.each([
		[
			'a unit is cancelled',
			(id: string) => cancelLines(sandbox.tiktok, id, [sandbox.tiktok.order(id).lines[0].id]),
			{ lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }] },
		],
		[
			'it gets another address',
			(id: string) => changeAddress(sandbox.tiktok, id, { line1: '9 New Road' }),
			{ given: { addressOne: '9 New Road' } },
		],
	])('gets another outbound order: %s', async (_, happen, wanted) => {
		const { id } = order();
		await orderSync();
		happen(id);
		expect(resultsOf(await orderSync())).toEqual(['created']);
		expect(live()).toMatchObject([wanted]);
		expect(sandbox.oms.outbound.size).toBe(2);
		expect(resultsOf(await orderSync())).toEqual([]);
	});

	it('and has shipped is told at once', async () => {
		const { id } = order();
		await orderSync();
		sandbox.oms.ship(live()[0]);
		changeAddress(sandbox.tiktok, id, { line1: '9 New Road' });
		expect(await orderSync()).toMatchObject([{ result: 'waits', code: 'CHANGED_TOO_LATE' }]);
		expect(desk()).toMatchObject([{ order_id: id, code: 'CHANGED_TOO_LATE' }]);
	});
});
