import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

const RAW_WORDS = /\[object|undefined|NaN|is not a function|Cannot (?:read|convert)/;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const US = '7490000000000000001';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const run = async (
	operation: string,
	parameters: object,
	items: IDataObject[] = [{}],
): Promise<NodeRun> =>
	await runNode(new TikTokShop(), { ...parameters, operation } as never, items, {
		credentials: tiktokCredentials(sandbox),
		onError: 'continueRegularOutput',
	});

/** Everything that a user reads of a run. */
const told = ({ outputs, error }: NodeRun): string =>
	[error?.message, error?.description, JSON.stringify(outputs)].join(' ');

describe('an answer of TikTok Shop whose code, message or request ID is no single value', () => {
	const ODD: Array<[string, unknown]> = [
		['an object', {}],
		['a list', [null, 5, {}]],
		['null', null],
		['an object with reserved names', { toString: null, valueOf: 1 }],
	];

	it.each(ODD)('is told without words of the language: %s', async (_, value) => {
		sandbox.answers.change({
			service: 'tiktok',
			path: '/logistics/202309/warehouses',
			change: () => ({ code: value, message: value, request_id: value, data: null }),
		});
		const ran = await run('getAll', { resource: 'warehouse', shop: byId(US) });
		expect(told(ran)).toContain(
			'did not answer like TikTok Shop (HTTP 200): the answer has no code',
		);
		expect(told(ran)).not.toMatch(RAW_WORDS);
	});
});

describe('products that TikTok Shop gives in another form than its API describes', () => {
	type Products = { data: { products: IDataObject[]; next_page_token: unknown } };
	const read = async (change: (answer: Products) => void): Promise<NodeRun> => {
		sandbox.answers.change({
			service: 'tiktok',
			path: '/products/search',
			change: (answer: Products) => void change(answer),
		});
		return await run('getAll', { resource: 'product', shop: byId(US), returnAll: true });
	};

	it.each<[string, unknown]>([
		['null', null],
		['a number', 5],
		['an object', {}],
		['a list of nothing', [null, 5]],
		['a SKU without anything', [{ inventory: 5, price: 'x', seller_sku: {} }]],
	])('do not hold up the others: skus are %s', async (_, skus) => {
		const before = await run('getAll', { resource: 'product', shop: byId(US), returnAll: true });
		const ran = await read(({ data }) => (data.products[0].skus = skus as never));
		const given = before.outputs[0].map(({ platformSku }) => platformSku);
		const left = (ran.outputs[0] ?? []).map(({ platformSku }) => platformSku).filter(Boolean);
		expect(left.length).toBeGreaterThanOrEqual(given.length - 1);
		expect(given).toEqual(expect.arrayContaining(left));
		expect(told(ran)).not.toMatch(RAW_WORDS);
	});

	it.each<[string, (answer: Products) => void]>([
		['the list is a text', ({ data }) => (data.products = 'x' as never)],
		['the list is an object', ({ data }) => (data.products = {} as never)],
		['the next page is an object', ({ data }) => (data.next_page_token = { page: 2 })],
		['the next page is no text of an address', ({ data }) => (data.next_page_token = '\ud83d')],
	])('are an error in plain words, and no shorter list: %s', async (_, change) => {
		const ran = await read(change);
		expect(told(ran)).toContain('cannot be read');
		expect(told(ran)).not.toMatch(RAW_WORDS);
	});
});

describe('an external reference that cannot be read', () => {
	it.each([[null], [{}], [{ id: [] }], ['x'], [5]])(
		'%j is an error of its order, not "no references"; the other orders go on',
		async (row) => {
			const ids = [1, 2].map(() => {
				const order = sandbox.tiktok.addOrder({
					shop: 'US01',
					lines: [{ sellerSku: 'MUG-BLUE-350' }],
				});
				const platform = 'ORDER_MANAGEMENT_SYSTEM';
				order.externalOrders.push({ id: `OMS-${order.id}`, platform, line_items: [] });
				return order.id;
			});
			sandbox.answers.change({
				service: 'tiktok',
				path: `/orders/${ids[0]}/external_orders`,
				change: ({ data }: { data: IDataObject }) => void (data.external_orders = [row as never]),
			});
			const { outputs } = await run(
				'getExternalReferences',
				{ resource: 'order', shop: byId(US), orderId: '={{ $json.id }}' },
				ids.map((id) => ({ id })),
			);
			expect(outputs.flat()).toMatchObject([
				{ error: expect.stringContaining('external_orders cannot be read') },
				{ orderId: ids[1], externalOrderId: `OMS-${ids[1]}` },
			]);
		},
	);
});

describe('a value of an item that is no ID', () => {
	const ODD: Array<[string, unknown]> = [
		['missing', undefined],
		['null', null],
		['an object', { value: 1 }],
		['a list', [null]],
		['empty', ''],
		['an object with reserved names', { toString: null, valueOf: 1 }],
	];
	const SHOP = byId('={{ $json.shopId }}');
	const OPERATIONS: Array<[string, object, string]> = [
		['order', { orderIds: '={{ $json.id }}' }, 'get'],
		['order', { orderId: '={{ $json.id }}' }, 'getExternalReferences'],
		['order', { orderId: '={{ $json.id }}', externalOrderId: 'A-1' }, 'addExternalReference'],
		['package', { packageId: '={{ $json.id }}' }, 'get'],
		['package', { packageId: '={{ $json.id }}' }, 'getShippingDocument'],
	];

	it.each(OPERATIONS)(
		'stops its item with a reason, before any call: %s %j %s',
		async (...given) => {
			const [resource, parameters, operation] = given;
			const items = ODD.map(([, id]) => ({ shopId: US, id }) as IDataObject);
			const ran = await run(operation, { resource, shop: SHOP, ...parameters }, items);
			expect(ran.outputs.flat()).toHaveLength(items.length);
			expect(told(ran)).not.toMatch(RAW_WORDS);
			expect(sandbox.log.entries.filter(({ path }) => /\/orders|\/packages/.test(path))).toEqual(
				[],
			);
		},
	);

	it.each(OPERATIONS)('the same for the shop: %s %j %s', async (...given) => {
		const [resource, parameters, operation] = given;
		const items = ODD.map(([, shopId]) => ({ shopId, id: '576500000000104729' }) as IDataObject);
		const ran = await run(operation, { resource, shop: SHOP, ...parameters }, items);
		expect(ran.outputs.flat()).toHaveLength(items.length);
		expect(told(ran)).not.toMatch(RAW_WORDS);
	});
});
