import axios from 'axios';
import { closeStages, stage, type Stage } from './support';

const DAY = 24 * 60 * 60;
const WAREHOUSES = '/logistics/202309/warehouses';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

describe('authorization codes', () => {
	it('a code gives both tokens with absolute expiries: 7 days and the end of the authorization', async () => {
		const { client, sandbox, clock } = fixture;
		const endsAt = 4_854_580_847;
		const { data, status, code } = await client.exchange(sandbox.tiktok.issueCode({ endsAt }));
		expect([status, code]).toEqual([200, '0']);
		expect(data.access_token_expire_in).toBe(clock.seconds() + 7 * DAY);
		expect(data.refresh_token_expire_in).toBe(endsAt);
		expect(data).toMatchObject({ user_type: 0, seller_name: 'Sunny Home' });
		expect(data.granted_scopes).toContain('seller.order.info');
	});

	it('a creator has no seller name and no base region', async () => {
		const { client, sandbox } = fixture;
		const { data } = await client.exchange(sandbox.tiktok.issueCode({ userType: 1 }));
		expect(data).toMatchObject({ user_type: 1, seller_name: null });
		expect(data).not.toHaveProperty('seller_base_region');
	});

	it('a code works once: 36004004 the second time, with HTTP 200', async () => {
		const { client, sandbox } = fixture;
		const authCode = sandbox.tiktok.issueCode();
		expect((await client.exchange(authCode)).code).toBe('0');
		const again = await client.exchange(authCode);
		expect([again.status, again.code, again.data]).toEqual([200, '36004004', null]);
	});

	it.each([
		[30 * 60 - 1, '0'],
		[30 * 60, '36004004'],
	])('a code that is %i s old answers %s', async (age, code) => {
		const authCode = fixture.sandbox.tiktok.issueCode();
		fixture.clock.pass(age);
		expect((await fixture.client.exchange(authCode)).code).toBe(code);
	});

	it.each<[string, Record<string, string>]>([
		['another secret', { app_secret: 'x' }],
		['another app key', { app_key: 'x' }],
		['the grant type of OAuth2', { grant_type: 'authorization_code' }],
		['an extra parameter', { redirect_uri: 'https://example.com' }],
		['an empty code', { auth_code: '' }],
	])('%s: 98001004, and the code is still good', async (_what, changes) => {
		const authCode = fixture.sandbox.tiktok.issueCode();
		const { status, code } = await fixture.client.exchange(authCode, changes);
		expect([status, code]).toEqual([200, '98001004']);
		expect((await fixture.client.exchange(authCode)).code).toBe('0');
	});

	it.each(['get', 'refresh'] as const)('POST on token/%s is 404, and is seen', async (path) => {
		const answer = await fixture.client.tokenCall('POST', path, { grant_type: 'x' });
		expect([answer.status, answer.body]).toEqual([404, '404 page not found']);
		const call = fixture.sandbox.log.calls('tiktok', `/api/v2/token/${path}`).pop();
		expect(call).toMatchObject({ method: 'POST', status: 404 });
	});

	it('a caller outside the IP allow list: 36009033, also from the token host; the code is still good', async () => {
		const { client, sandbox } = fixture;
		const authCode = sandbox.tiktok.issueCode();
		sandbox.tiktok.ipAllowed = false;
		const token = await client.exchange(authCode);
		expect([token.status, token.code]).toEqual([200, '36009033']);
		const api = await client.tiktok('GET', WAREHOUSES);
		expect([api.status, api.code]).toEqual([403, '36009033']);
		sandbox.tiktok.ipAllowed = true;
		expect((await client.exchange(authCode)).code).toBe('0');
	});

	it('all that was given out is remembered, for those who look for leaks', async () => {
		const { client, sandbox } = fixture;
		const authCode = sandbox.tiktok.issueCode();
		const first = (await client.exchange(authCode)).data;
		const second = (await client.refresh(first.refresh_token)).data;
		const given = [first, second].flatMap((data) => [data.access_token, data.refresh_token]);
		sandbox.tiktok.tokens.revokeAll();
		expect(sandbox.tiktok.tokens.everIssued).toEqual(expect.arrayContaining([authCode, ...given]));
	});

	it('the call log holds no secret, code or token', async () => {
		const { refresh_token: token } = await fixture.client.connect();
		await fixture.client.refresh(token);
		await fixture.client.tiktok('GET', WAREHOUSES);
		const log = JSON.stringify(fixture.sandbox.log.entries);
		const { appSecret } = fixture.sandbox.credentials.tiktok;
		for (const secret of [appSecret, token, fixture.client.accessToken]) {
			expect(log).not.toContain(secret);
		}
	});
});

