import type { IDataObject } from 'n8n-workflow';

import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { DEMO_MAPPING } from '../../sandbox/demo/mapping';
import { line, order, RECIPIENT } from '../../support/items/mappingOrder';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';

const asItem = (value: object) => structuredClone(value) as IDataObject;
const waiting = (sku: string, orderId = sku) => asItem(order([line(sku)], { orderId }));

const DEFINED = {
	operation: 'mapOrders',
	mappingSource: 'defineBelow',
	mappingRows: {
		rows: [
			{ storeCode: '*', platformSku: 'MUG', systemSku: 'SYS-MUG', quantity: 1 },
			{ storeCode: '*', platformSku: 'SET', systemSku: 'SYS-MUG', quantity: 2 },
			{ storeCode: '*', platformSku: 'SET', systemSku: 'SYS-PLATE', quantity: 2 },
		],
	},
};
const JSON_SOURCE = { operation: 'mapOrders', mappingSource: 'json' };
const BY_INPUT = { operation: 'mapOrders', mappingSource: 'mappingInput' };

const run = async (
	parameters: Parameters<typeof runNode>[1],
	items: IDataObject[],
	options?: RunOptions,
): Promise<NodeRun> => await runNode(new SkuMapping(), parameters, items, options);

/** Order IDs of each output. */
const orderIds = ({ outputs }: NodeRun) =>
	outputs.map((output) => output.map(({ orderId }) => orderId));

/** [system SKU, quantity] of one mapped item. */
const units = (item: IDataObject) =>
	(item.outboundLines as Array<{ systemSku: string; quantity: number }>).map(
		({ systemSku, quantity }) => [systemSku, quantity],
	);

describe('orders through SKU Mapping', () => {
	it('leave by Mapped or by Exceptions, each paired with the item it came from', async () => {
		const result = await run(DEFINED, [waiting('MUG'), waiting('NEW'), waiting('SET')]);
		expect(orderIds(result)).toEqual([['MUG', 'SET'], ['NEW']]);
		expect(result.items.map((output) => output.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
	});

	it('keep everything they had, and gain outboundLines or exception', async () => {
		const good = { ...waiting('SET'), mine: { note: 'kept' } };
		const bad = { ...waiting('NEW'), mine: { note: 'kept' } };
		const { outputs } = await run(DEFINED, [good, bad]);
		expect(outputs[0]).toEqual([
			{
				...good,
				outboundLines: [
					{
						systemSku: 'SYS-MUG',
						quantity: 2,
						from: [{ platformSku: 'SET', quantity: 1, factor: 2 }],
					},
					{
						systemSku: 'SYS-PLATE',
						quantity: 2,
						from: [{ platformSku: 'SET', quantity: 1, factor: 2 }],
					},
				],
			},
		]);
		expect(outputs[1]).toEqual([
			{ ...bad, exception: expect.objectContaining({ code: 'SKU_NOT_MAPPED', retrySafe: true }) },
		]);
	});

	it('that come round again carry nothing of what an earlier run said', async () => {
		const earlier = { exception: { code: 'SKU_NOT_MAPPED' }, outboundLines: [] };
		const { outputs } = await run(DEFINED, [
			{ ...waiting('MUG'), ...earlier },
			{ ...waiting('NEW'), ...earlier },
		]);
		expect(outputs[0][0]).not.toHaveProperty('exception');
		expect(outputs[1][0]).not.toHaveProperty('outboundLines');
	});

	it('with a masked recipient wait, unless Check Recipient is off', async () => {
		const masked = asItem(order([line('MUG')], { recipient: { ...RECIPIENT, masked: true } }));
		const { outputs } = await run(DEFINED, [masked]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'RECIPIENT_INCOMPLETE' } }]);
		const unchecked = await run({ ...DEFINED, options: { checkRecipient: false } }, [masked]);
		expect(unchecked.outputs.map(({ length }) => length)).toEqual([1, 0]);
	});

	it('are not touched: the input items are the same after the run', async () => {
		const items = [waiting('MUG'), waiting('NEW')];
		const before = structuredClone(items);
		await run(DEFINED, items);
		expect(items).toEqual(before);
	});
});

