import fc from 'fast-check';

import { ASKED, readPageRequest } from '../../../../nodes/TikTokShop/ordersPage/pageRequest';
import { ORDER, SHOP } from './facts';

const once = '0123456789abcdef';
const read = (request: object) => readPageRequest(JSON.stringify(request));
const itemsOf = (request: object): unknown => {
	const answer = read(request);
	return 'items' in answer ? answer.items : answer;
};

describe('a request of the orders page', () => {
	it('reads orders of a shop, from a moment or by their IDs', () => {
		const request = { do: 'orders', shopId: SHOP.id, limit: 100 };
		expect(itemsOf({ ...request, from: '2026-11-20T08:00:00+08:00' })).toEqual([
			{ shop_id: SHOP.id, from: '2026-11-20T00:00:00.000Z', to: '', limit: 100, order_ids: '' },
		]);
		expect(itemsOf({ ...request, orderIds: [ORDER, ORDER] })).toMatchObject([{ order_ids: ORDER }]);
	});

	it('tries orders again shop by shop', () => {
		const orders = [
			{ key: ORDER, shopId: '1' },
			{ key: '576460000000000002', shopId: '2' },
			{ key: '576460000000000003', shopId: '1' },
		];
		expect(itemsOf({ do: 'tryAgain', once, orders })).toEqual([
			{
				shop_id: '1',
				ids: [ORDER, '576460000000000003'],
				order_ids: `${ORDER},576460000000000003`,
				status: '',
			},
			{
				shop_id: '2',
				ids: ['576460000000000002'],
				order_ids: '576460000000000002',
				status: '',
			},
		]);
	});

	it('closes orders and shipments by hand with one note', () => {
		const orders = [{ key: ORDER, shopId: '1', shopCode: 'US' }, { key: 'shipment:OBS-1.a' }];
		expect(itemsOf({ do: 'cancel', once, orders, note: ' by <b>courier</b> ' })).toEqual([
			{ order_id: ORDER, shop_id: '1', shop_code: 'US', note: 'by <b>courier</b>' },
			{ order_id: 'shipment:OBS-1.a', shop_id: '', shop_code: '', note: 'by <b>courier</b>' },
		]);
	});

	it('adds a row of the mapping and of the pairing', () => {
		const mapping = { storeCode: '*', platformSku: 'a B', systemSku: 'S', quantity: 12 };
		expect(itemsOf({ do: 'addMapping', once, ...mapping })).toEqual([
			{ store_code: '*', platform_sku: 'a B', system_sku: 'S', quantity: 12 },
		]);
		const pairing = { storeCode: 'US', carrier: 'USPS', providerId: '7', providerName: 'USPS' };
		expect(itemsOf({ do: 'addPairing', once, ...pairing })).toEqual([
			{
				store_code: 'US',
				carrier: 'USPS',
				shipping_provider_id: '7',
				shipping_provider_name: 'USPS',
			},
		]);
	});

	it('adds all parts of a bundle with one request, or none of them', () => {
		const bundle = { do: 'addMapping', once, storeCode: 'US', platformSku: 'SET' };
		const row = { store_code: 'US', platform_sku: 'SET' };
		const cup = { systemSku: 'CUP', quantity: 2 };
		expect(itemsOf({ ...bundle, parts: [cup, { systemSku: 'POT', quantity: 1 }] })).toEqual([
			{ ...row, system_sku: 'CUP', quantity: 2 },
			{ ...row, system_sku: 'POT', quantity: 1 },
		]);
		for (const parts of [[cup, { systemSku: 'POT' }], [cup, cup], [], 'CUP']) {
			expect(readPageRequest(JSON.stringify({ ...bundle, parts }))).toHaveProperty('problem');
		}
	});

	it.each<[string, object]>([
		['nothing that is known', { do: 'deleteAll' }],
		['nothing', {}],
		['orders of no shop', { do: 'orders', limit: 1 }],
		['orders of an expression', { do: 'orders', shopId: '={{ 1 }}', limit: 1 }],
		['too many orders', { do: 'orders', shopId: '1', limit: 100_000 }],
		['orders since no day', { do: 'orders', shopId: '1', limit: 1, from: 'soon' }],
		['an order ID that is none', { do: 'orders', shopId: '1', limit: 1, orderIds: ["1' or 1=1"] }],
		['a write without a number', { do: 'pull', shopIds: ['1'] }],
		['a write with a short number', { do: 'pull', shopIds: ['1'], once: 'a' }],
		['a pull of no shop', { do: 'pull', shopIds: [], once }],
		['a shop closed by hand', { do: 'cancel', once, orders: [{ key: 'shop:1' }] }],
		[
			'more orders than one request takes',
			{ do: 'cancel', once, orders: Array.from({ length: 201 }, () => ({ key: ORDER })) },
		],
		['a long note', { do: 'cancel', once, orders: [{ key: ORDER }], note: 'x'.repeat(256) }],
		[
			'no quantity',
			{ do: 'addMapping', once, storeCode: '*', platformSku: 'A', systemSku: 'S', quantity: 0 },
		],
		[
			'a part of a unit',
			{ do: 'addMapping', once, storeCode: '*', platformSku: 'A', systemSku: 'S', quantity: 1.5 },
		],
		['no system SKU', { do: 'addMapping', once, storeCode: '*', platformSku: 'A', quantity: 1 }],
		['no provider', { do: 'addPairing', once, storeCode: '*', carrier: 'USPS' }],
	])('is refused: %s', (_, request) => {
		expect(read(request)).toEqual({ problem: expect.any(String) });
	});

	it('never throws, and gives texts of bounded length, whatever comes', () => {
		const field = fc.constantFrom(
			'do',
			'once',
			'orders',
			'note',
			'shopId',
			'shopIds',
			'limit',
			'key',
		);
		const request = fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.constantFrom(...ASKED)));
		fc.assert(
			fc.property(fc.oneof(request, fc.anything()), (given) => {
				for (const text of [given, JSON.stringify(given)]) {
					const answer = readPageRequest(text);
					if ('problem' in answer) continue;
					for (const item of answer.items) {
						for (const value of Object.values(item)) {
							if (typeof value === 'string') expect(value.length).toBeLessThan(5_000);
						}
					}
				}
			}),
			{ numRuns: 1_000 },
		);
	});
});
