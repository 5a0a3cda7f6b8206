import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode } from '../support/engine/engine';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate, parametersOf } from './evaluate';

const TO_WAREHOUSE = '04-orders-to-warehouse.json';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

/** Ways in that read orders by hand, as the templates do it. */
const WAYS: Array<
	[way: string, template: string, node: string, given: Record<string, IDataObject[]>]
> = [
	['Start by Hand', '05-order-sync.json', 'Pull Pending Orders', {}],
	[
		'the manual synchronisation, any status',
		'06-manual-sync.json',
		'Pull These Orders',
		{ 'Which Orders': [{ status: 'Any status (others are only shown) · 任意状态（其他状态仅显示）' }] },
	],
	[
		'the manual synchronisation, by order IDs',
		'06-manual-sync.json',
		'Pull These Orders',
		{ 'Which Orders': [{ order_ids: '…', status: 'Awaiting shipment · 待发货' }] },
	],
	['the exception desk', '07-exception-desk.json', 'Look at the Orders', {}],
];

/** Parameters of a node of a template, with its expressions evaluated behind other nodes. */
async function evaluated(value: unknown, before: Record<string, IDataObject[]>): Promise<unknown> {
	if (typeof value === 'string')
		return value.startsWith('=') ? await evaluate(value, before) : value;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = await Promise.all(
		Object.entries(value).map(async ([key, each]) => [key, await evaluated(each, before)] as const),
	);
	return Object.fromEntries(entries);
}

/** Order IDs that pass the gate of the sub-workflow, of those that a way in reads. */
async function goOn(
	[, template, node, given]: (typeof WAYS)[number],
	ids: string[],
	scope: IDataObject,
): Promise<unknown[]> {
	const { id } = sandbox.tiktok.shop('US01');
	const form = (given['Which Orders'] ?? []).map((each) =>
		each.order_ids ? { ...each, order_ids: ids.join(' ') } : each,
	);
	const before = {
		...(form.length > 0 ? { 'Which Orders': form } : {}),
		Input: [{ id, shop_id: id, order_ids: ids.join(',') }],
	};
	const { authentication, ...parameters } = parametersOf(template, node);
	expect(authentication).toBe('oAuth2');
	const pull = (await evaluated(parameters, before)) as never;
	const credentials = tiktokCredentials(sandbox);
	const pulled = await runNode(new TikTokShop(), pull, [{}], { credentials });
	expect([pulled.error, pulled.outputs[1]]).toEqual([undefined, []]);
	const gate = { ...parametersOf(TO_WAREHOUSE, 'May It Go On'), ...scope } as never;
	const closed = [{ order_id: '57', status: 'closed', closed_how: 'by hand' }];
	const { outputs, error } = await runNode(new TikTokShop(), gate, pulled.outputs[0], {
		second: closed,
	});
	expect(error).toBeUndefined();
	return outputs[0].map(({ orderId }) => orderId);
}

describe.each(WAYS)('%s', (...way) => {
	it('keeps the scope that is set in the sub-workflow, and the guards', async () => {
		const here = order();
		const elsewhere = order({ warehouse: 1 });
		const young = order({ ageSeconds: 600 });
		young.onHold = false;
		const cancelled = order({ cancelRequested: true });
		const delivered = order({ status: 'DELIVERED' });
		const ids = [here, elsewhere, young, cancelled, delivered].map(({ id }) => id);
		expect((await goOn(way, ids, {})).sort()).toEqual([here.id, elsewhere.id].sort());
		expect(await goOn(way, ids, { warehouseIds: here.warehouseId })).toEqual([here.id]);
		expect(await goOn(way, ids, { shops: 'GBCB000001' })).toEqual([]);
		const cutOver = { options: { notBefore: new Date().toISOString() } };
		expect(await goOn(way, ids, cutOver)).toEqual([]);
	});
});