describe('the mapping', () => {
	it('comes from JSON text', async () => {
		const mappingJson = JSON.stringify(DEMO_MAPPING);
		const { outputs } = await run({ ...JSON_SOURCE, mappingJson }, [waiting('SET-BREAKFAST')]);
		expect(units(outputs[0][0])).toEqual([
			['SYS-MUG-BLU', 2],
			['SYS-PLATE', 2],
			['SYS-TEA-GRN', 1],
		]);
	});

	it('comes from an expression that gives an array', async () => {
		const mappingJson =
			'={{ [{ platform_sku: "MUG", system_sku: "SYS-" + $json.orderId, quantity: "3" }] }}';
		const { outputs } = await run({ ...JSON_SOURCE, mappingJson }, [waiting('MUG')]);
		expect(units(outputs[0][0])).toEqual([['SYS-MUG', 3]]);
	});

	it.each([
		[{ store_code: 'US01', platform_sku: 'MUG', system_sku: 'SYS', quantity: 2 }],
		[{ 'Store Code': '', 'Platform SKU': 'MUG', 'System SKU': 'SYS', Quantity: '2' }],
		[{ id: 1, storeCode: '*', platformSku: 'MUG', systemSku: 'SYS', quantity: '2.0' }],
	])('comes by the second input, one item per row: %j', async (row) => {
		const { outputs, error } = await run(BY_INPUT, [waiting('MUG')], { second: [row] });
		expect(error).toBeUndefined();
		expect(units(outputs[0][0])).toEqual([['SYS', 2]]);
	});

	it('by the second input: orders are still paired with the items of the first', async () => {
		const row = { platform_sku: 'MUG', system_sku: 'SYS', quantity: 1 };
		const result = await run(BY_INPUT, [waiting('NEW'), waiting('MUG')], { second: [row] });
		expect(orderIds(result)).toEqual([['MUG'], ['NEW']]);
		expect(result.items[0][0].pairedItem).toEqual({ item: 1 });
	});

	it('without rows is said to be empty, before any order is mapped', async () => {
		const empty = [
			await run({ ...DEFINED, mappingRows: {} }, [waiting('MUG')]),
			await run({ ...JSON_SOURCE, mappingJson: '[]' }, [waiting('MUG')]),
			await run(BY_INPUT, [waiting('MUG')], { second: [] }),
			await run(BY_INPUT, [waiting('MUG')]),
		];
		for (const { error, outputs } of empty) {
			expect(error?.message).toBe('The mapping has no rows. Nothing was mapped.');
			expect(outputs).toEqual([]);
		}
	});

	it.each([
		['{"a": 1}', 'Mapping JSON is not an array of rows.'],
		['[{"a": 1', 'Mapping JSON cannot be read as JSON.'],
	])('as JSON %s is refused', async (mappingJson, message) => {
		const { error } = await run({ ...JSON_SOURCE, mappingJson }, [waiting('MUG')]);
		expect(error?.message).toBe(message);
	});

	it('with Refuse All and rows that cannot be used refuses before anything is mapped, and names all of them', async () => {
		const good = { platform_sku: 'MUG', system_sku: 'SYS', quantity: 1 };
		const bad = Array.from({ length: 25 }, (_, index) => ({
			platform_sku: `P${index}`,
			system_sku: 'SYS',
			quantity: '1,5',
		}));
		const mappingJson = JSON.stringify([good, ...bad]);
		const refuseAll = { ...JSON_SOURCE, mappingJson, options: { unusableRows: 'refuseAll' } };
		const { error, outputs } = await run(refuseAll, [waiting('MUG')]);
		expect(outputs).toEqual([]);
		expect(error?.message).toBe(
			'Row 2: quantity "1,5" is not a whole number of 1 or more. ' +
				'Row 3: quantity "1,5" is not a whole number of 1 or more. ' +
				'Row 4: quantity "1,5" is not a whole number of 1 or more. ' +
				'And 22 more. 1 row is fine; nothing was mapped.',
		);
		const lines = error?.description?.split('\n') ?? [];
		expect(lines.filter((text) => text.startsWith('Row '))).toHaveLength(20);
		expect(lines[lines.length - 1]).toBe('… 25 in all.');
	});
});

