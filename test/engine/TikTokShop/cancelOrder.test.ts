import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import type { Sandbox } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, startEmptySandbox } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const CANCEL = /\/return_refund\/202309\/cancellations$/;

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const itemOf = ({ id, shop }: Pick<Order, 'id' | 'shop'>) => ({
	orderId: id,
	shop: { id: shop.id },
	kept: 1,
});

const cancel = async (
	items: object[],
	more: object = {},
	options: RunOptions = {},
): Promise<NodeRun> =>
	await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation: 'cancel',
			shop: { __rl: true, mode: 'id', value: '={{ $json.shop.id }}' },
			cancelReason: 'seller_cancel_reason_out_of_stock',
			...more,
		} as never,
		items as IDataObject[],
		{ credentials: tiktokCredentials(sandbox), ...options },
	);

const calls = () => sandbox.log.calls('tiktok', CANCEL);
const codes = ({ outputs }: NodeRun) =>
	outputs[1].map(({ exception }) => (exception as IDataObject).code);

describe('Order > Cancel (TikTok Shop API §4.9)', () => {
	it('cancels an order, once; the item says so, and that it was so the second time', async () => {
		const order = addPending(sandbox);
		const { outputs, error } = await cancel([itemOf(order), itemOf(order)]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{ orderId: order.id, kept: 1, sellerCancellation: { cancelled: true, confirmed: true } },
			{ sellerCancellation: { cancelled: false, confirmed: true } },
		]);
		expect(order.status).toBe('CANCELLED');
		expect(calls()).toHaveLength(1);
	});

	it.each(['timeoutAfterAccept', 'resetAfterAccept', '500', '503', 'reset'] as const)(
		'cancels it once when the answer is lost: %s',
		async (kind) => {
			const order = addPending(sandbox);
			sandbox.faults.add({ service: 'tiktok', path: CANCEL, kind, delayMs: 300 });
			const run = await cancel([itemOf(order)]);
			expect(order.status).toBe('CANCELLED');
			expect(run.outputs[0]).toMatchObject([{ sellerCancellation: { confirmed: true } }]);
		},
	);

	it('leaves an order alone of which something has left', async () => {
		const shipped = addPending(sandbox);
		shipped.status = 'IN_TRANSIT';
		const partly = addPending(sandbox);
		partly.status = 'PARTIALLY_SHIPPING';
		const run = await cancel([itemOf(shipped), itemOf(partly)]);
		expect(codes(run)).toEqual(['CANCELLATION_CLOSED', 'CANCELLATION_CLOSED']);
		expect(calls()).toEqual([]);
	});

	it('sends the user to the request where the buyer asks to cancel', async () => {
		const order = addPending(sandbox, { cancelRequested: true });
		const run = await cancel([itemOf(order)]);
		expect(codes(run)).toEqual(['CANCEL_REQUESTED']);
		expect(calls()).toEqual([]);
	});

	it('one order that is refused, unknown or unreadable stops no other', async () => {
		const [good, other] = [addPending(sandbox), addPending(sandbox)];
		const odd = addPending(sandbox);
		odd.damage = (view) => (view.line_items = 7);
		const run = await cancel(
			[
				{ ...itemOf(other), reason: 'no_such_reason' },
				{ ...itemOf(good), orderId: '576499999999999999' },
				itemOf(odd),
				itemOf(good),
			],
			{ cancelReason: "={{ $json.reason || 'seller_cancel_reason_out_of_stock' }}" },
		);
		expect(codes(run)).toEqual(['CANCELLATION_REFUSED', 'ORDER_NOT_FOUND', 'ORDER_UNREADABLE']);
		expect(run.outputs[0]).toMatchObject([{ orderId: good.id }]);
		expect(other.status).toBe('AWAITING_SHIPMENT');
	});

	it('asks for a reason before any call', async () => {
		const order = addPending(sandbox);
		const run = await cancel([itemOf(order)], { cancelReason: '={{ $json.reason }}' });
		expect(JSON.stringify([run.error?.message, run.outputs])).toContain('No cancel reason');
		expect(sandbox.log.calls('tiktok', /orders/)).toEqual([]);
	});

	it('only says what it would do as the tool of an AI agent that may not write', async () => {
		const order = addPending(sandbox);
		const { outputs } = await cancel([itemOf(order)], {}, { asTool: true });
		expect(JSON.stringify(outputs[0])).toContain(`Cancel order ${order.id}`);
		expect(order.status).toBe('AWAITING_SHIPMENT');
	});
});
