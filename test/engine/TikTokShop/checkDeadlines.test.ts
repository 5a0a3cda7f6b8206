import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { runNode } from '../../support/engine/engine';
import { at, HOUR, idOf, waiting } from '../../support/items/auditSides';

const check = async (items: object[]) =>
	await runNode(
		new TikTokShop(),
		{ resource: 'order', operation: 'checkDeadlines' },
		items as IDataObject[],
	);

it('tells what is due and what is overdue, by shop and warehouse, without a call and a credential', async () => {
	const now = Date.now();
	const calm = { shipBy: at(now + 90 * HOUR), autoCancelAt: at(now + 90 * HOUR), warehouseId: 'W' };
	const orders = [
		waiting(1, calm),
		waiting(2, { ...calm, shipBy: at(now + 2 * HOUR) }),
		waiting(3, { ...calm, shipBy: at(now - HOUR), autoCancelAt: at(now + 20 * HOUR) }),
	];
	const { outputs, items, error } = await check(JSON.parse(JSON.stringify(orders)) as object[]);
	expect(error).toBeUndefined();
	expect(outputs[0].map((line) => [line.orderId, line.deadline, line.deadlineStage])).toEqual([
		[idOf(3), 'ship', 'overdue'],
		[idOf(2), 'ship', 'dueIn8h'],
		[idOf(3), 'autoCancel', 'dueIn24h'],
	]);
	expect(items[0].map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 2 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(outputs[1]).toEqual([
		{
			...{ shopId: '7490000000000000001', shopCode: 'USLC000001', warehouseId: 'W' },
			...{ overdue: 1, dueIn8h: 1, dueIn24h: 0, earliest: orders[2].shipBy },
		},
	]);
	expect(outputs[2]).toEqual([]);
});

it('says of what is no order that it is none, keeps an exception, and goes on', async () => {
	const exception = { code: 'ORDER_UNREADABLE', message: 'It cannot be read.' };
	const unread = { orderId: idOf(2), shop: { id: '1', code: 'X' }, exception };
	const late = waiting(1, { shipBy: at(Date.now() - HOUR) });
	const { outputs } = await check([
		{ odd: 1 },
		unread,
		JSON.parse(JSON.stringify(late)) as object,
		{},
	]);
	expect(outputs[0]).toMatchObject([{ orderId: idOf(1), deadlineStage: 'overdue' }]);
	expect(outputs[2]).toEqual([
		{ odd: 1, exception: expect.objectContaining({ code: 'ORDER_UNREADABLE' }) },
		unread,
	]);
});
