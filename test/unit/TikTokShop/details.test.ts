import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import { orderDetails } from '../../../nodes/TikTokShop/orders/details';
import {
	TikTokShopError,
	type Call,
	type Connection,
} from '../../../nodes/TikTokShop/transport/connection';
import { damagedOrder, GOOD_ORDER } from '../../support/items/damage';

const NODE = { name: 'Node', type: 'n', typeVersion: 1 } as INode;

const apiError = (status: number, code: string, message = '') =>
	new TikTokShopError(NODE, { status, code, message, requestId: 'r' });

const idOf = (n: number) => String(576500000000000100n + BigInt(n));
const orderOf = (id: string) => ({ ...GOOD_ORDER, id });

/** What one shop refuses is remembered, so each has an account of its own. */
let accounts = 0;

/** Get Order Detail of a shop that has every order; what stands at an ID is given, or refused, in its place. */
function shop(odd: ReadonlyMap<string, unknown>) {
	const calls: string[][] = [];
	const call = async ({ query }: Call) => {
		const ids = String(query?.ids).split(',');
		calls.push(ids);
		const failure = ids.map((id) => odd.get(id)).find((each) => each instanceof Error);
		if (failure) throw failure as Error;
		const orders = ids.map((id) => (odd.has(id) ? odd.get(id) : orderOf(id)));
		return await Promise.resolve({ orders: orders.filter((order) => order !== undefined) });
	};
	accounts += 1;
	return { calls, connection: { read: call, account: `a${accounts}` } as unknown as Connection };
}

const REFUSALS: ReadonlyArray<readonly [number, string, string]> = [
	[200, '21008111', ''],
	[400, '36009004', 'invalid parameter ids'],
	[404, '', ''],
	[200, '99999999', 'unheard of'],
	[409, '21011022', ''],
	[500, '', ''],
	[503, '36009003', ''],
	[200, '10002014', 'order service failed'],
];

