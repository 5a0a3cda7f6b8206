import type { IDataObject, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const RAW_WORDS =
	/\[object|undefined|NaN|is not a function|is not iterable|Cannot (?:read|convert)/;
const SHOP = { __rl: true, mode: 'id', value: '7490000000000000001' };

let sandbox: Sandbox;
let orderId: string;
let packageId: string;

beforeEach(async () => {
	sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
	const order = sandbox.tiktok.orderOf('one line');
	const platform = 'ORDER_MANAGEMENT_SYSTEM';
	order.externalOrders.push({ id: 'OMS-1', platform, line_items: [] });
	orderId = order.id;
	packageId = sandbox.tiktok.newPackage(order, order.lines).id;
});
afterEach(async () => await sandbox.close());

interface ListRead {
	name: string;
	service: 'tiktok' | 'oms';
	/** Of the call whose answer holds the list. */
	path: RegExp;
	/** Field of `data`; empty where `data` is the list. */
	field: string;
	run: () => Promise<NodeRun>;
}

const tiktok = async (parameters: object): Promise<NodeRun> =>
	await runNode(new TikTokShop(), { shop: SHOP, returnAll: true, ...parameters } as never, [{}], {
		credentials: tiktokCredentials(sandbox),
	});
const oms = async (parameters: object): Promise<NodeRun> =>
	await runNode(new LingxingOms(), { returnAll: true, ...parameters } as never, [{}], {
		credentials: omsCredentials(sandbox),
	});
/** A poll as a run: what it throws is the error. */
const poll = async (node: INodeType, of: Sandbox): Promise<NodeRun> => {
	const credentials =
		node instanceof TikTokShopTrigger ? tiktokCredentials(of) : omsCredentials(of);
	const parameters = node instanceof TikTokShopTrigger ? { shops: [SHOP.value] } : {};
	const polled = new PolledTrigger(node, parameters, { credentials });
	try {
		const given = await polled.poll();
		return { outputs: [(given ?? []) as never] } as unknown as NodeRun;
	} catch (error) {
		return { outputs: [], error } as unknown as NodeRun;
	}
};

const LISTS: ListRead[] = [
	['Shop > Get Many', 'tiktok', /shops$/, 'shops', { resource: 'shop', operation: 'getAll' }],
	[
		'Order > Get Many',
		'tiktok',
		/orders.search$/,
		'orders',
		{ resource: 'order', operation: 'getAll' },
	],
	['Order > Get', 'tiktok', /202507.orders$/, 'orders', { resource: 'order', operation: 'get' }],
	[
		'Product > Get Many',
		'tiktok',
		/products.search$/,
		'products',
		{ resource: 'product', operation: 'getAll' },
	],
	[
		'Warehouse > Get Many',
		'tiktok',
		/warehouses$/,
		'warehouses',
		{ resource: 'warehouse', operation: 'getAll' },
	],
	[
		'Shipping Provider > Get Many',
		'tiktok',
		/delivery_options$/,
		'delivery_options',
		{ resource: 'shippingProvider', operation: 'getAll' },
	],
	[
		'Shipping Provider > Get Many',
		'tiktok',
		/shipping_providers$/,
		'shipping_providers',
		{ resource: 'shippingProvider', operation: 'getAll' },
	],
	['Package > Get', 'tiktok', /packages.\d+$/, 'orders', { resource: 'package', operation: 'get' }],
	[
		'Order > Get External References',
		'tiktok',
		/external_orders$/,
		'external_orders',
		{ resource: 'order', operation: 'getExternalReferences' },
	],
	[
		'Warehouse > Get Many',
		'oms',
		/warehouse.options$/,
		'',
		{ resource: 'warehouse', operation: 'getAll' },
	],
	[
		'Product > Get Many',
		'oms',
		/pagelist$/,
		'records',
		{ resource: 'product', operation: 'getAll' },
	],
	[
		'Inventory > Get Many',
		'oms',
		/pageOpen$/,
		'records',
		{ resource: 'inventory', operation: 'getAll' },
	],
	[
		'Outbound Order > Get Many',
		'oms',
		/pageList$/,
		'records',
		{ resource: 'outboundOrder', operation: 'getAll' },
	],
	[
		'Outbound Order > Get',
		'oms',
		/outboundOrder.detail$/,
		'',
		{ resource: 'outboundOrder', operation: 'get', numbers: 'OB-1', number: 'OB-1' },
	],
].map(([name, service, path, field, parameters]) => ({
	name,
	service,
	path,
	field,
	run: async () => {
		const more = { orderId, orderIds: orderId, packageId };
		return service === 'oms'
			? await oms(parameters as object)
			: await tiktok({ ...more, ...(parameters as object) });
	},
})) as ListRead[];
const TRIGGERS: ListRead[] = [
	{
		name: 'TikTok Shop Trigger',
		service: 'tiktok',
		path: /orders.search$/,
		field: 'orders',
		run: async () => await poll(new TikTokShopTrigger(), sandbox),
	},
	{
		name: 'TikTok Shop Trigger',
		service: 'tiktok',
		path: /authorization.*shops$/,
		field: 'shops',
		run: async () => await poll(new TikTokShopTrigger(), sandbox),
	},
	{
		name: 'Lingxing OMS Trigger',
		service: 'oms',
		path: /pageList$/,
		field: 'records',
		run: async () => await poll(new LingxingOmsTrigger(), sandbox),
	},
];

/** Puts something in place of the list. */
function odd({ service, path, field }: ListRead, value: unknown): void {
	sandbox.answers.change({
		service,
		path,
		change: (answer: { data: IDataObject }) => {
			if (field === '') answer.data = value as never;
			else answer.data[field] = value as never;
		},
	});
}

/** Whether a run reports a problem: it failed, or it emitted an exception. */
function told({ error, outputs }: NodeRun): string {
	const items = outputs.flat().filter((item) => item && (item.exception || item.error));
	return [error?.message, error?.description, ...items.map((item) => JSON.stringify(item))]
		.filter(Boolean)
		.join(' ');
}

describe.each(
	[...LISTS, ...TRIGGERS].map(
		(read) => [`${read.service}: ${read.name}, ${read.field || 'data'}`, read] as const,
	),
)('%s', (_, read) => {
	it('is read, so that what follows can fail', async () => {
		const run = await read.run();
		if (read.name === 'Outbound Order > Get') return;
		expect(run.error).toBeUndefined();
	});

	it.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['an object', {}],
		['a text', 'none'],
		['an empty text', ''],
		['a number', 0],
		['true', true],
		['a list of nothing', [null, null]],
		['a list of texts', ['x', 'y']],
	])('a success whose list is %s is a fault, not "nothing there"', async (_odd, value) => {
		odd(read, value);
		const run = await read.run();
		expect(told(run)).not.toBe('');
		expect(told(run)).not.toMatch(RAW_WORDS);
	});

	it.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['a text', 'x'],
	])('a success whose data is %s is a fault', async (_odd, data) => {
		odd({ ...read, field: '' }, data);
		const run = await read.run();
		expect(told(run)).not.toBe('');
		expect(told(run)).not.toMatch(RAW_WORDS);
	});
});
