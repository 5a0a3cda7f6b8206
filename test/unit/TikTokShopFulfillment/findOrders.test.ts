import { findOrders } from '../../../nodes/TikTokShop/fulfillment/run/findOrders';
import type { Shop } from '../../../nodes/TikTokShop/shops/shops';
import type { Call, Connection } from '../../../nodes/TikTokShop/transport/connection';
import { GOOD_ORDER } from '../../support/items/damage';

const shopOf = (code: string): Shop => ({
	id: code,
	code,
	name: code,
	region: 'US',
	sellerType: 'LOCAL',
	cipher: code,
});

describe('orders that are looked for', () => {
	it('in a shop whose answers are no lists of orders are named; those of the other shops are found', async () => {
		const [odd, usual] = [shopOf('US01'), shopOf('GB01')];
		const call = async ({ cipher, query }: Call) => {
			const ids = String(query?.ids).split(',');
			const own = ids.filter((id) => id === '2').map((id) => ({ ...GOOD_ORDER, id }));
			return await Promise.resolve({ orders: cipher === odd.cipher ? 'none' : own });
		};
		const connection = { read: call } as unknown as Connection;
		const sought = [
			{ orderId: '1', shop: odd.code },
			{ orderId: '2', shop: usual.code },
			{ orderId: '3', shop: odd.id },
		];
		const { found, unreadable } = await findOrders(connection, [odd, usual], sought);
		expect([...found.keys()]).toEqual(['2']);
		expect([...unreadable.keys()]).toEqual(['1', '3']);
		expect(unreadable.get('1')?.fault.problem).toContain('data.orders is text');
	});
});
