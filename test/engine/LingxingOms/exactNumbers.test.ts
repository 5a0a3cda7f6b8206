import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

const LONG = Number('576460000000000123');
const byCode = (value: string) => ({ __rl: true, mode: 'code', value });

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});
afterEach(async () => await sandbox.close());

const run = async (parameters: object, items: object[]) =>
	await runNode(new LingxingOms(), parameters as never, items as IDataObject[], {
		credentials: omsCredentials(sandbox),
	});

describe('a long number that has lost its last digits', () => {
	const source = (from: object) => [
		{
			systemSku: 'SYS-MUG-BLU',
			quantity: 1,
			from: [{ platformSku: 'A', quantity: 1, factor: 1, ...from }],
		},
	];

	it.each<[string, object]>([
		['the order ID', { orderId: LONG }],
		['the order ID, shortened', { orderId: '5.7646E+17' }],
		['the idempotency key', { idempotencyKey: LONG }],
		['the store code', { shop: { id: '1', code: LONG } }],
		['a system SKU', { outboundLines: [{ systemSku: LONG, quantity: 1, from: [] }] }],
		['a platform SKU', { outboundLines: source({ platformSku: LONG }) }],
		['a SKU ID', { outboundLines: source({ skuId: LONG }) }],
	])('(%s) keeps its order back, and the others are created', async (_, bad) => {
		const good = mappedOrder({ orderId: '576460000000000009' });
		const { outputs, error } = await run(
			{
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: byCode('USLAX1'),
				logisticsChannel: byCode('USPS-GA'),
			},
			[{ ...mappedOrder(), ...bad }, good],
		);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ orderId: good.orderId }]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'NUMBER_NOT_EXACT' } }]);
		const made = [...sandbox.oms.outbound.values()].map(({ platformOrderNo }) => platformOrderNo);
		expect(made).toEqual([good.orderId]);
	});

	it.each<[string, object]>([
		['get', { resource: 'outboundOrder', operation: 'get', number: '={{ $json.value }}' }],
		[
			'cancel',
			{ resource: 'outboundOrder', operation: 'cancel', outboundOrderNo: '={{ $json.value }}' },
		],
		[
			'product',
			{ resource: 'product', operation: 'getAll', filters: { systemSkus: '={{ $json.value }}' } },
		],
		[
			'inventory',
			{ resource: 'inventory', operation: 'getAll', filters: { systemSkus: '={{ $json.value }}' } },
		],
	])('is an error of its item (%s), and the OMS is not called', async (_, parameters) => {
		for (const value of [LONG, '5.7646E+17', '5,7646E+17', [LONG]]) {
			const { error } = await run(parameters, [{ value }]);
			expect(error?.message).toMatch(/too long to be exact|last digits are lost/);
			expect(error?.description).toContain('Give it as text');
			expect(error?.context?.itemIndex).toBe(0);
		}
		expect(sandbox.log.count('oms')).toBe(0);
	});
});
