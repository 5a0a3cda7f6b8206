import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type CodeRequest, type Sandbox } from '../../sandbox';
import { startBridge, type Bridge } from '../../support/engine/bridge';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { connect, connectedCredentials, reconnect } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const TYPE = 'tikTokShopOAuth2Api';
const REFRESH = '/api/v2/token/refresh';

let sandbox: Sandbox;
let bridge: Bridge;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	bridge = await startBridge(sandbox.tiktokUrl);
});

afterEach(async () => {
	await bridge.close();
	await sandbox.close();
});

const shops = async (credentials: CredentialStore) =>
	await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], { credentials });

const connected = async (request: CodeRequest = {}, changed = {}) =>
	await connectedCredentials(sandbox, bridge.url, request, changed);

const tokenData = (credentials: CredentialStore) =>
	credentials.data(TYPE).oauthTokenData as Record<string, string | number>;

describe('a connected credential', () => {
	it('signs requests and lists the shops', async () => {
		const { outputs } = await shops(await connected());
		expect(outputs[0]).toMatchObject([{ region: 'US' }, { region: 'GB' }]);
		expect(bridge.executions).toBe(0);
	});

	it('shows who authorised what, and until when, also beyond 32 bits', async () => {
		const credentials = await connected({ endsAt: 4_854_580_847 });
		const parameters = { resource: 'authorization', operation: 'get' };
		const { outputs } = await runNode(new TikTokShop(), parameters, [{}], { credentials });
		expect(outputs[0]).toEqual([
			expect.objectContaining({
				sellerName: 'Sunny Home',
				authorizationEndsAt: '2123-11-02T06:40:47.000Z',
				grantedScopes: expect.arrayContaining(['seller.order.info']),
				shops: [
					expect.objectContaining({ region: 'US', sellerType: 'LOCAL' }),
					expect.objectContaining({ region: 'GB', sellerType: 'CROSS_BORDER' }),
				],
			}),
		]);
		expect(JSON.stringify(outputs)).not.toContain(tokenData(credentials).access_token);
	});

	it('polls orders', async () => {
		sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		const trigger = new PolledTrigger(
			new TikTokShopTrigger(),
			{},
			{ credentials: await connected() },
		);
		expect(await trigger.poll()).toHaveLength(1);
	});
});

describe('its tokens', () => {
	it('are refreshed ahead of their end; both new tokens are stored', async () => {
		const credentials = await connected();
		const before = { ...tokenData(credentials) };
		const seconds = Date.now() / 1_000;
		const soon = { issued_at: seconds - 600_000, access_token_expire_in: seconds + 299 };
		Object.assign(tokenData(credentials), soon);
		expect((await shops(credentials)).outputs[0]).toHaveLength(2);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(1);
		expect(tokenData(credentials).access_token).not.toBe(before.access_token);
		expect(tokenData(credentials).refresh_token).not.toBe(before.refresh_token);
		await shops(credentials);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(1);
	});

	it('that TikTok Shop calls expired are refreshed once for ten executions side by side, again and again', async () => {
		const credentials = await connected();
		for (const round of [1, 2]) {
			sandbox.tiktok.tokens.expireAccess();
			const runs = await Promise.all(
				Array.from({ length: 10 }, async () => await shops(credentials)),
			);
			expect(runs.filter(({ error }) => error)).toEqual([]);
			expect(sandbox.log.count('tiktok', REFRESH)).toBe(round);
		}
		expect(bridge.executions).toBe(0);
	});

	it('of a creator are never stored', async () => {
		const code = sandbox.tiktok.issueCode({ userType: 1 });
		const { status, data } = await connect(sandbox, bridge.url, code);
		expect(status).toBe(400);
		expect(data.error_description).toMatch(/creator account.*main account/);
	});

	it('stay as they are when a refresh is refused', async () => {
		const credentials = await connected();
		const before = { ...tokenData(credentials) };
		sandbox.tiktok.tokens.revokeAll();
		Object.assign(tokenData(credentials), { access_token_expire_in: 1_600_000_000 });
		const { error } = await shops(credentials);
		expect(error?.message).toMatch(/ended the authorisation/);
		expect(tokenData(credentials)).toEqual({ ...before, access_token_expire_in: 1_600_000_000 });
	});
});

