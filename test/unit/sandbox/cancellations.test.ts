import { requestCancel } from '../../sandbox/tiktok/orderChanges';
import type { Order } from '../../sandbox/tiktok/types';
import { closeStages, stage, type Stage } from './support';

const KEY = '0f3c1c0a-5a5e-4c7e-8d1f-0123456789ab';
let at: Stage;
let order: Order;
beforeEach(async () => {
	at = await stage({ world: 'empty' });
	order = at.sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
	requestCancel(at.sandbox.tiktok, order.id);
});
afterEach(closeStages);

const PATH = '/return_refund/202309/cancellations';
const cancellation = () => at.sandbox.tiktok.cancellations.ofOrder(order.id)[0];
const answer = async (decision: string, options: object = {}) =>
	await at.client.tiktok('POST', `${PATH}/${cancellation().id}/${decision}`, options);
const body = { reject_reason: 'seller_reject_apply_product_has_been_packed' };

it('a request to cancel has an ID, and asking again makes no second one', async () => {
	requestCancel(at.sandbox.tiktok, order.id);
	const { data } = await at.client.tiktok<{ cancellations: object[] }>('POST', `${PATH}/search`, {
		body: { order_ids: [order.id] },
	});
	expect(data.cancellations).toMatchObject([
		{ order_id: order.id, cancel_status: 'CANCELLATION_REQUEST_PENDING', role: 'BUYER' },
	]);
});

it('the same key is carried out once; without it the second answer is refused', async () => {
	const query = { idempotency_key: KEY };
	expect((await answer('approve', { query })).code).toBe('0');
	expect(order.status).toBe('CANCELLED');
	expect((await answer('approve', { query })).code).toBe('0');
	expect(cancellation().answers).toHaveLength(1);
	expect((await answer('approve')).code).not.toBe('0');
	expect((await answer('reject', { body })).code).not.toBe('0');
});

it.each<[string, string, object]>([
	['a key that is no UUID', 'approve', { query: { idempotency_key: '1' } }],
	['a body where none may come', 'approve', { body: {} }],
	['a rejection without a reason', 'reject', { body: { comment: 'no' } }],
	['a rejection for a reason that is not allowed', 'reject', { body: { reject_reason: 'x' } }],
	['another shop', 'approve', { shop: 'GB01' }],
])('refuses %s', async (_, decision, options) => {
	expect((await answer(decision, options)).code).not.toBe('0');
	expect(cancellation().answers).toEqual([]);
	expect(order.status).toBe('AWAITING_SHIPMENT');
});

it('a request that is rejected is gone from the order', async () => {
	expect((await answer('reject', { body })).code).toBe('0');
	expect(order.cancelRequestTime).toBeUndefined();
	expect(cancellation().status).toBe('CANCELLATION_REQUEST_CANCELLED');
});
