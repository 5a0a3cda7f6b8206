import type { INodeExecutionData } from 'n8n-workflow';

import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { runNode } from '../../support/engine/engine';
import type { CredentialStore } from '../../support/engine/credentials';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { Fixture, item } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const SHOPS = '/authorization/202309/shops';
const PROVIDERS = /\/shipping_providers$/;

let fixture: Fixture;
let credentials: CredentialStore;

beforeEach(async () => {
	fixture = await Fixture.open();
	credentials = tiktokCredentials(fixture.sandbox);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await fixture.close();
});

/** Sends the tracking number of a new order, and says how often the lists were asked for. */
async function send(provider = 'USPS', seed: { shop?: string } = {}, store = credentials) {
	const before = calls();
	const order = fixture.order(seed);
	const rows = [{ carrier: 'USPS', shipping_provider_name: provider }];
	const { outputs, error } = await runNode(
		new TikTokShopFulfillment(),
		{ pairingSource: 'json', pairingJson: JSON.stringify(rows) } as never,
		[item(order)],
		{ credentials: store },
	);
	const [sent = [], exceptions = []] = outputs as unknown as INodeExecutionData[][];
	const after = calls();
	return {
		error,
		isSent: sent.length === 1 && fixture.writesOf(order).length === 1,
		exceptions,
		shops: after.shops - before.shops,
		providers: after.providers - before.providers,
	};
}

const calls = () => ({
	shops: fixture.sandbox.log.calls('tiktok', SHOPS).length,
	providers: fixture.sandbox.log.calls('tiktok').filter(({ path }) => PROVIDERS.test(path)).length,
});

/** What the service answers for a path lacks what `lacks` says, until it is undone. */
const without = (path: string | RegExp, list: 'shops' | 'shipping_providers', key: string) =>
	fixture.sandbox.answers.change({
		service: 'tiktok',
		path,
		change: (answer: { data: Record<string, Array<Record<string, string>>> }) => {
			answer.data[list] = answer.data[list].filter((row) => row.name !== key && row.region !== key);
		},
	});

it('shops and providers are asked for in the first execution, not in the second', async () => {
	expect(await send()).toMatchObject({ isSent: true, shops: 1, providers: 1 });
	expect(await send()).toMatchObject({ isSent: true, shops: 0, providers: 0 });
});

it('another credential of the same seller asks for itself', async () => {
	await send();
	const other = tiktokCredentials(fixture.sandbox);
	expect(await send('USPS', {}, other)).toMatchObject({ isSent: true, shops: 1, providers: 1 });
});

it('a credential that is authorised again asks anew, and never sees what it saw before', async () => {
	await send();
	const code = fixture.sandbox.tiktok.issueCode({ shops: ['GB01'] });
	Object.assign(credentials.data('tikTokShopApi'), { authorizationCode: code, accessToken: '' });
	const { isSent, shops, exceptions } = await send();
	expect({ isSent, shops }).toEqual({ isSent: false, shops: 1 });
	expect(JSON.stringify(exceptions)).toContain('ORDER_NOT_FOUND');
});

it('a shop that is new is found at once', async () => {
	const undo = without(SHOPS, 'shops', 'GB');
	await send();
	undo();
	expect(await send('Royal Mail', { shop: 'GB01' })).toMatchObject({ isSent: true, shops: 1 });
});

it('a provider that is new is found at once, by one call', async () => {
	const undo = without(PROVIDERS, 'shipping_providers', 'UPS');
	await send();
	undo();
	expect(await send('UPS')).toMatchObject({ providers: 1, exceptions: [] });
	expect(await send('UPS')).toMatchObject({ providers: 0, exceptions: [] });
});

it('a provider that does not exist costs one call in an execution', async () => {
	await send();
	const { providers, exceptions } = await send('No Such Provider');
	expect(providers).toBe(1);
	expect(JSON.stringify(exceptions)).toContain('PROVIDER_NOT_ALLOWED');
});

it('a failure is not kept', async () => {
	const give = { service: 'tiktok' as const, path: SHOPS, status: 403 };
	const body = { code: 105005, message: 'access denied', request_id: 'r-1' };
	const undo = fixture.sandbox.answers.give({ ...give, body });
	expect((await send()).error?.message).toContain('105005');
	undo();
	expect(await send()).toMatchObject({ isSent: true, shops: 1 });
});

// The last one: what was shipped in a later time is remembered by the process.
it('they are asked for again after an hour', async () => {
	await send();
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_601_000);
	expect(await send()).toMatchObject({ isSent: true, shops: 1, providers: 1 });
});
