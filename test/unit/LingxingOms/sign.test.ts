import type { IHttpRequestOptions } from 'n8n-workflow';

import { LingxingOmsApi } from '../../../credentials/LingxingOmsApi.credentials';
import { authenticateRequest } from '../../../nodes/LingxingOms/transport/authenticate';
import { authcode, sortKeys } from '../../../nodes/LingxingOms/transport/sign';

const KEYS = {
	appKey: 'app-key',
	appSecret: 'app-secret',
	baseUrl: 'https://oms.example/openapi',
};
const REQ_TIME = '1711009072';
const NOW = Number(REQ_TIME) * 1_000 + 999;

/** OMS API §1.2; the first is published, keys given here in another order than signed. */
const VECTORS: Array<[string, unknown, string]> = [
	[
		'a page',
		{ pageSize: 10, page: 1 },
		'd836dc928ca9a81cd81ecf95a7bea541a3b764071d3a010a6f2732aa02b4be56',
	],
	['no parameters', {}, '84719621910f8ea68c028266dd2c9e12771ab5a2f220635eb55fa3ce508ed065'],
	[
		'an order with nested lines',
		[
			{
				whCode: 'WH1',
				thirdOrderNo: 'TT-577000001',
				subOrderType: 1,
				receiver: "José O'Neil",
				provinceName: 'California',
				provinceCode: 'CA',
				productList: [{ sku: 'SKU-1', quantity: 2 }],
				postCode: '90001',
				logisticsChannel: 'Upload_Shipping_Label',
				countryRegionCode: 'US',
				cityName: 'Los Angeles',
				addressOne: '1 Main St',
			},
		],
		'f5b7356fdf157a4ac9c3d7f4eed26bbe9b5a0e472101272bc9fccc8274b5366d',
	],
];

describe('the signature', () => {
	it.each(VECTORS)('of %s is the published one (OMS API §1.2)', (_, data, expected) => {
		expect(authcode({ ...KEYS, reqTime: REQ_TIME, data: sortKeys(data) })).toBe(expected);
	});

	it('ignores the letter case of keys, keeps the order of lists, and drops what has no value', () => {
		const sorted = sortKeys({ b: 1, A: [{ d: 1, C: null }, 2], a: undefined, Aa: 3 });
		expect(JSON.stringify(sorted)).toBe('{"A":[{"d":1},2],"Aa":3,"b":1}');
	});

	it('leaves other scripts and slashes as they are', () => {
		expect(JSON.stringify(sortKeys({ remark: '请小心 / ☂' }))).toBe('{"remark":"请小心 / ☂"}');
	});
});

const URL = 'https://oms.example/openapi/v1/outboundOrder/pageList';
const sent = ({ body }: IHttpRequestOptions) => JSON.parse(String(body)) as Record<string, unknown>;

describe('a request', () => {
	it.each(VECTORS)('with %s is signed as it is sent', (_, data, expected) => {
		for (const body of [{ data }, JSON.stringify({ data })]) {
			const signed = authenticateRequest({ url: URL, method: 'POST', body } as never, KEYS, NOW);
			expect(signed.qs).toEqual({ authcode: expected });
			expect(sent(signed)).toEqual({ appKey: 'app-key', reqTime: REQ_TIME, data });
			expect(String(signed.body)).toContain(`"data":${JSON.stringify(sortKeys(data))}`);
		}
	});

	it.each([
		['no body', undefined],
		['an empty text', ''],
		['an empty object', {}],
		['data without a value', { data: null }],
	])('with %s sends and signs {}', (_, body) => {
		const signed = authenticateRequest({ url: URL, body } as never, KEYS, NOW);
		expect(sent(signed).data).toEqual({});
		expect(signed.qs?.authcode).toBe(VECTORS[1][2]);
	});

	it.each([
		['a list', [{ sku: 'A' }], [{ sku: 'A' }]],
		['an object without data', { page: 1 }, { page: 1 }],
	])('whose body is %s takes it for the data', (_, body, data) => {
		expect(sent(authenticateRequest({ url: URL, body } as never, KEYS, NOW)).data).toEqual(data);
	});

	it('signed again is built anew: one signature, one envelope', () => {
		const request = { url: URL, body: { data: { page: 1 } }, qs: { x: 1 }, headers: {} };
		const once = authenticateRequest(request as never, KEYS, NOW);
		const twice = authenticateRequest(once, KEYS, NOW + 5_000);
		const direct = authenticateRequest(request as never, KEYS, NOW + 5_000);
		expect(twice).toEqual(direct);
		expect(twice.qs?.authcode).not.toBe(once.qs?.authcode);
	});

	it('keeps a number of 19 digits, as text', () => {
		const signed = authenticateRequest(
			{ url: URL, body: '{"data":{"id":1187000000000065537,"n":12}}' },
			KEYS,
			NOW,
		);
		expect(sent(signed).data).toEqual({ id: '1187000000000065537', n: 12 });
	});
});

describe('the credential', () => {
	const credential = new LingxingOmsApi();

	beforeEach(() => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
	});

	afterEach(() => {
		jest.restoreAllMocks();
	});

	it.each(VECTORS)('signs %s by the published vector', async (_, data, expected) => {
		const signed = await credential.authenticate(KEYS, { url: URL, body: { data } } as never);
		expect(signed.qs?.authcode).toBe(expected);
	});

	it('signs what the HTTP Request node hands over: uri, json, a content type of its own', async () => {
		const request = {
			uri: URL,
			method: 'POST',
			json: true,
			useStream: true,
			form: { a: 1 },
			headers: { 'content-TYPE': 'application/x-www-form-urlencoded', accept: '*/*' },
			body: { data: { pageSize: 10, page: 1 } },
		};
		const signed = await credential.authenticate(KEYS, request as never);
		expect(signed).toMatchObject({ uri: URL, json: true, qs: { authcode: VECTORS[0][2] } });
		expect(signed.headers).toEqual({ accept: '*/*', 'Content-Type': 'application/json' });
		expect(signed.body).toBe(
			`{"appKey":"app-key","reqTime":"${REQ_TIME}","data":{"page":1,"pageSize":10}}`,
		);
		expect(signed).not.toHaveProperty('form');
	});

	it('is not disturbed by blanks that came along when the keys were copied', async () => {
		const padded = {
			appKey: ' app-key\n',
			appSecret: 'app-secret ',
			baseUrl: ` ${KEYS.baseUrl}\n`,
		};
		const signed = await credential.authenticate(padded, { url: URL, body: { data: {} } } as never);
		expect(signed.qs?.authcode).toBe(VECTORS[1][2]);
	});
});
