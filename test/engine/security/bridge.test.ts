import axios, { type AxiosResponse } from 'axios';
import fc from 'fast-check';

import { startBridge, type Bridge } from '../../support/engine/bridge';
import { startHost, type ReceivedCall, type Host, type Reply } from '../../support/engine/host';
import { SECRETS, shownSecrets } from '../../support/engine/secrets';

/** The bridge is the only address the package opens to the internet; here stands whoever finds it. */
let tokenHost: Host;
let bridge: Bridge;
let answer: (call: ReceivedCall) => Reply | undefined;

const TOKENS = {
	access_token: SECRETS.accessToken,
	access_token_expire_in: 1_900_000_000,
	refresh_token: SECRETS.refreshToken,
	refresh_token_expire_in: 1_950_000_000,
	open_id: 'open',
	user_type: 0,
	granted_scopes: ['seller.authorization.info'],
};
const REFUSED = { code: 36004004, message: 'no such code', request_id: '1' };
const json = (body: object): Reply => ({ status: 200, body: JSON.stringify(body) });

/** TikTok Shop as a code works: once. */
const once = () => {
	const used = new Set<string | null>();
	return ({ url }: ReceivedCall): Reply => {
		const code = new URL(url, 'http://host').searchParams.get('auth_code');
		const again = used.has(code);
		used.add(code);
		return json(again ? REFUSED : { code: 0, data: TOKENS });
	};
};

beforeEach(async () => {
	answer = once();
	tokenHost = await startHost((call) => answer(call));
	bridge = await startBridge(tokenHost.url);
});

afterEach(async () => {
	await Promise.all([bridge.close(), tokenHost.close()]);
});

let number = 0;
/** What n8n posts; each with a code of its own, because the bridge shares the answer to one and the same. */
const fields = (changed: Record<string, string> = {}) => ({
	grant_type: 'authorization_code',
	code: `${SECRETS.code}-${number++}`,
	redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
	client_id: 'key',
	client_secret: SECRETS.appSecret,
	...changed,
});

const post = async (
	body: unknown,
	{ query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<AxiosResponse> =>
	await axios.post(`${bridge.url}${query}`, body, {
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		transformRequest: [(sent: unknown) => sent],
		validateStatus: () => true,
		maxBodyLength: Infinity,
		proxy: false,
	});
const form = (changed?: Record<string, string>) => new URLSearchParams(fields(changed)).toString();

const noExecution = () => expect([bridge.executions, bridge.failures]).toEqual([0, []]);

describe('a forged call', () => {
	it.each(['client_id', 'client_secret', 'code', 'grant_type'])(
		'without %s reaches nobody',
		async (field) => {
			const given = new URLSearchParams(fields());
			given.delete(field);
			const { status, data } = await post(given.toString());
			expect([status, data.error]).toEqual([400, 'invalid_request']);
			expect(tokenHost.received).toEqual([]);
			noExecution();
		},
	);

	it('with a wrong app secret learns what TikTok Shop says, and no more', async () => {
		answer = () => json({ code: 98001004, message: 'Invalid app_secret', request_id: '1' });
		const { status, data } = await post(form({ client_secret: 'guess-1234' }));
		expect([status, Object.keys(data)]).toEqual([400, ['error', 'error_description']]);
		expect(data.error).toBe('tiktok_shop_98001004');
		noExecution();
	});

	it('cannot choose whom the bridge calls, nor how', async () => {
		const stranger = await startHost(() => json({ code: 0, data: TOKENS }));
		const elsewhere = Object.fromEntries(
			['authHost', 'auth_host', 'host', 'url', 'redirect_uri', 'accessTokenUrl', 'proxy'].map(
				(name) => [name, stranger.url],
			),
		);
		const query = `?${new URLSearchParams(elsewhere)}`;
		const headers = { 'x-forwarded-host': new URL(stranger.url).host };
		await post(form({ ...elsewhere, redirect_uri: fields().redirect_uri }), { query, headers });
		await post(form({ code: `x&app_secret=y#@${stranger.url}/`, client_id: `@${stranger.url}` }));
		await stranger.close();
		expect(stranger.received).toEqual([]);
		expect(tokenHost.received.map(({ method, url }) => [method, url.split('?')[0]])).toEqual([
			['GET', '/api/v2/token/get'],
			['GET', '/api/v2/token/get'],
		]);
	});

	it('cannot put a header or another parameter into the call: fields stay values', async () => {
		const keepsItsPlace = fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
			const code = `${number++}${text}\r\nx-injected: 1&app_key=other`;
			const before = tokenHost.received.length;
			await post(form({ code }));
			const [call] = tokenHost.received.slice(before);
			const sent = new URL(call.url, 'http://host').searchParams;
			expect([...sent.keys()]).toEqual(['app_key', 'app_secret', 'auth_code', 'grant_type']);
			expect(sent.get('auth_code')).toBe(code);
			expect(call.headers['x-injected']).toBeUndefined();
		});
		const examples: Array<[string]> = [['%0d%0a'], ['`${x}`'], ['{{ $env.X }}']];
		await fc.assert(keepsItsPlace, { numRuns: 30, examples });
		noExecution();
	});

	it.each([
		['__proto__', '__proto__[grant_type]=authorization_code&constructor[prototype][x]=1'],
		['nested fields', 'code[a]=1&code[b]=2&grant_type[]=authorization_code'],
		['a list of secrets', `${'client_secret=a&'.repeat(50)}grant_type=authorization_code`],
	])('with %s is no call, and changes nothing for the next one', async (_, body) => {
		expect((await post(body)).status).toBe(400);
		expect(({} as Record<string, unknown>).grant_type).toBeUndefined();
		expect((await post(form())).status).toBe(200);
		noExecution();
	});

	it.each([
		['__proto__', '{"__proto__":{"grant_type":"authorization_code","code":"a","client_id":"b"}}'],
		['objects for texts', '{"grant_type":{},"code":["a"],"client_id":1,"client_secret":null}'],
	])('in JSON with %s is no call', async (_, body) => {
		const { status } = await post(body, { headers: { 'content-type': 'application/json' } });
		expect([status, tokenHost.received]).toEqual([400, []]);
		noExecution();
	});

	it.each(['get', 'put', 'delete', 'patch', 'head', 'options'])(
		'by %s finds nothing there',
		async (method) => {
			const { status } = await axios.request({
				url: `${bridge.url}?${new URLSearchParams(fields())}`,
				method,
				validateStatus: () => true,
				proxy: false,
			});
			expect([status, tokenHost.received]).toEqual([404, []]);
		},
	);
});

