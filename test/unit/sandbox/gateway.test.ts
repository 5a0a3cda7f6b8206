import type { TikTokCallOptions } from '../../sandbox/client';
import { closeStages, stage, type Stage } from './support';

const SHOPS = '/authorization/202309/shops';
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';
const WAREHOUSES = '/logistics/202309/warehouses';

let fixture: Stage;
beforeAll(async () => {
	fixture = await stage();
});
afterAll(closeStages);

const call = async (method: string, path: string, options?: TikTokCallOptions) =>
	await fixture.client.tiktok(method, path, options);

const search = async (options: TikTokCallOptions) =>
	await call('POST', SEARCH, { ...options, query: { page_size: '10', ...options.query } });

/** [HTTP status, code] of an answer. */
const outcome = ({ status, code }: { status: number; code: string }) => [status, code];

describe('the gateway of TikTok Shop', () => {
	it('lets a rightly signed call through, GET and POST', async () => {
		expect(outcome(await call('GET', WAREHOUSES))).toEqual([200, '0']);
		expect(outcome(await search({ body: { order_status: 'UNPAID' } }))).toEqual([200, '0']);
		expect(outcome(await search({}))).toEqual([200, '0']);
	});

	it.each<[string, TikTokCallOptions]>([
		['another secret', { secret: 'another' }],
		['an upper-case digest', { sign: 'A'.repeat(64) }],
		['half a digest', { sign: 'ab' }],
	])('refuses %s with 401 and 106001', async (_what, options) => {
		expect(outcome(await call('GET', WAREHOUSES, options))).toEqual([401, '106001']);
	});

	it('refuses a body that was signed in another form than it is sent: 106001', async () => {
		const signed = await import('../../sandbox/sign');
		const { appKey, appSecret } = fixture.sandbox.credentials.tiktok;
		const { cipher } = fixture.sandbox.tiktok.shop('US01');
		const timestamp = String(fixture.clock.seconds());
		const query = { app_key: appKey, timestamp, shop_cipher: cipher, page_size: '10' };
		const body = '{"order_status":"UNPAID"}';
		const sign = signed.tiktokSign({ appSecret, path: SEARCH, query, body });
		const spaced = '{"order_status": "UNPAID"}';
		expect(outcome(await search({ sign, body }))).toEqual([200, '0']);
		expect(outcome(await search({ sign, body: spaced }))).toEqual([401, '106001']);
	});

	it.each([
		[-300, '0'],
		[-301, '36009004'],
		[30, '0'],
		[31, '36009004'],
	])('a timestamp %i s off the clock answers %s', async (offset, code) => {
		const timestamp = fixture.clock.seconds() + offset;
		expect((await call('GET', WAREHOUSES, { timestamp })).code).toBe(code);
	});

	it('refuses a timestamp in milliseconds, an unknown app key and a missing sign', async () => {
		const refused = [400, '36009004'];
		const timestamp = fixture.clock.ms;
		expect(outcome(await call('GET', WAREHOUSES, { timestamp }))).toEqual(refused);
		const query = { app_key: 'another' };
		expect(outcome(await call('GET', WAREHOUSES, { query }))).toEqual(refused);
		expect(outcome(await call('GET', WAREHOUSES, { sign: '' }))).toEqual(refused);
	});

	it('wants a cipher where a shop is meant: 106013', async () => {
		expect((await call('GET', WAREHOUSES, { shop: null })).code).toBe('106013');
	});

	it('refuses the cipher of a shop the token does not reach: 101000', async () => {
		await fixture.client.connect({ shops: ['GB01'] });
		expect((await call('GET', WAREHOUSES, { shop: 'US01' })).code).toBe('101000');
		expect((await call('GET', WAREHOUSES, { shop: 'GB01' })).code).toBe('0');
		await fixture.client.connect();
	});

	it('refuses a cipher on Get Authorized Shops: 36009004', async () => {
		expect(outcome(await call('GET', SHOPS))).toEqual([400, '36009004']);
		expect((await call('GET', SHOPS, { shop: null })).data.shops).toHaveLength(2);
	});

	it('wants Content-Type application/json, also on GET: 36009023', async () => {
		expect((await call('GET', WAREHOUSES, { contentType: 'text/plain' })).code).toBe('36009023');
	});

	it.each(['never given', null])('refuses the token %p: 105001', async (token) => {
		expect(outcome(await call('GET', WAREHOUSES, { token }))).toEqual([401, '105001']);
	});

	it('refuses a creator: 101000', async () => {
		const { access_token: token } = await fixture.client.connect({ userType: 1 });
		expect((await call('GET', SHOPS, { shop: null, token })).code).toBe('101000');
		await fixture.client.connect();
	});

	it('refuses a call whose scope the seller has not given: 105005', async () => {
		await fixture.client.connect({ scopes: ['seller.authorization.info', 'seller.order.info'] });
		expect(outcome(await call('GET', WAREHOUSES))).toEqual([401, '105005']);
		expect((await search({})).code).toBe('0');
		await fixture.client.connect();
	});

	it('answers 404 and 36009009 to a path it does not know, 36009010 to a wrong method', async () => {
		expect(outcome(await call('GET', '/order/202309/nothing'))).toEqual([404, '36009009']);
		expect((await call('GET', SEARCH)).code).toBe('36009010');
		expect((await call('DELETE', DETAIL)).code).toBe('36009010');
	});
});