describe('token life', () => {
	const code = async (): Promise<string> => (await fixture.client.tiktok('GET', WAREHOUSES)).code;

	it('an access token ends after 7 days: 105002', async () => {
		fixture.clock.pass(7 * DAY - 1);
		expect(await code()).toBe('0');
		fixture.clock.pass(1);
		expect(await code()).toBe('105002');
	});

	it('a refresh gives new tokens; the old refresh token dies at once, the old access token lives on', async () => {
		const { client } = fixture;
		const first = await client.connect();
		const second = (await client.refresh(first.refresh_token)).data;
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect((await client.refresh(first.refresh_token)).code).toBe('36004005');
		expect(await code()).toBe('0');
		client.accessToken = second.access_token;
		expect(await code()).toBe('0');
		expect((await client.refresh(second.refresh_token)).code).toBe('0');
	});

	it('of two refreshes at the same time one fails', async () => {
		const { client } = fixture;
		const { refresh_token: token } = await client.connect();
		const both = await Promise.all([client.refresh(token), client.refresh(token)]);
		expect(both.map((each) => each.code).sort()).toEqual(['0', '36004005']);
	});

	it('a refresh token ends with the authorization: 36004001', async () => {
		const { client, clock } = fixture;
		const { refresh_token: token } = await client.connect({ endsAt: clock.seconds() + 60 });
		clock.pass(60);
		expect((await client.refresh(token)).code).toBe('36004001');
	});

	it('expireTokens leaves refresh tokens alive, revokeTokens leaves nothing', async () => {
		const { client, sandbox } = fixture;
		const { refresh_token: token } = await client.connect();
		const act = async (action: string) =>
			await axios.post(`${sandbox.tiktokUrl}/_sandbox/act`, { action }, { proxy: false });
		await act('expireTokens');
		expect(await code()).toBe('105002');
		const fresh = (await client.refresh(token)).data;
		client.accessToken = fresh.access_token;
		expect(await code()).toBe('0');
		await act('revokeTokens');
		expect(await code()).toBe('105001');
		expect((await client.refresh(fresh.refresh_token)).code).toBe('36004005');
	});
});

describe('the authorize page', () => {
	const open = async (path: string) =>
		await axios.get<string>(`${fixture.sandbox.tiktokUrl}${path}`, {
			proxy: false,
			maxRedirects: 0,
			validateStatus: () => true,
		});
	const linkOf = (html: string, id: string): string =>
		(new RegExp(`id="${id}" href="([^"]+)"`).exec(html)?.[1] ?? '').replace(/&#38;/g, '&');
	const service = () => fixture.sandbox.credentials.tiktok.serviceId;

	it('leads back with a code that works, the state and what TikTok Shop adds (TikTok Shop API §2.1)', async () => {
		const page = await open(`/open/authorize?service_id=${service()}&state=abc`);
		const { headers, status } = await open(linkOf(page.data, 'agree'));
		expect(status).toBe(302);
		const back = new URL(String(headers.location));
		expect(back.origin + back.pathname).toBe('https://example.com/callback');
		expect(back.searchParams.get('state')).toBe('abc');
		expect((await fixture.client.exchange(back.searchParams.get('code') ?? '')).code).toBe('0');
	});

	it('leads back with code=null and an error when the seller refuses', async () => {
		const page = await open(`/open/authorize?service_id=${service()}&state=abc`);
		const back = new URL(String((await open(linkOf(page.data, 'refuse'))).headers.location));
		expect(Object.fromEntries(back.searchParams)).toEqual({
			code: 'null',
			error: 'auth_denied',
			state: 'abc',
		});
	});

	it('grants what the account that is logged in has', async () => {
		const { tiktok } = fixture.sandbox;
		tiktok.consent = { shops: ['GB01'], openId: 'other', sellerName: 'Other Ltd' };
		const page = await open(`/open/authorize?service_id=${service()}&state=abc`);
		expect(page.data).toContain('Logged in as Other Ltd');
		const { headers } = await open(linkOf(page.data, 'agree'));
		const authCode = new URL(String(headers.location)).searchParams.get('code') ?? '';
		const { data } = await fixture.client.exchange(authCode);
		expect(data).toMatchObject({ open_id: 'other', seller_name: 'Other Ltd' });
	});

	it('names the region of the account that agreed', async () => {
		fixture.sandbox.tiktok.consent = { shops: ['GB01'] };
		const page = await open(`/open/authorize?service_id=${service()}`);
		const { headers } = await open(linkOf(page.data, 'agree'));
		expect(new URL(String(headers.location)).searchParams.get('shop_region')).toBe('GB');
	});

	it('a creator who is logged in is shown no shops, and gives a code all the same', async () => {
		fixture.sandbox.tiktok.consent = { userType: 1 };
		const page = await open(`/open/authorize?service_id=${service()}`);
		expect(page.data).toContain('Logged in as a creator account');
		expect(page.data).not.toContain('<li>');
		const { headers } = await open(linkOf(page.data, 'agree'));
		const authCode = new URL(String(headers.location)).searchParams.get('code') ?? '';
		expect((await fixture.client.exchange(authCode)).data).toMatchObject({ user_type: 1 });
	});

	it('carries a state of 4,000 characters unchanged', async () => {
		const state = 'a+b/c=&%é'.repeat(450).slice(0, 4_000);
		const page = await open(
			`/open/authorize?${new URLSearchParams({ service_id: service(), state })}`,
		);
		const { headers } = await open(linkOf(page.data, 'agree'));
		expect(new URL(String(headers.location)).searchParams.get('state')).toBe(state);
	});

	it('refuses an app in draft, also where the page was opened before, and gives no code', async () => {
		const { tiktok } = fixture.sandbox;
		const link = `/open/authorize?service_id=${service()}`;
		const before = await open(link);
		const given = tiktok.tokens.everIssued.length;
		tiktok.appInDraft = true;
		for (const path of [link, linkOf(before.data, 'agree')]) {
			const { status, data } = await open(path);
			expect([status, data]).toEqual([403, expect.stringContaining('draft')]);
		}
		expect(tiktok.tokens.everIssued).toHaveLength(given);
	});

	it('refuses another service id', async () => {
		expect((await open('/open/authorize?service_id=1')).status).toBe(400);
	});
});
