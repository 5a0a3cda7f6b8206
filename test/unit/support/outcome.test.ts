import type { Books, OrderBook } from '../../sandbox';
import { outcomeOf } from '../../e2e/outcome';

const order = (orderId: string, more: Partial<OrderBook>): OrderBook => ({
	orderId,
	shop: 'US01',
	expected: 'ship',
	scenario: 'plain',
	status: 'AWAITING_SHIPMENT',
	pulled: true,
	outbound: [],
	tracking: [],
	linesRight: null,
	...more,
});
const outbound = (status: number) => [{ status } as OrderBook['outbound'][number]];
const tracking = [{} as OrderBook['tracking'][number]];

it('what became of the orders is said in a line for each kind of end, each order once', () => {
	const orders = [
		order('1', { outbound: outbound(3), tracking }),
		order('2', { outbound: outbound(3), tracking }),
		order('3', { outbound: outbound(3) }),
		order('4', { outbound: outbound(1) }),
		order('5', { expected: 'exception' }),
		order('6', { outbound: outbound(4), expected: 'exception' }),
		order('7', { expected: 'ignore', scenario: 'unpaid' }),
		order('8', {}),
	];
	const waiting = (code: string) => ({ steps: new Set<never>(), exceptions: new Set([code]) });
	const progress = {
		orders: new Map([
			['1', waiting('SKU_NOT_MAPPED')],
			['5', waiting('PLATFORM_SKU_EMPTY')],
			['6', waiting('PLATFORM_SKU_EMPTY')],
		]),
	};
	expect(outcomeOf({ orders } as Books, progress)).toEqual([
		'   2  shipped, and TikTok Shop has the tracking number',
		'   1  shipped; the tracking number goes to TikTok Shop at the next poll',
		'   1  in the warehouse',
		'   2  wait in the exception desk: PLATFORM_SKU_EMPTY (2)',
		'   1  not read yet, or on hold for an hour',
		'   1  not for the warehouse: unpaid',
	]);
});