describe('a call that n8n cannot have made', () => {
	const browser: Array<[string, Record<string, string>]> = [
		['a page in a browser', { origin: 'https://evil.example' }],
		['a page in a sandbox', { origin: 'null' }],
		['a form of another page', { 'sec-fetch-site': 'cross-site' }],
	];

	it.each(browser)(
		'of %s reaches nobody, and the page cannot read the answer',
		async (_, headers) => {
			const { status, data, headers: answered } = await post(form(), { headers });
			expect([status, data.error]).toEqual([400, 'invalid_request']);
			expect(answered['access-control-allow-origin']).toBeUndefined();
			expect(tokenHost.received).toEqual([]);
		},
	);

	it.each(['application/json', 'text/plain', 'multipart/form-data', ''])(
		'with the content type "%s" reaches nobody',
		async (type) => {
			const { status } = await post(JSON.stringify(fields()), {
				headers: { 'content-type': type },
			});
			expect([status, tokenHost.received]).toEqual([400, []]);
		},
	);

	it.each([
		'https://n8n.example.com@evil.example/rest/oauth2-credential/callback',
		'ftp://n8n.example.com/rest/oauth2-credential/callback',
		'https://n8n.example.com/elsewhere',
		'n8n.example.com',
		'',
	])('with the redirect URL "%s", which is of no n8n, reaches nobody', async (redirect) => {
		const { status } = await post(form({ redirect_uri: redirect }));
		expect([status, tokenHost.received]).toEqual([400, []]);
	});

	it('of an n8n whose editor has another address than its webhooks is passed on', async () => {
		const redirect = 'https://editor.example/rest/oauth2-credential/callback';
		await post(form({ redirect_uri: redirect }));
		expect(tokenHost.received).toHaveLength(1);
	});

	it('with fields that n8n does not send reaches nobody', async () => {
		const junk = Array.from({ length: 20 }, (_, index) => `f${index}=1`).join('&');
		expect((await post(`${form()}&${junk}`)).status).toBe(400);
		expect(tokenHost.received).toEqual([]);
	});

	it('for another app than those of the node reaches nobody', async () => {
		const own = await startBridge(tokenHost.url, 'other-key, own-key');
		const ask = async (key: string) =>
			await axios.post(own.url, form({ client_id: key }), {
				validateStatus: () => true,
				proxy: false,
			});
		expect([(await ask('key')).status, tokenHost.received]).toEqual([400, []]);
		expect((await ask('own-key')).status).toBe(200);
		await own.close();
	});
});

