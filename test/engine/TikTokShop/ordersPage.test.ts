import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { deskRow, order, ORDER, outbound, SHOP } from '../../unit/TikTokShop/ordersPage/facts';

const OUTPUTS = 10;
const REFUSED = OUTPUTS - 1;

let sandbox: Sandbox;
let credentials: CredentialStore;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty' });
	credentials = tiktokCredentials(sandbox);
});

afterAll(async () => {
	await sandbox.close();
});

const run = async (operation: string, items: object[], options: RunOptions = {}) =>
	await runNode(new TikTokShop(), { resource: 'ordersPage', operation }, items as IDataObject[], {
		credentials,
		...options,
	});

async function keyOfOpenPage(): Promise<string> {
	const { outputs, error } = await run('open', [{ headers: { host: 'n8n.example.com' } }]);
	expect(error).toBeUndefined();
	const [, key] = /"key": "([^"]+)"/.exec(String(outputs[0][0].html)) ?? [];
	return key;
}

const asked = async (key: string, request: object): Promise<NodeRun> =>
	await run('checkRequest', [{ headers: {}, body: { key, request: JSON.stringify(request) } }]);

/** Index of the output that has an item, and the item. */
function only({ outputs, error }: NodeRun): [number, IDataObject] {
	expect(error).toBeUndefined();
	const index = outputs.findIndex((items) => items.length > 0);
	expect(outputs.flat()).toHaveLength(1);
	return [index, outputs[index][0]];
}

describe('a page that n8n has served', () => {
	it('is whole, with a key and without the app secret', async () => {
		const { outputs } = await run('open', [{ headers: { host: 'n8n.example.com' } }]);
		const html = String(outputs[0][0].html);
		expect(html).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
		expect(html).not.toContain(sandbox.credentials.tiktok.appSecret);
		expect(html).not.toMatch(/%(NONCE|KEY|HOST)%/);
	});

	it.each([
		['shop.example.com, proxy.internal:5678', 'shop.example.com'],
		['shop.example.com:8443', 'shop.example.com:8443'],
		['"><script>, shop.example.com', 'n8n.example.com'],
		[' , proxy.internal', 'n8n.example.com'],
	])(
		'may call the host that the browser called, behind proxies that say %p',
		async (said, host) => {
			const headers = { 'x-forwarded-host': said, host: 'n8n.example.com' };
			const { outputs } = await run('open', [{ headers }]);
			expect(String(outputs[0][0].html)).toContain(`connect-src 'self' ${host};`);
		},
	);

	it('is answered for what it asks, each by an output of its own', async () => {
		const key = await keyOfOpenPage();
		const once = () => `number-${Math.random().toString(36).slice(2)}-of-a-test`;
		const shopId = SHOP.id;
		const requests = [
			{ do: 'start' },
			{ do: 'orders', shopId, limit: 100 },
			{ do: 'pull', shopIds: [shopId], once: once() },
			{ do: 'tryAgain', orders: [{ key: ORDER, shopId }], once: once() },
			{ do: 'cancel', orders: [{ key: ORDER, shopId }], once: once() },
			{
				...{ do: 'addMapping', storeCode: '*', platformSku: 'A', systemSku: 'S', quantity: 1 },
				once: once(),
			},
			{ do: 'addPairing', storeCode: '*', carrier: 'USPS', providerId: '7', once: once() },
			{ do: 'providers', shopId },
			{ do: 'systemSkus' },
		];
		for (const [index, request] of requests.entries()) {
			expect(only(await asked(key, request))[0]).toBe(index);
		}
	});

	it('is done its will once, however often a request comes', async () => {
		const key = await keyOfOpenPage();
		const request = { do: 'pull', shopIds: [SHOP.id], once: 'the-same-number-twice' };
		expect(only(await asked(key, request))[0]).toBe(2);
		expect(only(await asked(key, request))).toEqual([
			REFUSED,
			{ refused: 'again', message: 'This was asked before, and is done once.' },
		]);
	});
});

describe('a request that did not come from the page', () => {
	it.each<[string, object | undefined]>([
		['without a body', undefined],
		['without a key', { request: '{"do":"start"}' }],
		['with a key of its own making', { key: `9999999999999.${'a'.repeat(22)}.${'b'.repeat(43)}` }],
		['with a list for a key', { key: ['a'], request: '{"do":"start"}' }],
	])('is refused: one %s', async (_, body) => {
		const [index, answer] = only(await run('checkRequest', [{ headers: {}, body }]));
		expect([index, answer.refused]).toEqual([REFUSED, 'wrong']);
	});

	it('is refused where it is about nothing that can be done', async () => {
		const [index, answer] = only(await asked(await keyOfOpenPage(), { do: 'dropTables' }));
		expect([index, answer.refused]).toEqual([REFUSED, 'unusable']);
	});
});

describe('the rows of the page', () => {
	const rowsOf = async (orders: object[], options: RunOptions = {}) => {
		const { outputs, error } = await run('makeRows', orders, options);
		expect(error).toBeUndefined();
		return outputs[0][0] as { rows: IDataObject[] } & IDataObject;
	};

	it('join orders and outbound orders, say how many were read and until when, without a call', async () => {
		const other = {
			...order(),
			orderId: '576460000000000002',
			updatedAt: '2026-11-21T00:00:00.000Z',
		};
		const calls = sandbox.log.entries.length;
		const third = [outbound('processing')] as unknown as IDataObject[];
		const answer = await rowsOf([order(), other], { third });
		expect(answer).toMatchObject({ count: 2, last: '2026-11-21T00:00:00.000Z', problems: [] });
		expect(answer.rows.map(({ tab }) => tab)).toEqual(['processing', 'pending']);
		expect(sandbox.log.entries).toHaveLength(calls);
	});

	it('leave out what TikTok Shop fulfills itself', async () => {
		const fulfilled = order({ fulfillmentType: 'FULFILLMENT_BY_TIKTOK' });
		expect(await rowsOf([fulfilled])).toMatchObject({ rows: [], count: 1 });
	});

	it('are there for orders that cannot be read, and problems for shops', async () => {
		const exception = { code: 'ORDER_UNREADABLE', message: 'odd', hint: 'look' };
		const second = [
			{ orderId: ORDER, shop: SHOP, exception },
			{ shop: SHOP, exception: { message: 'refused' } },
		] as unknown as IDataObject[];
		const { rows, problems } = await rowsOf([{}], { second });
		expect(rows).toMatchObject([{ key: ORDER, tab: 'exception', reason: 'odd', hint: 'look' }]);
		expect(problems).toEqual([{ service: SHOP.code, message: 'refused' }]);
	});

	it('say that the OMS, or TikTok Shop, did not answer, and show what the other one says', async () => {
		const third = [{ error: 'timeout' }];
		const { rows, problems } = await rowsOf([order(), { error: 'no token' }], { third });
		expect(rows).toMatchObject([{ omsState: 'unknown', tab: 'pending' }]);
		expect(problems).toEqual([
			{ service: 'TikTok Shop', message: 'no token' },
			{ service: 'OMS', message: 'timeout' },
		]);
	});

	it('do not mind items that are no orders', async () => {
		const { rows } = await rowsOf([{}, { orderId: 5 }, order(), deskRow()]);
		expect(rows).toHaveLength(1);
	});
});
