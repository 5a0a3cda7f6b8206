import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import type { CredentialStore } from '../../support/engine/credentials';
import { tiktokCredentials } from '../../support/engine/tiktok';

const TYPE = 'tikTokShopApi';
const GET = '/api/v2/token/get';
const REFRESH = '/api/v2/token/refresh';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

const shops = async (credentials: CredentialStore) =>
	await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], { credentials });

describe('the pasted redirected URL', () => {
	it('is exchanged once; tokens and both expiries are stored together', async () => {
		const credentials = tiktokCredentials(sandbox);
		expect((await shops(credentials)).outputs[0]).toHaveLength(2);
		await shops(credentials);
		expect(sandbox.log.count('tiktok', GET)).toBe(1);
		const stored = credentials.data(TYPE);
		expect(stored).toMatchObject({ userType: 0, sellerName: 'Sunny Home' });
		expect(stored.accessToken).toMatch(/^ROW_/);
		expect(Number(stored.refreshTokenExpiresAt)).toBeGreaterThan(Date.now() / 1_000);
	});

	it('authorises anew when a fresh one is pasted', async () => {
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		const code = sandbox.tiktok.issueCode({ shops: ['GB01'] });
		Object.assign(credentials.data(TYPE), { authorizationCode: code, accessToken: '' });
		expect((await shops(credentials)).outputs[0]).toMatchObject([{ region: 'GB' }]);
	});
});

describe('tokens', () => {
	it('are refreshed ahead of their end, and the new refresh token is stored', async () => {
		sandbox.tiktok.tokens.accessLifeSeconds = 120;
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		const first = credentials.data(TYPE).refreshToken;
		// More than half of a short life is over.
		const { issuedAt, accessTokenExpiresAt } = credentials.data(TYPE);
		Object.assign(credentials.data(TYPE), {
			issuedAt: Number(issuedAt) - 90,
			accessTokenExpiresAt: Number(accessTokenExpiresAt) - 90,
		});
		sandbox.tiktok.tokens.accessLifeSeconds = 604_800;
		await shops(credentials);
		expect((await shops(credentials)).outputs[0]).toHaveLength(2);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(1);
		expect(credentials.data(TYPE).refreshToken).not.toBe(first);
	});

	it('that TikTok Shop calls expired although they look fresh are refreshed once (105002)', async () => {
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		sandbox.tiktok.tokens.expireAccess();
		expect((await shops(credentials)).outputs[0]).toHaveLength(2);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(1);
	});

	it('a call that is made again with a new token keeps the pace', async () => {
		const credentials = tiktokCredentials(sandbox, {}, { readsPerSecond: 2 });
		await shops(credentials);
		sandbox.tiktok.tokens.expireAccess();
		await shops(credentials);
		const times = sandbox.log
			.calls('tiktok', '/authorization/202309/shops')
			.map(({ at }) => Date.parse(at));
		expect(times).toHaveLength(3);
		// Half a second less what a timer and the way to the service may differ.
		expect(times[2] - times[1]).toBeGreaterThan(400);
	});

	it('are refreshed once for ten executions that run side by side', async () => {
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		sandbox.tiktok.tokens.expireAccess();
		const runs = await Promise.all(
			Array.from({ length: 10 }, async () => await shops(credentials)),
		);
		expect(runs.filter(({ error }) => error)).toEqual([]);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(1);
	});

	it('stay as they are when a refresh is refused', async () => {
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		const before = { ...credentials.data(TYPE) };
		sandbox.tiktok.tokens.revokeAll();
		Object.assign(credentials.data(TYPE), { accessTokenExpiresAt: 1 });
		const { error } = await shops(credentials);
		expect(error?.message).toContain('no such authorisation any more');
		expect(credentials.data(TYPE)).toEqual({ ...before, accessTokenExpiresAt: 1 });
	});
});

describe('what is wrong is said in words, with the way out and without secrets', () => {
	it.each([
		[
			'a wrong app secret',
			{ appSecret: 'wrong' },
			{},
			/Compare app key and app secret in the credential/,
		],
		[
			'a used or expired code',
			{ authorizationCode: 'ROW_used' },
			{},
			/works once and for 30 minutes/,
		],
		[
			'a refusal of the seller',
			{ authorizationCode: 'code=null&error=auth_denied' },
			{},
			/refused/,
		],
		['a creator account', {}, { userType: 1 }, /creator account.*main account/],
		[
			'a missing scope',
			{},
			{ scopes: ['seller.order.info'] },
			/scope is missing \(105005.*seller\.authorization\.info/,
		],
		['no code at all', { authorizationCode: '' }, {}, /not authorised yet/],
	])('%s', async (_, changed, request, message) => {
		const credentials = tiktokCredentials(sandbox, request, changed as never);
		const { error } = await shops(credentials);
		expect(`${error?.message} ${error?.description}`).toMatch(message);
		const told = JSON.stringify(error) + String(error?.stack);
		const { appSecret, accessToken, refreshToken } = credentials.data(TYPE);
		for (const secret of [appSecret, accessToken, refreshToken, 'sign=']) {
			if (secret) expect(told).not.toContain(secret);
		}
	});

	it('a wrong app secret after the authorisation: the signature is refused, no refresh is used up', async () => {
		const credentials = tiktokCredentials(sandbox);
		await shops(credentials);
		credentials.data(TYPE).appSecret = 'changed';
		const { error } = await shops(credentials);
		expect(error?.message).toMatch(/refused the signature \(106001, request \d+/);
		expect(error?.description).toContain("machine's clock");
		expect(error?.httpCode).toBe('401');
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(0);
	});

	it('a clock that is wrong is named as a possible cause', async () => {
		const ahead = await startSandbox({ world: 'empty', now: () => Date.now() + 600_000 });
		const { error } = await shops(tiktokCredentials(ahead));
		await ahead.close();
		expect(error?.message).toContain('36009004');
		expect(error?.description).toContain("machine's clock is right");
	});
});
