import axios from 'axios';
import type { Books, CallLogEntry, SandboxEvent } from '../../sandbox';
import { closeStages, stage, type Stage } from './support';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage();
});
afterEach(closeStages);

const http = axios.create({ proxy: false, validateStatus: () => true });
const read = async <T>(path: string) =>
	(await http.get<T>(`${fixture.sandbox.tiktokUrl}/_sandbox/${path}`)).data;
const post = async (path: string, body: object | string) =>
	await http.post(`${fixture.sandbox.tiktokUrl}/_sandbox/${path}`, body);
const act = async (body: object) => await post('act', body);

describe('what the sandbox shows of itself', () => {
	it('books, as the tests see them', async () => {
		expect(await read<Books>('books')).toEqual(fixture.sandbox.books());
	});

	it('events and calls, each once, from where the reader left off', async () => {
		interface Events {
			events: SandboxEvent[];
			next: number;
		}
		const first = await read<Events>('events');
		expect(first.events).toHaveLength(fixture.sandbox.books().seeded);
		expect(first.events.map(({ seq }) => seq)).toEqual(first.events.map((_, index) => index + 1));
		await act({ action: 'releaseHold', scenario: 'on hold, released later' });
		const second = await read<Events>(`events?since=${first.next}`);
		expect(second.events).toMatchObject([{ type: 'holdReleased', shop: 'USLC000001' }]);
		const log = await read<{ entries: CallLogEntry[] }>('log');
		expect(log.entries.map((entry) => entry.path)).toEqual(['/api/v2/token/get']);
	});
});

describe('acts of people', () => {
	const status = (scenario: string) => fixture.sandbox.tiktok.orderOf(scenario).status;

	it('a fresh code for some shops and scopes', async () => {
		const wanted = { shops: ['GB01'], scopes: ['seller.authorization.info'] };
		const { code } = (await post('codes', wanted)).data as { code: string };
		const { data } = await fixture.client.exchange(code);
		expect(data.granted_scopes).toEqual(wanted.scopes);
		fixture.client.accessToken = data.access_token;
		const shops = await fixture.client.tiktok('GET', '/authorization/202309/shops', { shop: null });
		expect(shops.data.shops).toMatchObject([{ region: 'GB' }]);
	});

	it('cancelOrder cancels, and the order need not ship any more', async () => {
		const { lost } = fixture.sandbox.books();
		await act({ action: 'cancelOrder', scenario: 'one line' });
		expect(status('one line')).toBe('CANCELLED');
		expect(fixture.sandbox.books().lost).toBe(lost - 1);
	});

	it('requestCancel keeps the status and moves update_time', async () => {
		await act({ action: 'requestCancel', scenario: 'one line' });
		const order = fixture.sandbox.tiktok.orderOf('one line');
		expect([order.status, order.updateTime]).toEqual([
			'AWAITING_SHIPMENT',
			fixture.clock.seconds(),
		]);
		expect(order.cancelRequestTime).toBe(fixture.clock.seconds());
	});

	it('fillSellerSku fills in what was to come, or what is given', async () => {
		const scenario = 'empty seller SKU, filled in later';
		await act({ action: 'fillSellerSku', scenario, sellerSku: 'LAMP-NEW' });
		expect(fixture.sandbox.tiktok.orderOf(scenario).lines[0].sellerSku).toBe('LAMP-NEW');
	});

	it('addOrder and shipOutbound', async () => {
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 2 }];
		const added = await act({ action: 'addOrder', order: { shop: 'US01', lines } });
		const { orderId } = added.data as { orderId: string };
		const row = fixture.client.outboundRow({ thirdOrderNo: orderId });
		await fixture.client.oms('/v1/outboundOrder/create', [row]);
		await act({ action: 'shipOutbound', orderId });
		expect(fixture.sandbox.oms.liveOf(orderId)).toMatchObject([{ status: 3 }]);
	});

	it('setExpected says what should become of an order', async () => {
		const { lost } = fixture.sandbox.books();
		await act({ action: 'setExpected', scenario: 'masked address', expected: 'ship' });
		expect(fixture.sandbox.books().lost).toBe(lost + 1);
	});

	it('logIn chooses who agrees on the authorize page; without a name it is the first seller again', async () => {
		const as = { shops: ['GB01'], openId: 'other', sellerName: 'Other Ltd' };
		const { data } = await act({ action: 'logIn', as });
		expect(data).toEqual({ ok: true, sellerName: 'Other Ltd', shops: ['GB01'] });
		expect(fixture.sandbox.tiktok.consent).toEqual(as);
		await act({ action: 'logIn' });
		expect(fixture.sandbox.tiktok.consent).toEqual({});
	});

	it('setApp makes the app a draft, or takes this machine off its IP allow list', async () => {
		await act({ action: 'setApp', inDraft: true });
		const { data } = await act({ action: 'setApp', ipAllowed: false });
		expect(data).toEqual({ ok: true, inDraft: true, ipAllowed: false });
		expect(fixture.sandbox.tiktok).toMatchObject({ appInDraft: true, ipAllowed: false });
	});

	it('addFault gives the next matching call a fault, once; clearFaults takes it back', async () => {
		const fault = { service: 'oms', path: '/v1/warehouse', kind: '503' };
		const call = async () =>
			(await http.post(`${fixture.sandbox.omsUrl}/openapi/v1/warehouse/options`, '{}')).status;
		await act({ action: 'addFault', ...fault });
		expect(await call()).toBe(503);
		expect(await call()).not.toBe(503);
		await act({ action: 'addFault', ...fault, times: 5 });
		await act({ action: 'clearFaults' });
		expect(await call()).not.toBe(503);
	});

	it.each<[string, object | string, string]>([
		[
			'a fault that nobody knows',
			{ action: 'addFault', service: 'oms', path: '/', kind: 'x' },
			'kind must be one of',
		],
		['a fault of no service', { action: 'addFault', path: '/', kind: '503' }, 'service must be'],
		['a fault of no path', { action: 'addFault', service: 'oms', kind: '503' }, 'path must be'],
		[
			'the login of an unknown shop',
			{ action: 'logIn', as: { shops: ['FR01'] } },
			'no shop "FR01"',
		],
		['an unknown action', { action: 'fly' }, 'unknown action fly'],
		['an unknown order', { action: 'cancelOrder', orderId: '1' }, 'no order 1'],
		[
			'an unknown scenario',
			{ action: 'cancelOrder', scenario: 'x' },
			'no order with the scenario "x"',
		],
		['an unknown SKU', addOrder('NOPE'), 'sells no SKU "NOPE"'],
		['no lines', { action: 'addOrder', order: {} }, 'addOrder needs lines'],
		['no JSON', '{', 'JSON'],
	])('%s: 400 and the reason', async (_what, body, reason) => {
		const { status: code, data } = await post('act', body);
		expect([code, data]).toMatchObject([
			400,
			{ ok: false, error: expect.stringContaining(reason) },
		]);
	});

	it('a code for an unknown shop: 400 and the reason', async () => {
		const { status: code, data } = await post('codes', { shops: ['FR01'] });
		expect([code, data]).toMatchObject([400, { error: 'The sandbox has no shop "FR01"' }]);
	});
});

function addOrder(sellerSku: string): object {
	return { action: 'addOrder', order: { shop: 'US01', lines: [{ sellerSku }] } };
}