describe('what is wrong is said in words, with the way out and without secrets', () => {
	const told = async (credentials: CredentialStore) => {
		const { error } = await shops(credentials);
		const text = `${error?.message} ${error?.description}`;
		const all = text + JSON.stringify(error) + String(error?.stack);
		const { clientSecret } = credentials.data(TYPE);
		const { access_token: access, refresh_token: refresh } = tokenData(credentials) ?? {};
		for (const secret of [clientSecret, access, refresh, 'sign=']) {
			if (secret) expect(all).not.toContain(secret);
		}
		return text;
	};

	it('not connected yet', async () => {
		const text = await told(await connected({}, { oauthTokenData: undefined }));
		expect(text).toMatch(/not connected yet.*click "Connect"/);
	});

	it('the authorisation was withdrawn', async () => {
		const credentials = await connected();
		sandbox.tiktok.tokens.revokeAll();
		expect(await told(credentials)).toMatch(/has ended the authorisation.*Switch account/);
	});

	it('a scope is missing: the message names it', async () => {
		const credentials = await connected({ scopes: ['seller.authorization.info'] });
		const parameters = { shops: [], emit: 'once' };
		const trigger = new PolledTrigger(new TikTokShopTrigger(), parameters, { credentials });
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringMatching(/scope is missing \(105005/),
			description: expect.stringMatching(/needs the scope seller\.order\.info.*authorise/),
		});
	});

	it('the bridge is not published any more', async () => {
		const credentials = await connected();
		sandbox.tiktok.tokens.expireAccess();
		credentials.data(TYPE).accessTokenUrl = `${sandbox.tiktokUrl}/webhook/tiktok-shop-oauth`;
		expect(await told(credentials)).toMatch(/bridge.*publish it/);
	});

	it("this machine's address is not on the IP allow list of the app", async () => {
		const credentials = await connected();
		sandbox.tiktok.ipAllowed = false;
		expect(await told(credentials)).toMatch(/\(36009033.*IP allow list of the app/);
		Object.assign(tokenData(credentials), { access_token_expire_in: 1_600_000_000 });
		expect(await told(credentials)).toMatch(/does not accept calls.*IP allow list of the app/);
	});

	it('a wrong app secret: the signature is refused, no refresh is used up', async () => {
		const credentials = await connected({}, { clientSecret: 'wrong' });
		expect(await told(credentials)).toMatch(/refused the signature \(106001/);
		expect(sandbox.log.count('tiktok', REFRESH)).toBe(0);
	});

	it.each([
		['a refused consent', 'null', /seller refused the authorisation/],
		['a code that is unknown or was used', 'ROW_used', /36004004.*works once and for 30 minutes/],
	])('%s, in the window that Connect opened', async (_, code, text) => {
		const { status, data } = await connect(sandbox, bridge.url, code);
		expect([status, data.error_description]).toEqual([400, expect.stringMatching(text)]);
	});

	it('a chosen shop that is not of this account: all that are authorised are named', async () => {
		const credentials = await connected({ shops: ['GB01'] });
		const parameters = { shops: ['7490000000000000001'] };
		const trigger = new PolledTrigger(new TikTokShopTrigger(), parameters, { credentials });
		await expect(trigger.poll()).rejects.toThrow(
			/7490000000000000001 does not belong.*Sunny Home UK · GB · Cross-Border.*for the site US/,
		);
	});
});

describe('a trigger for all shops, after the credential was authorised again', () => {
	const other = { shops: ['GB01'], openId: 'other', sellerName: 'Other Ltd' };

	async function polledThenConnected(
		request: CodeRequest,
		durable = false,
	): Promise<PolledTrigger> {
		const credentials = await connected();
		const trigger = new PolledTrigger(new TikTokShopTrigger(), {}, { credentials, durable });
		await trigger.poll();
		await reconnect(credentials, sandbox, request);
		return trigger;
	}

	it('by the same seller goes on', async () => {
		const trigger = await polledThenConnected({});
		sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		expect(await trigger.poll()).toHaveLength(1);
	});

	it('by another seller stops at the next run and names both, also after a restart', async () => {
		const trigger = await polledThenConnected(other);
		sandbox.tiktok.addOrder({ shop: 'GB01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		const both = /another seller: "Other Ltd" instead of "Sunny Home"/;
		await expect(trigger.poll()).rejects.toThrow(both);
		trigger.restart('init');
		expect(await trigger.poll()).toBeNull();
		await expect(trigger.poll()).rejects.toThrow(both);
	});

	it('by another seller stops too where n8n makes a new context for every poll', async () => {
		const trigger = await polledThenConnected(other, true);
		sandbox.tiktok.addOrder({ shop: 'GB01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		const both = /another seller: "Other Ltd" instead of "Sunny Home"/;
		await expect(trigger.poll()).rejects.toThrow(both);
		trigger.restart('update');
		await expect(trigger.poll()).rejects.toThrow(both);
		trigger.restart('activate');
		expect(await trigger.poll()).toHaveLength(1);
		trigger.restart('update');
		expect(await trigger.poll()).toBeNull();
	});

	it('by another seller goes on once the workflow is published again', async () => {
		const trigger = await polledThenConnected(other);
		sandbox.tiktok.addOrder({ shop: 'GB01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		trigger.restart('activate');
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toBeNull();
	});
});
