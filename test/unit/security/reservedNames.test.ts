import fc from 'fast-check';

import { authenticateRequest } from '../../../nodes/LingxingOms/transport/authenticate';
import {
	explain as explainOms,
	isTemporary,
	mayHaveBeenAccepted,
} from '../../../nodes/LingxingOms/transport/errors';
import { parseLossless } from '../../../nodes/LingxingOms/transport/json';
import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { Emission } from '../../../nodes/TikTokShop/trigger/emission';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import type { ReadState } from '../../../nodes/TikTokShop/trigger/window';
import { shopLabel } from '../../../nodes/TikTokShop/shops/shops';
import { explain } from '../../../nodes/TikTokShop/transport/explain';
import { tokensOf } from '../../../nodes/TikTokShop/transport/tokens';
import { trustedState } from '../../../nodes/TikTokShop/trigger/state';

/** Names that every plain object answers to. */
const RESERVED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
const NOW = 1_795_000_000;
const SHOP = { id: '1', code: 'US01', name: 'My Shop', region: 'US', sellerType: 'LOCAL' };
const RULES = {
	shippingType: 'SELLER',
	warehouseIds: [],
	includeCancelRequested: false,
	minimumAge: 0,
};

const order = (id: string): ApiOrder => ({
	id,
	status: 'AWAITING_SHIPMENT',
	fulfillment_type: 'FULFILLMENT_BY_SELLER',
	shipping_type: 'SELLER',
	is_on_hold_order: true,
	create_time: NOW - 7_200,
	update_time: NOW - 7_200,
	paid_time: NOW - 7_200,
	line_items: [{ id: '1', sku_id: '10', seller_sku: 'A' }],
});

/** One poll; its state as it comes back from n8n's database. */
function poll(orders: ApiOrder[], before?: ReadState): { ids: string[]; after: ReadState } {
	const window = { from: NOW - 86_400, to: NOW, audit: true };
	const emission = new Emission(before, window, 'changes', RULES);
	const wanted = emission.select(orders.map((each) => ({ id: each.id, order: each })));
	const ids = wanted
		.filter(({ id, order: row }) => emission.stageOrder(id, 'aa', () => 'bb', row))
		.map((row) => row.id);
	emission.commit();
	return { ids, after: JSON.parse(JSON.stringify(emission.completeState())) as ReadState };
}

const id = fc.oneof(fc.constantFrom(...RESERVED), fc.stringMatching(/^\d{18}$/), fc.string());

afterEach(() => {
	expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a name that every object has', () => {
	it('as an order ID is emitted once, like any other', () => {
		fc.assert(
			fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 20 }), (ids) => {
				const orders = ids.map(order);
				const first = poll(orders);
				expect(first.ids).toEqual(ids);
				expect(poll(orders, first.after).ids).toEqual([]);
			}),
		);
	});

	it.each(RESERVED)('%s as a code of TikTok Shop is told as it is', (code) => {
		const { message, hint } = explain({ status: 400, code, message: 'x', requestId: '' });
		expect(message).toBe(`TikTok Shop refused the request (${code}): x`);
		expect(hint).toMatch(/Read the answer/);
	});

	it.each(RESERVED)('%s as a seller type is shown as it is', (sellerType) => {
		expect(shopLabel({ ...SHOP, sellerType })).toBe(`My Shop · US · ${sellerType}`);
	});

	it.each(RESERVED)('%s as a SKU stays a SKU of the order', (sku) => {
		const lines = [1, 2].map((item) => ({ id: String(item), sku_id: sku, seller_sku: sku }));
		const item = toOrderItem({ ...order('1'), line_items: lines }, SHOP);
		expect(item.lines).toMatchObject([{ platformSku: sku, skuId: sku, quantity: 2 }]);
	});

	it('in the stored state of the trigger is dropped, and the rest is kept', () => {
		const state = `{"version":1,"belongsTo":"x","streams":{"1:A":{"readUpTo":9,"auditedAt":9,"round":1,
			"emitted":{"__proto__":"a.1","constructor":"b.1","576500000000000001":"c.1"}},
			"__proto__":{"readUpTo":9,"auditedAt":9}},"__proto__":{"polluted":true}}`;
		const { streams } = trustedState(JSON.parse(state) as never, 'x', NOW);
		expect(streams['1:A'].emitted).toEqual({ '576500000000000001': 'c.1' });
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	it('in an answer of the token host gives no token', () => {
		const answer = JSON.parse(
			'{"__proto__":{"access_token":"a","refresh_token":"b","user_type":0}}',
		) as Record<string, unknown>;
		expect(() => tokensOf(answer, NOW)).toThrow(/without tokens/);
	});
});

describe('a name that every object has, in the OMS', () => {
	it.each(RESERVED)('%s as a code of the OMS is told as it is, and is no passing fault', (code) => {
		const apiError = { status: 200, code, message: 'x' };
		expect(explainOms(apiError).message).toBe(`The OMS refused the call (${code}: x)`);
		expect([isTemporary(apiError), mayHaveBeenAccepted(apiError)]).toEqual([false, false]);
	});

	it.each(RESERVED)('%s as a field of a call is signed and sent like any other', (name) => {
		const data = JSON.parse(`{"${name}":{"a":1},"b":"${name}"}`) as object;
		const keys = { appKey: 'key', appSecret: 'secret', baseUrl: 'https://oms.example' };
		const { body } = authenticateRequest({ url: 'https://oms.example/', body: { data } }, keys, 0);
		expect(JSON.parse(String(body)).data).toEqual(data);
	});

	it('in an answer of the OMS changes no other object', () => {
		const parsed = parseLossless('{"__proto__":{"polluted":1234567890123456789}}') as object;
		expect(Object.keys(parsed)).toEqual(['__proto__']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});
