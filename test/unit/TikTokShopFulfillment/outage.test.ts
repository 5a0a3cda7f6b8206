import { Outage } from '../../../nodes/TikTokShop/fulfillment/run/circuitBreaker';
import { TikTokShopError } from '../../../nodes/TikTokShop/transport/connection';

const node = { name: 'Fulfillment' } as never;
const failure = (status: number) =>
	new TikTokShopError(node, { status, code: '', message: 'x', requestId: '' });

describe('a fault of TikTok Shop', () => {
	it('with one order is an exception of that order', () => {
		const outage = new Outage();
		const { code, retrySafe } = outage.of(failure(503));
		expect([code, retrySafe]).toEqual(['TIKTOK_SHOP_UNAVAILABLE', true]);
		expect(() => outage.mayNotBeAll(2)).not.toThrow();
	});

	it('with three orders in a row fails the run', () => {
		const outage = new Outage();
		outage.of(failure(503));
		outage.of(failure(0));
		expect(() => outage.of(failure(429))).toThrow();
	});

	it('with three orders of different shops does not', () => {
		const outage = new Outage();
		for (const shop of ['a', 'b', 'c']) outage.of(failure(503), shop);
		expect(() => outage.mayNotBeAll(4)).not.toThrow();
	});

	it('with three orders, while others are answered, does not', () => {
		const outage = new Outage();
		for (let order = 0; order < 3; order++) {
			outage.of(failure(503));
			outage.over();
		}
		expect(() => outage.mayNotBeAll(6)).not.toThrow();
	});

	it('with all orders there are fails the run', () => {
		const outage = new Outage();
		outage.of(failure(503));
		expect(() => outage.mayNotBeAll(1)).toThrow('not available');
	});

	it('that does not pass, such as a withdrawn authorisation, fails the run at once', () => {
		expect(() => new Outage().of(failure(401))).toThrow();
		expect(() => new Outage().of(new Error('a bug'))).toThrow('a bug');
	});
});
