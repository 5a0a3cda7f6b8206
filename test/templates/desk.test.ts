import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf, parametersOf } from './evaluate';

const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const DESK = '07-exception-desk.json';
const SHOP = { id: '7490000000000000002', code: 'GBCB000001', name: 'Sunny Home UK', region: 'GB' };

/** What an item becomes in the answer of the sub-workflow. */
async function became(item: object): Promise<IDataObject> {
	const { assignments } = parametersOf(TO_WAREHOUSE, 'What Became of Each') as {
		assignments: { assignments: Array<{ name: string; value: string }> };
	};
	const fields: IDataObject = {};
	for (const { name, value } of assignments.assignments) {
		fields[name] = (await evaluate(value, { 'All Orders': [item as IDataObject] })) as string;
	}
	return fields;
}

/** Whether a Filter node of a template lets an item through. */
async function passes(
	template: string,
	node: string,
	before: Record<string, IDataObject[]>,
): Promise<unknown> {
	const { conditions } = parametersOf(template, node) as {
		conditions: { conditions: Array<{ leftValue: string }> };
	};
	return await evaluate(conditions.conditions[0].leftValue, before);
}

describe('what the trigger tells of an order or a shop that cannot be read', () => {
	const exception = { code: 'SHOP_REFUSED', message: 'It is inactive.', hint: 'Open it.' };

	it('an order waits under its ID', async () => {
		const told = await became({ orderId: '57', shop: SHOP, exception });
		expect(told).toMatchObject({
			order_id: '57',
			shop_id: SHOP.id,
			shop_code: SHOP.code,
			result: 'waits',
			...exception,
		});
	});

	it('a shop waits under "shop:" and its ID', async () => {
		const told = await became({ orderId: '', shop: SHOP, exception });
		expect(told).toMatchObject({ order_id: `shop:${SHOP.id}`, result: 'waits', ...exception });
	});

	it('an item that names neither is no failure of the workflow', async () => {
		const told = await became({ exception });
		expect(told).toMatchObject({ order_id: 'shop:', shop_id: '', result: 'waits' });
	});

	it('the row of a shop is closed when it is read again, and no other one', async () => {
		const over = await became({ orderId: '', shop: SHOP, recovered: true });
		expect(over).toMatchObject({ order_id: `shop:${SHOP.id}`, result: 'recovered' });
		const closes = async (orderId: string) =>
			await passes(TO_WAREHOUSE, 'Over by Itself', {
				'What Became of Each': [over],
				'Open Exceptions': [{ order_id: orderId }],
			});
		expect(await closes(`shop:${SHOP.id}`)).toBe(true);
		expect(await closes('shop:7490000000000000001')).toBe(false);
		expect(await closes('57')).toBe(false);
	});

	it('a row of an order is closed as before', async () => {
		const order = { orderId: '57', shop: SHOP, status: 'AWAITING_SHIPMENT' };
		const created = {
			...order,
			outboundOrder: { outboundOrderNo: 'OUT-1' },
			outboundOrderCreated: true,
		};
		const results: Array<[object, string, boolean]> = [
			[created, 'created', true],
			[{ ...created, outboundOrderCreated: false }, 'existed', true],
			[{ ...order, exception }, 'waits', false],
			[{ ...order, skipped: 'The buyer asks to cancel it.' }, 'skipped', false],
			[{ ...order, status: 'CANCELLED', skipped: 'no' }, 'skipped', true],
		];
		for (const [item, result, closed] of results) {
			const told = await became(item);
			expect(told.result).toBe(result);
			const before = { 'What Became of Each': [told], 'Open Exceptions': [{ order_id: '57' }] };
			expect(await passes(TO_WAREHOUSE, 'Over by Itself', before)).toBe(closed);
		}
	});

	it('an order that somebody has closed by hand is not noted again, a shop is', async () => {
		const noted = async (item: IDataObject) =>
			await passes(TO_WAREHOUSE, 'Exceptions Not Closed by Hand', {
				'Orders Closed by Hand': [{ order_id: '57' }, { order_id: `shop:${SHOP.id}` }],
				'May It Go On': [item],
			});
		expect(await noted({ orderId: '57', exception })).toBe(false);
		expect(await noted({ orderId: '58', exception })).toBe(true);
		expect(await noted({ orderId: '', shop: SHOP, exception })).toBe(true);
	});
});

describe('the daily look', () => {
	it('is at orders, not at shops, that were not seen for a day', async () => {
		const isLookedAt = async (row: IDataObject) =>
			await passes(DESK, 'Not Seen Lately', {
				Settings: [{ lookAfterHours: 24 }],
				'Open Exceptions': [row],
			});
		const old = '2026-01-01T00:00:00.000Z';
		const fresh = new Date().toISOString();
		expect(await isLookedAt({ order_id: '57', last_seen: old })).toBe(true);
		expect(await isLookedAt({ order_id: '57', last_seen: fresh })).toBe(false);
		expect(await isLookedAt({ order_id: `shop:${SHOP.id}`, last_seen: old })).toBe(false);
	});

	it('names in its summary what could not be looked at, and counts shops apart', async () => {
		const row = { shop_code: 'X', opened: 'yesterday', code: 'C', message: 'M.', hint: 'H.' };
		const open = [
			{ ...row, order_id: '57' },
			{ ...row, order_id: '58' },
			{ ...row, order_id: `shop:${SHOP.id}` },
		];
		const before = {
			'Could Not Be Looked At': [{ order_id: '58', why: 'No such shop.' }],
			'Still Open': open,
		};
		const [subject, text, count] = await Promise.all(
			['subject', 'text', 'count'].map(
				async (field) => await evaluate(fieldOf(DESK, 'Daily Summary', field), before),
			),
		);
		expect([subject, count]).toEqual(['2 TikTok Shop orders wait, 1 shop is not read', 3]);
		const told = String(text).split('\n\n');
		expect(told[0]).toBe('57 (X), since yesterday\nC: M.\nH.');
		expect(told[1]).toContain('It could not be looked at: No such shop.');
		expect(told[2]).toContain(`shop:${SHOP.id}`);
	});

	it('says on its page why an order could not be tried again', async () => {
		const { completionTitle, completionMessage } = parametersOf(DESK, 'Say What Became of It');
		const exception = { code: 'SHOP_NOT_AUTHORIZED', message: 'No <shop>.', hint: 'Authorise it.' };
		const before = { 'Pull the Order': [{ order_id: '57', message: 'old', exception }] };
		expect(await evaluate(String(completionTitle), before)).toBe('It could not be looked at');
		expect(await evaluate(String(completionMessage), before)).toBe(
			'SHOP_NOT_AUTHORIZED No &lt;shop>. Authorise it.',
		);
	});
});
