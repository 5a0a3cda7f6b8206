import { CancelledOrders } from '../../../nodes/LingxingOms/outbound/cancelledOrders';

const READ = 1_000_000;

describe('an order that was noted as cancelled', () => {
	it('is cancelled for who has read it before, and for who does not know when', () => {
		const orders = CancelledOrders.of('one');
		orders.note('576', READ);
		expect(orders.isCancelled('576', READ - 1)).toBe(true);
		expect(orders.isCancelled('576', READ)).toBe(true);
		expect(orders.isCancelled('576', 0)).toBe(true);
	});

	it('is as it was read for who has read it later', () => {
		const orders = CancelledOrders.of('one');
		orders.note('576', READ);
		expect(orders.isCancelled('576', READ + 1)).toBe(false);
	});

	it('is known for its own account, in every execution', () => {
		CancelledOrders.of('one').note('576', READ);
		expect(CancelledOrders.of('one').isCancelled('576', 0)).toBe(true);
		expect(CancelledOrders.of('two').isCancelled('576', 0)).toBe(false);
	});

	it('is forgotten after ten thousand others', () => {
		const orders = CancelledOrders.of('full');
		orders.note('576', READ);
		for (let other = 0; other < 10_000; other++) orders.note(`other-${other}`, READ);
		expect(orders.isCancelled('576', 0)).toBe(false);
	});
});