describe('a replayed call', () => {
	it('gets no answer that was given before: TikTok Shop is asked again, and refuses', async () => {
		const { code } = fields();
		expect((await post(form({ code }))).status).toBe(200);
		const { status, data } = await post(form({ code }));
		expect([status, data.error]).toEqual([400, 'tiktok_shop_36004004']);
		expect(tokenHost.received).toHaveLength(2);
	});

	it('with a code that is used up gets no token', async () => {
		const { code } = fields();
		expect((await post(form({ code }))).status).toBe(200);
		// Another app secret, as of somebody who has only seen the code.
		const { status, data } = await post(form({ code, client_secret: 'guess-1234' }));
		expect([status, data.error]).toEqual([400, 'tiktok_shop_36004004']);
		expect(tokenHost.received).toHaveLength(2);
	});
});

describe('an oversized call', () => {
	it.each(['code', 'client_secret', 'refresh_token'])(
		'%s of 10 MB is not passed on',
		async (field) => {
			const grant = field === 'refresh_token' ? 'refresh_token' : 'authorization_code';
			const { status, data } = await post(
				form({ grant_type: grant, [field]: 'x'.repeat(10_000_000) }),
			);
			expect([status, data.error]).toEqual([400, 'invalid_request']);
			expect(tokenHost.received).toEqual([]);
			noExecution();
		},
	);

	it('100,000 fields beside those of n8n do not matter', async () => {
		const junk = Array.from({ length: 100_000 }, (_, index) => `f${index}=1`).join('&');
		expect((await post(`${form()}&${junk}`)).status).toBeLessThan(500);
		noExecution();
	});
});

describe('what the bridge answers', () => {
	const refusals: Array<[string, (call: ReceivedCall) => Reply | undefined]> = [
		['the whole call', ({ url }) => json({ code: 36004004, message: decodeURIComponent(url) })],
		['a page', ({ url }) => ({ status: 500, body: `<html>${url}</html>` })],
		[
			'a redirect',
			({ url }) => ({ status: 302, headers: { location: `http://127.0.0.1:9${url}` } }),
		],
		['nothing', () => undefined],
		['no JSON', ({ url }) => ({ status: 200, body: url })],
		['a list', () => ({ status: 200, body: '[]' })],
		['null', () => ({ status: 200, body: 'null' })],
		['half an answer', () => json({ code: 0, data: { access_token: {} } })],
		['another prototype', () => ({ status: 200, body: '{"__proto__":{"code":0,"data":{}}}' })],
	];

	it.each(refusals)('echoes no secret and no stack when TikTok Shop answers %s', async (_, way) => {
		answer = way;
		for (const grant of ['authorization_code', 'refresh_token']) {
			const asked = form({ grant_type: grant, refresh_token: SECRETS.refreshToken });
			const response = await post(asked);
			expect(response.status).toBeGreaterThanOrEqual(400);
			expect(Object.keys(response.data)).toEqual(['error', 'error_description']);
			const { data, headers } = response;
			expect(shownSecrets([data, headers])).toEqual([]);
			expect(JSON.stringify(data)).not.toMatch(/\bat .+:\d+:\d+|node_modules|Error:/);
		}
		noExecution();
	});

	it('is never stored on the way: tokens and refusals alike (RFC 6749 §5.1)', async () => {
		const given = await post(form());
		const refused = await post('');
		for (const { headers } of [given, refused]) {
			expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
			expect(headers['content-type']).toMatch(/^application\/json/);
			expect(headers['access-control-allow-origin']).toBeUndefined();
		}
		expect(given.data.access_token).toBe(SECRETS.accessToken);
	});

	it('does not hold the app secret when it holds tokens', async () => {
		const { data } = await post(form());
		expect(shownSecrets(data)).toEqual([SECRETS.accessToken, SECRETS.refreshToken]);
	});
});

/** The last one: for a minute strangers are not answered. */
describe('many calls', () => {
	it('of strangers are not passed on, and do not keep those of a known app from being answered', async () => {
		answer = ({ url }) => json(url.includes('guess') ? REFUSED : { code: 0, data: TOKENS });
		expect((await post(form())).status).toBe(200);
		const statuses = [];
		for (let guess = 0; guess < 40; guess++) {
			const { data } = await post(form({ client_secret: `guess-${guess}` }));
			statuses.push(data.error);
		}
		expect(statuses).toContain('too_many_calls');
		expect(tokenHost.received.length).toBeLessThanOrEqual(31);
		expect((await post(form())).status).toBe(200);
	});
});
