import { CircuitBreaker } from '../../../nodes/TikTokShop/fulfillment/run/circuitBreaker';
import { TikTokShopError } from '../../../nodes/TikTokShop/transport/connection';

const node = { name: 'Fulfillment' } as never;
const failure = (status: number) =>
	new TikTokShopError(node, { status, code: '', message: 'x', requestId: '' });

describe('a fault of TikTok Shop', () => {
	it('with one order is an exception of that order', () => {
		const outage = new CircuitBreaker();
		const { code, retrySafe } = outage.onFailure(failure(503));
		expect([code, retrySafe]).toEqual(['TIKTOK_SHOP_UNAVAILABLE', true]);
		expect(() => outage.assertSomeSucceeded(2)).not.toThrow();
	});

	it('with three orders in a row fails the run', () => {
		const outage = new CircuitBreaker();
		outage.onFailure(failure(503));
		outage.onFailure(failure(0));
		expect(() => outage.onFailure(failure(429))).toThrow();
	});

	it('with three orders of different shops does not', () => {
		const outage = new CircuitBreaker();
		for (const shop of ['a', 'b', 'c']) outage.onFailure(failure(503), shop);
		expect(() => outage.assertSomeSucceeded(4)).not.toThrow();
	});

	it('with three orders, while others are answered, does not', () => {
		const outage = new CircuitBreaker();
		for (let order = 0; order < 3; order++) {
			outage.onFailure(failure(503));
			outage.onSuccess();
		}
		expect(() => outage.assertSomeSucceeded(6)).not.toThrow();
	});

	it('with all orders there are fails the run', () => {
		const outage = new CircuitBreaker();
		outage.onFailure(failure(503));
		expect(() => outage.assertSomeSucceeded(1)).toThrow('not available');
	});

	it('that does not pass, such as a withdrawn authorisation, fails the run at once', () => {
		expect(() => new CircuitBreaker().onFailure(failure(401))).toThrow();
		expect(() => new CircuitBreaker().onFailure(new Error('a bug'))).toThrow('a bug');
	});
});
