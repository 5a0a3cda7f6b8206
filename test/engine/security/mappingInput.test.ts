import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { readPairing } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingTable';
import { pairedProvider } from '../../../nodes/TikTokShop/fulfillment/pairing/pairing';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode } from '../../support/engine/engine';

const RESERVED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const orderOf = (platformSku: string, code = 'US01') =>
	({
		...mappedOrder({
			outboundLines: undefined,
			shop: { id: code, code, name: code, region: 'US', sellerType: 'LOCAL' },
			lines: [
				{
					platformSku,
					skuId: platformSku,
					productId: '1',
					productName: platformSku,
					quantity: 3,
					lineItemIds: ['1', '2', '3'],
					isGift: false,
				},
			],
		}),
	}) as unknown as IDataObject;

const map = async (order: IDataObject, mappingJson: string) =>
	await runNode(
		new SkuMapping(),
		{ operation: 'mapOrders', mappingSource: 'json', mappingJson } as INodeParameters,
		[order],
	);

afterEach(() => {
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a name that every object has, in a mapping or pairing', () => {
	it.each(RESERVED)(
		'%s as store code, platform SKU and system SKU is like any other',
		async (name) => {
			const row = `{"store_code":"${name}","platform_sku":"${name}","system_sku":"${name}","quantity":2}`;
			const { outputs } = await map(orderOf(name, name), `[${row}]`);
			expect(outputs[0]).toMatchObject([{ outboundLines: [{ systemSku: name, quantity: 6 }] }]);
			const other = await map(orderOf('OTHER', name), `[${row}]`);
			expect(other.outputs[1]).toMatchObject([{ exception: { code: 'SKU_NOT_MAPPED' } }]);
		},
	);

	it.each(RESERVED)('%s that no row names is not mapped', async (name) => {
		const row = '{"platform_sku":"A","system_sku":"B","quantity":1}';
		const { outputs } = await map(orderOf(name, name), `[${row}]`);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'SKU_NOT_MAPPED' } }]);
	});

	it.each([
		'[{"__proto__":{"platform_sku":"A","system_sku":"B","quantity":1,"polluted":1}}]',
		'[{"constructor":{"prototype":{"polluted":1}},"platform_sku":"A"}]',
		'{"__proto__":[{"platform_sku":"A","system_sku":"B","quantity":1}]}',
	])('%s is refused, and nothing is mapped by it', async (mappingJson) => {
		const { error } = await map(orderOf('A'), mappingJson);
		expect(error?.message).toMatch(/COLUMN|column|not an array/i);
	});

	it.each(RESERVED)('%s as carrier, store and provider is like any other', (name) => {
		const shop = { code: name, id: name };
		const rows = JSON.parse(
			`[{"store_code":"${name}","carrier":"${name}","shipping_provider_name":"${name}","__proto__":{"polluted":1}}]`,
		) as unknown[];
		const { pairing, problems } = readPairing(rows);
		expect(problems).toEqual([]);
		expect(pairedProvider(pairing, shop, name)).toBe(name);
		expect(pairedProvider(pairing, shop, 'USPS')).toBeUndefined();
		expect(pairedProvider(readPairing([]).pairing, shop, name)).toBeUndefined();
	});
});

describe('a mapping that is more than a mapping', () => {
	it('a nest of 100,000 brackets is refused in words', async () => {
		const nest = '['.repeat(100_000) + ']'.repeat(100_000);
		const { error } = await map(orderOf('A'), nest);
		expect(error?.message).toMatch(/mapping|JSON|row/i);
		expect(error?.message).not.toMatch(/call stack/i);
	});

	it('a SKU of 100,000 characters is mapped like any other', async () => {
		const sku = 'A '.repeat(50_000).trim();
		const rows = [{ platform_sku: sku, system_sku: sku, quantity: 1 }];
		const { outputs } = await map(orderOf(sku), JSON.stringify(rows));
		expect(outputs[0]).toMatchObject([{ outboundLines: [{ systemSku: sku, quantity: 3 }] }]);
	});

	it('10 MB of rows are read', async () => {
		const row = (index: number) => ({
			platform_sku: `SKU-${index}`,
			system_sku: `SYS-${'x'.repeat(50)}-${index}`,
			quantity: 1,
		});
		const rows = JSON.stringify(Array.from({ length: 90_000 }, (_, index) => row(index)));
		expect(rows.length).toBeGreaterThan(10_000_000);
		const { outputs } = await map(orderOf('SKU-89999'), rows);
		expect(outputs[0]).toMatchObject([{ outboundLines: [{ quantity: 3 }] }]);
	});

	it('10 MB of rows that cannot be used end in a message of some lines', async () => {
		const rows = JSON.stringify(
			Array.from({ length: 200_000 }, () => ({ platform_sku: '=x'.repeat(20) })),
		);
		const { error } = await map(orderOf('A'), rows);
		expect(error?.message.length).toBeLessThan(2_000);
		expect(String(error?.description).length).toBeLessThan(20_000);
	});

	it.each(['NaN', '-1', '0', '1e999', '0.1', '"2e3"', 'null', '[]', '{}', 'true', '1000000'])(
		'a quantity of %s is refused',
		async (quantity) => {
			const json = `[{"platform_sku":"A","system_sku":"B","quantity":${quantity}}]`;
			const { error, outputs } = await map(orderOf('A'), json);
			expect(outputs[0] ?? []).toEqual([]);
			const said = error ? error.message : JSON.stringify(outputs[1][0].exception);
			expect(said).toMatch(/row 1: quantity|cannot be read as JSON/);
		},
	);
});