describe('what cannot be mapped is never lost', () => {
	const stranger = { hello: 'world' };

	it('an item that is no order leaves as an exception, and the orders go on', async () => {
		const result = await run(DEFINED, [stranger, waiting('MUG')]);
		expect(orderIds(result)).toEqual([['MUG'], [undefined]]);
		expect(result.outputs[1][0]).toMatchObject({
			...stranger,
			exception: {
				code: 'ORDER_UNREADABLE',
				message: 'This item is not an order: it has no orderId.',
				hint: expect.stringContaining('Connect the output of the TikTok Shop Trigger'),
			},
		});
		expect(result.items[1][0].pairedItem).toEqual({ item: 0 });
	});

	it('items of which none has anything of an order stop the node: they come from another node', async () => {
		const { error } = await run(DEFINED, [stranger, { sku: 'A' }]);
		expect(error?.message).toContain('This item is not an order: it has no orderId');
		expect(error?.description).toContain('Connect the output of the TikTok Shop Trigger');
	});

	const good = waiting('MUG');
	it.each([
		[{ orderId: '1' }, 'shop', 'order 1 names no shop'],
		[{ ...good, orderId: null }, 'orderId', 'it has no orderId'],
		[{ ...good, orderId: { id: 5 } }, 'orderId', 'orderId is an object, not text'],
		[{ ...good, shop: null }, 'shop', 'order MUG names no shop'],
		[{ ...good, shop: { code: 7 } }, 'shop.code', 'shop.code of order MUG is a number, not text'],
		[{ ...good, lines: undefined }, 'lines', 'order MUG has no lines'],
		[{ ...good, lines: [] }, 'lines', 'order MUG has no lines'],
		[{ ...good, lines: 'MUG' }, 'lines', 'order MUG has no lines'],
		[
			{ ...good, lines: [line('MUG'), null] },
			'lines[1].quantity',
			'line 2 of order MUG has no quantity of 1 or more whole units',
		],
		[
			{ ...good, lines: [{ platformSku: 'MUG', quantity: 0 }] },
			'lines[0].quantity',
			'line 1 of order MUG has no quantity of 1 or more whole units',
		],
		[
			{ ...good, lines: [{ platformSku: ['MUG'], quantity: 1 }] },
			'lines[0].platformSku',
			'lines[0].platformSku of line 1 of order MUG is a list, not text',
		],
		[
			{ ...good, lines: [{ ...line('MUG'), components: 'x' }] },
			'lines[0].components',
			'the components of line 1 of order MUG are no list',
		],
		[
			{ ...good, lines: [{ ...line('MUG'), components: [{ platformSku: 'A' }] }] },
			'lines[0].components[0].quantity',
			'component 1 of line 1 of order MUG has no quantity of 1 or more whole units',
		],
		[{ ...good, recipient: 'me' }, 'recipient', 'recipient of order MUG is text, not an object'],
		[
			{ ...good, recipient: { ...RECIPIENT, postalCode: 1234 } },
			'recipient.postalCode',
			'recipient.postalCode of order MUG is a number, not text',
		],
	])('%j leaves as an exception that names %s, the others go on', async (bad, place, reason) => {
		const other = waiting('SET', '2');
		const { outputs, error } = await run(DEFINED, [other, asItem(bad), other]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]).toMatchObject([
			{
				exception: {
					code: 'ORDER_UNREADABLE',
					message: `This item is not an order: ${reason}.`,
					details: { place },
				},
			},
		]);
	});

	it.each([
		['orderId', { ...good, orderId: Number('576460000000000123') }],
		['orderId', { ...good, orderId: '5.7646E+17' }],
		['shop.id', { ...good, shop: { id: Number('7490000000000000123'), code: 'US01' } }],
		[
			'lines[0].skuId',
			{ ...good, lines: [{ ...line('MUG'), skuId: Number('1729582718312311001') }] },
		],
		[
			'lines[0].platformSku',
			{ ...good, lines: [{ ...line('MUG'), platformSku: Number('1729582718312311001') }] },
		],
		[
			'lines[0].lineItemIds',
			{ ...good, lines: [{ ...line('MUG'), lineItemIds: [Number('576460000000000123')] }] },
		],
	])('a long number in %s that has lost its last digits is refused', async (place, bad) => {
		const { outputs } = await run(DEFINED, [asItem(bad), good]);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'NUMBER_NOT_EXACT', details: { place } } },
		]);
	});

	it.each(['ORDER_UNREADABLE', 'SHOP_REFUSED', 'SHOP_NOT_AUTHORIZED'])(
		'what the TikTok Shop nodes said already (%s) leaves by Exceptions as it came',
		async (code) => {
			const exception = { code, message: 'm', hint: 'h', retrySafe: true, details: {} };
			const about = [{ exception }, { orderId: '5', exception }, { ...good, exception }];
			const { outputs, items, error } = await run(DEFINED, [...about.map(asItem), good]);
			expect(error).toBeUndefined();
			expect(outputs[1]).toEqual(about);
			expect(items[1].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2].map((item) => ({ item })),
			);
			expect(outputs[0]).toHaveLength(1);
		},
	);

	it('an order without a recipient is no unreadable order: it is incomplete', async () => {
		const { outputs } = await run(DEFINED, [{ ...good, recipient: null }]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'RECIPIENT_INCOMPLETE' } }]);
		const options = { checkRecipient: false };
		const unchecked = await run({ ...DEFINED, options }, [{ ...good, recipient: null }]);
		expect(unchecked.outputs[0]).toHaveLength(1);
	});

	it('with Continue and a mapping that cannot be used, all orders leave by Exceptions with the reason', async () => {
		const mappingJson = '[{ "platform_sku": "MUG", "system_sku": "SYS", "quantity": 0 }]';
		const { outputs } = await run(
			{ ...JSON_SOURCE, mappingJson, options: { unusableRows: 'refuseAll' } },
			[waiting('MUG'), waiting('SET')],
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toMatchObject([
			{ orderId: 'MUG', error: expect.stringContaining('Row 1: quantity 0') },
			{ orderId: 'SET', error: expect.stringContaining('Row 1: quantity 0') },
		]);
	});
});
