import type { INode } from 'n8n-workflow';

import { findOrders } from '../../../nodes/TikTokShop/fulfillment/run/findOrders';
import type { Shop } from '../../../nodes/TikTokShop/shops/shops';
import {
	TikTokShopError,
	type Call,
	type Connection,
} from '../../../nodes/TikTokShop/transport/connection';
import { GOOD_ORDER } from '../../support/items/damage';

const NODE = { name: 'Node', type: 'n', typeVersion: 1 } as INode;

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

	it('in a shop that cannot be asked wait for it: they cost no call in each of the other shops', async () => {
		const shops = ['US01', 'GB01', 'FR01', 'DE01'].map(shopOf);
		const refusal = { status: 401, code: '36009043', message: 'inactive', requestId: 'r' };
		const calls: string[] = [];
		const call = async ({ cipher, query }: Call) => {
			calls.push(`${cipher} ${String(query?.ids)}`);
			if (cipher === 'US01') throw new TikTokShopError(NODE, refusal);
			const ids = String(query?.ids).split(',');
			const own = ids.filter((id) => cipher === 'GB01' && id === '2');
			return await Promise.resolve({ orders: own.map((id) => ({ ...GOOD_ORDER, id })) });
		};
		const connection = { read: call, account: 'refused' } as unknown as Connection;
		const sought = [
			{ orderId: '1', shop: 'US01' },
			{ orderId: '2', shop: 'GB01' },
			{ orderId: '3', shop: '' },
		];
		const { found, failed } = await findOrders(connection, shops, sought);
		expect([...found.keys()]).toEqual(['2']);
		expect([...failed.keys()]).toEqual(['US01']);
		expect(calls).toEqual(['US01 1', 'GB01 2', 'GB01 3', 'FR01 3', 'DE01 3']);
	});
});
