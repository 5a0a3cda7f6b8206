import { leastCalls, LeastOfPolls } from '../../soak/virtual/leastCalls';
import { addedUp, CallTable, type Outcome } from '../../soak/virtual/process/callTable';
import type { CallSeen } from '../../soak/virtual/process/network';

const DETAILS = 'tiktok /order/202507/orders';

const details = (ids: string, shop = 's'): CallSeen => ({
	process: 'p1',
	service: 'tiktok',
	method: 'GET',
	path: '/order/202507/orders',
	query: new URLSearchParams({ ids, shop_cipher: shop, sign: String(Math.random()) }),
	body: '',
	purpose: 'news orders',
});

const ofOms = (path: string, data: unknown): CallSeen => ({
	...details(''),
	...{ service: 'oms', method: 'POST', path, query: new URLSearchParams() },
	body: JSON.stringify({ data }),
});

/** Makes calls one after the other, as one piece of work. */
function counted(calls: ReadonlyArray<[CallSeen, Outcome]>) {
	const table = new CallTable();
	const work = {};
	for (const [call, outcome] of calls) table.end(table.begin(call, work), outcome);
	return table.rows['news orders'];
}

describe('the calls of a soak', () => {
	it('are told by how they end, and which of them were made before', () => {
		const rows = counted([
			[details('1,2,3,4'), 'refused'],
			[details('1,2'), 'ok'],
			[details('3,4'), 'noAnswer'],
			[details('3,4'), 'ok'],
			[details('1,2', 'another'), 'ok'],
			[details('7'), 'ok'],
			[details('7'), 'ok'],
		]);
		expect(rows[DETAILS]).toEqual({
			...{ calls: 7, ok: 5, refused: 1, failed: 0, noAnswer: 1 },
			...{ repeated: 1, halved: 2, again: 1, rows: 14, withOne: 2, withFew: 7 },
		});
	});

	it('of one endpoint are no part of those of another', () => {
		const create = '/v1/outboundOrder/create';
		const rows = counted([
			[ofOms(create, [{ thirdOrderNo: '1' }, { thirdOrderNo: '2' }]), 'refused'],
			[ofOms('/v1/outboundOrder/detail', { thirdOrderNoList: ['1'] }), 'ok'],
			[ofOms(create, [{ thirdOrderNo: '1' }]), 'ok'],
			[ofOms('/v1/outboundOrder/pageList', { page: 1, timeType: 'orderCreateTime' }), 'ok'],
		]);
		const all = addedUp(Object.values(rows));
		expect(rows[`oms ${create}`]).toMatchObject({ calls: 2, halved: 1, rows: 3 });
		expect(all).toMatchObject({ calls: 4, halved: 1, rows: 4, refused: 1 });
	});
});

describe('the least possible', () => {
	it('of a client that knows when there is something to read', () => {
		expect(leastCalls(1_000, 500)).toBe(15 + 40 + 10 + 500);
	});

	it('of a client that polls holds a page for each shop and poll, and calls that are not full', () => {
		const least = new LeastOfPolls(10);
		const orders = (count: number, shop: string) =>
			Array.from({ length: count }, (_, index) => ({ id: `${shop}${index}`, shop }));
		for (const trigger of ['orders', 'changes', 'shipped'] as const) least.polled(trigger);
		least.handedOver('orders', [...orders(60, 'a'), ...orders(1, 'b')]);
		// What comes again costs nothing: a client to which nothing happens needs it once.
		least.handedOver('orders', orders(60, 'a'));
		least.handedOver('shipped', orders(1, 'b'));
		least.waits([...orders(51, 'a'), ...orders(1, 'c')]);
		expect(least.calls).toEqual({ looking: 11, news: 3 + 1 + 2, waiting: 3 });
	});
});
