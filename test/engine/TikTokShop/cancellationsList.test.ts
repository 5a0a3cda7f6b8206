import { withdrawCancelRequest } from '../../sandbox/tiktok/orderChanges';
import {
	asked,
	cancellationOf,
	itemOf,
	order,
	run,
	sandbox,
	useSandbox,
} from './cancellationFixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

useSandbox();

describe('Get Many', () => {
	it('gives the requests that wait, with the time to answer and the lines', async () => {
		const [waits, back] = [asked(), asked()];
		withdrawCancelRequest(sandbox.tiktok, back.id);
		const filters = { status: 'CANCELLATION_REQUEST_PENDING', type: 'BUYER_CANCEL' };
		const { outputs, error } = await run('getAll', [itemOf(waits)], { filters });
		expect(error).toBeUndefined();
		const { createTime, id } = cancellationOf(waits);
		expect(outputs[0]).toEqual([
			{
				cancelId: id,
				orderId: waits.id,
				cancelStatus: 'CANCELLATION_REQUEST_PENDING',
				cancelType: 'BUYER_CANCEL',
				role: 'BUYER',
				cancelReason: expect.any(String),
				cancelReasonText: 'No longer needed',
				createdAt: new Date(createTime * 1_000).toISOString(),
				updatedAt: new Date(createTime * 1_000).toISOString(),
				respondBy: new Date((createTime + 2 * 86_400) * 1_000).toISOString(),
				refundAmount: { amount: expect.any(String), currency: 'USD' },
				lines: waits.lines.map((line) => ({
					lineItemId: line.id,
					skuId: line.skuId,
					platformSku: 'MUG-BLUE-350',
				})),
				shop: expect.objectContaining({ id: waits.shop.id }),
			},
		]);
	});

	it('reads all pages of fifty, each cancellation once', async () => {
		const orders = Array.from({ length: 120 }, () => asked());
		sandbox.faults.add({ service: 'tiktok', path: /cancellations\/search$/, kind: 'repeatPage' });
		const { outputs, error } = await run('getAll', [itemOf(orders[0])], { returnAll: true });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(120);
		expect(new Set(outputs[0].map(({ cancelId }) => cancelId)).size).toBe(120);
	});

	it('gives the newest ones where there is a limit', async () => {
		const orders = [30, 20, 10].map((minutes) =>
			order('US01', { cancelRequested: true, ageSeconds: minutes * 60 }),
		);
		const { outputs } = await run('getAll', [itemOf(orders[0])], { limit: 2 });
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual([orders[2].id, orders[1].id]);
	});

	it('takes orders, cancellation IDs and a time as filters', async () => {
		const [one, other] = [asked(), order('US01', { cancelRequested: true, ageSeconds: 86_400 })];
		const found = async (filters: object) =>
			(await run('getAll', [itemOf(one)], { filters })).outputs[0].map(({ orderId }) => orderId);
		expect(await found({ orderIds: one.id })).toEqual([one.id]);
		expect(await found({ cancelIds: cancellationOf(other).id })).toEqual([other.id]);
		const updatedBefore = new Date(Date.now() - 12 * 3_600_000).toISOString();
		expect(await found({ updatedBefore })).toEqual([other.id]);
		expect(await found({ orderIds: order().id })).toEqual([]);
	});

	it('without Simplify gives what TikTok Shop gave', async () => {
		const placed = asked();
		const { outputs } = await run('getAll', [itemOf(placed)], { simplify: false });
		expect(outputs[0]).toMatchObject([{ cancel_id: cancellationOf(placed).id, role: 'BUYER' }]);
	});

	it('one that cannot be read is an exception, and the others are given', async () => {
		const [good, odd] = [asked(), asked()];
		cancellationOf(odd).damage = (view) => Object.assign(view, { cancel_line_items: 'none' });
		const done = await run('getAll', [itemOf(good)]);
		expect(done.outputs[0]).toMatchObject([{ orderId: good.id }]);
		expect(done.outputs[1]).toMatchObject([
			{ orderId: odd.id, exception: { code: 'ORDER_UNREADABLE' } },
		]);
	});
});