describe('Get Order Detail', () => {
	it('refused for one order, whatever the status and code, gives all others, at the cost of some calls', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 120 }),
				fc.nat(),
				fc.constantFrom(...REFUSALS),
				async (count, at, [status, code, message]) => {
					const ids = Array.from({ length: count }, (_, n) => idOf(n));
					const bad = ids[at % count];
					const { connection, calls } = shop(new Map([[bad, apiError(status, code, message)]]));
					const { orders, unreadable } = await orderDetails(connection, 'c', ids);
					expect(orders.map(({ id }) => id)).toEqual(ids.filter((id) => id !== bad));
					// An order of another seller is none of this shop.
					const named = code === '21008111' ? [] : [bad];
					expect(unreadable.map(({ orderId }) => orderId)).toEqual(named);
					expect(calls.length).toBeLessThanOrEqual(Math.ceil(count / 50) + 12);
				},
			),
		);
	});

	it('gives the orders that can be read, unchanged, whatever one of them looks like', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 60 }),
				fc.nat(),
				damagedOrder,
				async (count, at, raw) => {
					const ids = Array.from({ length: count }, (_, n) => idOf(n));
					const bad = ids[at % count];
					const isWhole = (raw as { id?: unknown } | null)?.id === GOOD_ORDER.id;
					const odd = isWhole ? { ...(raw as object), id: bad } : raw;
					const { connection } = shop(new Map([[bad, odd]]));
					const { orders, unreadable } = await orderDetails(connection, 'c', ids);
					const good = orders.filter(({ id }) => id !== bad);
					expect(good).toEqual(ids.filter((id) => id !== bad).map(orderOf));
					if (raw !== undefined) expect(orders.length + unreadable.length).toBe(count);
					for (const { orderId } of unreadable) expect(orderId).toBe(bad);
				},
			),
		);
	});

	it('with two orders of one ID takes neither for the other', async () => {
		const ids = [1, 2, 3].map(idOf);
		const { connection } = shop(new Map([[ids[2], { ...orderOf(ids[0]), warehouse_id: '9' }]]));
		const { orders, unreadable } = await orderDetails(connection, 'c', ids);
		expect(orders).toEqual(ids.slice(0, 2).map(orderOf));
		expect(unreadable.map(({ orderId }) => orderId)).toEqual([ids[2]]);
	});

	it.each([
		[200, '105001', ''],
		[401, '105005', 'scope'],
		[401, '106001', ''],
		[401, '36009043', 'shop is inactive'],
		[400, '36009004', 'Invalid credentials. The `x-tts-access-token` header is invalid.'],
		[429, '36009002', ''],
		[0, '', 'ECONNREFUSED'],
	])('refused with %i %s %s fails at once: each call would', async (status, code, message) => {
		const ids = [1, 2, 3].map(idOf);
		const { connection, calls } = shop(new Map([[ids[1], apiError(status, code, message)]]));
		await expect(orderDetails(connection, 'c', ids)).rejects.toBeInstanceOf(TikTokShopError);
		expect(calls).toHaveLength(1);
	});

	it.each([
		[503, 10],
		[400, 110],
	])(
		'fails when TikTok Shop answers %i to everything, after at most %i calls',
		async (status, most) => {
			const ids = Array.from({ length: 50 }, (_, n) => idOf(n));
			const failure = apiError(status, '');
			const { connection, calls } = shop(new Map(ids.map((id) => [id, failure])));
			await expect(orderDetails(connection, 'c', ids)).rejects.toBe(failure);
			expect(calls.length).toBeLessThanOrEqual(most);
		},
	);

	it.each([500, 400])(
		'refused with %i for several orders in each part of a batch gives all others',
		async (status) => {
			const ids = Array.from({ length: 50 }, (_, n) => idOf(n));
			const bad = [3, 9, 15, 21, 28, 33, 40, 47].map(idOf);
			const { connection } = shop(new Map(bad.map((id) => [id, apiError(status, '')])));
			const { orders, unreadable } = await orderDetails(connection, 'c', ids);
			expect(orders.map(({ id }) => id)).toEqual(ids.filter((id) => !bad.includes(id)));
			expect(unreadable.map(({ orderId }) => orderId).sort()).toEqual([...bad].sort());
		},
	);

	it('refused for the first three of four orders gives the fourth', async () => {
		const ids = [1, 2, 3, 4].map(idOf);
		const bad = ids.slice(0, 3);
		const { connection } = shop(new Map(bad.map((id) => [id, apiError(400, '99')])));
		const { orders, unreadable } = await orderDetails(connection, 'c', ids);
		expect(orders.map(({ id }) => id)).toEqual([ids[3]]);
		expect(unreadable.map(({ orderId }) => orderId)).toEqual(bad);
	});

	it('refused for all orders asked for names each of them when another order of the shop is shown', async () => {
		const ids = [1, 2, 3, 4].map(idOf);
		const { connection } = shop(new Map(ids.map((id) => [id, apiError(400, '99')])));
		const { unreadable } = await orderDetails(connection, 'c', ids, [idOf(9)]);
		expect(unreadable.map(({ orderId }) => orderId)).toEqual(ids);
	});

	it.each([
		['orders as text', { orders: 'none' }],
		['text in place of data', 'none'],
	])('with %s is a fault, not "nothing there"', async (_, data) => {
		const connection = { read: async () => await Promise.resolve(data) } as unknown as Connection;
		await expect(orderDetails(connection, 'c', [1, 2].map(idOf))).rejects.toThrow('cannot be read');
	});
});

describe('an order for which Get Order Detail was refused', () => {
	const ids = Array.from({ length: 50 }, (_, n) => idOf(n));
	const [bad] = ids.slice(20);
	const refusal = apiError(400, '36009004', 'invalid order id');

	it('has a call of its own the next time: the batch is not halved again', async () => {
		const { connection, calls } = shop(new Map([[bad, refusal]]));
		await orderDetails(connection, 'c', ids);
		expect(calls.length).toBeGreaterThan(8);
		calls.length = 0;
		const { orders, unreadable } = await orderDetails(connection, 'c', ids);
		expect(calls).toEqual([ids.filter((id) => id !== bad), [bad]]);
		expect(orders).toHaveLength(49);
		expect(unreadable.map(({ orderId }) => orderId)).toEqual([bad]);
	});

	it('goes with the others again once it is shown, or is none of this shop any more', async () => {
		const odd = new Map<string, unknown>([[bad, refusal]]);
		const { connection, calls } = shop(odd);
		await orderDetails(connection, 'c', ids);
		odd.delete(bad);
		const { orders } = await orderDetails(connection, 'c', ids);
		expect(orders.map(({ id }) => id)).toEqual(ids);
		calls.length = 0;
		await orderDetails(connection, 'c', ids);
		expect(calls).toEqual([ids]);
	});

	it('is one of its shop and account only', async () => {
		const { connection, calls } = shop(new Map([[bad, refusal]]));
		await orderDetails(connection, 'c', ids);
		calls.length = 0;
		await orderDetails(connection, 'other', ids.slice(0, 10));
		expect(calls).toEqual([ids.slice(0, 10)]);
		const other = shop(new Map());
		await orderDetails(other.connection, 'c', ids);
		expect(other.calls).toEqual([ids]);
	});
});