describe('input is checked by name and type, so that a wrong name is noticed', () => {
	it.each<[string, TikTokCallOptions]>([
		['an unknown field', { body: { order_statuses: ['UNPAID'] } }],
		['a list of statuses', { body: { order_status: ['UNPAID', 'ON_HOLD'] } }],
		['a status that does not exist', { body: { order_status: 'PENDING' } }],
		['a null filter', { body: { shipping_type: null } }],
		['a time as text', { body: { update_time_ge: '1' } }],
		['a time in fractions', { body: { update_time_ge: 1.5 } }],
		['a bool as text', { body: { is_buyer_request_cancel: 'false' } }],
		['numbers as warehouse ids', { body: { warehouse_ids: [1] } }],
		['page_size 101', { query: { page_size: '101' } }],
		['page_size 0', { query: { page_size: '0' } }],
		['an unknown parameter', { query: { cursor: 'x' } }],
		['an empty parameter', { query: { sort_order: '' } }],
		['sort_order asc', { query: { sort_order: 'asc' } }],
		['a made-up page token', { query: { page_token: 'x/y+z==' } }],
	])('order search refuses %s: 36009004', async (_what, options) => {
		expect(outcome(await search(options))).toEqual([400, '36009004']);
	});

	it.each(['not json', '[]', '"text"'])('the body %s is refused: 36009022', async (body) => {
		expect(outcome(await search({ body }))).toEqual([400, '36009022']);
	});

	it('page_size is required', async () => {
		expect((await call('POST', SEARCH, { body: { order_status: 'UNPAID' } })).code).toBe(
			'36009004',
		);
	});

	it('Get Order Detail takes 50 ids and refuses 51, none, and a body', async () => {
		const ids = (count: number) => ({
			query: { ids: Array.from({ length: count }, (_, index) => 1000 + index).join(',') },
		});
		expect((await call('GET', DETAIL, ids(50))).data.orders).toEqual([]);
		expect(outcome(await call('GET', DETAIL, ids(51)))).toEqual([400, '36009004']);
		expect(outcome(await call('GET', DETAIL))).toEqual([400, '36009004']);
		const withBody = await call('GET', DETAIL, { ...ids(1), body: {} });
		expect(outcome(withBody)).toEqual([400, '36009022']);
	});

	it('more than 10 seller SKUs in a product search: 12019027', async () => {
		const body = { seller_skus: Array.from({ length: 11 }, (_, index) => `S${index}`) };
		const query = { page_size: '10' };
		const { status, code } = await call('POST', '/product/202502/products/search', { query, body });
		expect([status, code]).toEqual([200, '12019027']);
	});
});
