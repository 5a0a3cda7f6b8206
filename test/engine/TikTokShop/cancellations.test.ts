import type { IDataObject } from 'n8n-workflow';

import {
	cancelOrder,
	requestCancel,
	withdrawCancelRequest,
} from '../../sandbox/tiktok/orderChanges';
import type { Order } from '../../sandbox/tiktok/types';
import {
	APPROVE,
	PACKED,
	answers,
	asked,
	calls,
	cancellationOf,
	codes,
	itemOf,
	order,
	run,
	sandbox,
	useSandbox,
} from './cancellationFixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

useSandbox();

describe('Approve and Reject of a buyer’s request (TikTok Shop API §4.9)', () => {
	it('approve cancels the order, once; the result says so, and that it was so the second time', async () => {
		const placed = asked();
		const { outputs, items, error } = await run('approve', [itemOf(placed)]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{
				...itemOf(placed),
				cancellation: {
					cancelId: cancellationOf(placed).id,
					cancelStatus: 'CANCELLATION_REQUEST_SUCCESS',
					decision: 'approve',
					answered: true,
					confirmed: true,
				},
			},
		]);
		expect(items[0][0].pairedItem).toEqual({ item: 0 });
		expect(placed.status).toBe('CANCELLED');
		const again = await run('approve', [itemOf(placed)]);
		expect(again.outputs[0]).toMatchObject([
			{ cancellation: { answered: false, confirmed: true } },
		]);
		expect(calls(APPROVE)).toHaveLength(1);
	});

	it('approve sends no body, and a key that is a UUID', async () => {
		const placed = asked();
		await run('approve', [itemOf(placed)]);
		const [{ body, query }] = calls(APPROVE);
		expect(body).toBeNull();
		expect(query.idempotency_key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	});

	it('reject takes the request away, with reason and comment; the order waits to be shipped', async () => {
		const placed = asked();
		const options = { comment: 'It has left already' };
		const { outputs, error } = await run('reject', [itemOf(placed)], { options });
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{
				orderId: placed.id,
				cancellation: {
					cancelStatus: 'CANCELLATION_REQUEST_CANCELLED',
					decision: 'reject',
					answered: true,
				},
			},
		]);
		expect(placed).toMatchObject({ status: 'AWAITING_SHIPMENT' });
		expect(placed.cancelRequestTime).toBeUndefined();
		const [answer] = cancellationOf(placed).answers;
		expect(answer).toMatchObject({ reason: PACKED, comment: 'It has left already' });
		const again = await run('reject', [itemOf(placed)]);
		expect(again.outputs[0]).toMatchObject([{ cancellation: { answered: false } }]);
		expect(answers(placed)).toEqual([['reject']]);
	});

	it('a request is named by its cancellation ID as well, as Get Many gives it', async () => {
		const placed = asked();
		const listed = await run('getAll', [itemOf(placed)]);
		const parameters = { requestOf: 'cancellation' };
		const { outputs, error } = await run('approve', listed.outputs[0], parameters);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ orderId: placed.id, cancellation: { answered: true } }]);
		expect(answers(placed)).toEqual([['approve']]);
	});

	it('a new request after one that was rejected is answered for itself', async () => {
		const placed = asked();
		await run('reject', [itemOf(placed)]);
		requestCancel(sandbox.tiktok, placed.id);
		const { outputs } = await run('approve', [itemOf(placed)]);
		expect(outputs[0]).toMatchObject([{ cancellation: { cancelId: cancellationOf(placed).id } }]);
		expect(placed.status).toBe('CANCELLED');
	});

	it('the same order in several items is answered once', async () => {
		const placed = asked();
		const { outputs } = await run(
			'approve',
			[1, 2, 3].map(() => itemOf(placed)),
		);
		expect(outputs[0].map(({ cancellation }) => (cancellation as IDataObject).answered)).toEqual([
			true,
			false,
			false,
		]);
		expect(answers(placed)).toEqual([['approve']]);
	});
});

describe('an answer is given once, whatever happens to the call', () => {
	const kinds = ['timeoutAfterAccept', 'resetAfterAccept', 'reset', '503', '429'] as const;
	it.each(kinds.flatMap((kind) => [['approve', kind] as const, ['reject', kind] as const]))(
		'%s: a call that ends in %s',
		async (operation, kind) => {
			const placed = asked();
			const path = new RegExp(`/cancellations/\\d+/${operation}$`);
			sandbox.faults.add({ service: 'tiktok', path, kind, delayMs: 200 });
			const { outputs, error } = await run(operation, [itemOf(placed)]);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ cancellation: { answered: true, confirmed: true } }]);
			expect(answers(placed)).toEqual([[operation]]);
			expect(calls(path)).toHaveLength(kind.endsWith('AfterAccept') ? 1 : 2);
		},
	);

	it('a lost answer whose effect does not show yet is sent again with the same key, and carried out once', async () => {
		const placed = asked();
		sandbox.tiktok.cancellations.lagSeconds = 60;
		sandbox.faults.add({ service: 'tiktok', path: APPROVE, kind: 'resetAfterAccept' });
		const { outputs, error } = await run('approve', [itemOf(placed)]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ cancellation: { answered: true, confirmed: false } }]);
		const keys = calls(APPROVE).map(({ query }) => query.idempotency_key);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(1);
		expect(answers(placed)).toEqual([['approve']]);
	});

	it('two runs at once carry it out once, and both say that it is approved', async () => {
		const placed = asked();
		const runs = await Promise.all([1, 2].map(async () => await run('approve', [itemOf(placed)])));
		for (const { outputs, error } of runs) {
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ cancellation: { confirmed: true } }]);
		}
		expect(answers(placed)).toEqual([['approve']]);
	});

	it('approve and reject at once: one of them is carried out, the other one says so', async () => {
		const placed = asked();
		const [approved, rejected] = await Promise.all([
			run('approve', [itemOf(placed)]),
			run('reject', [itemOf(placed)]),
		]);
		const [[decision, ...others]] = answers(placed);
		expect(others).toEqual([]);
		const [won, lost] = decision === 'approve' ? [approved, rejected] : [rejected, approved];
		expect(won.outputs[0]).toMatchObject([{ cancellation: { answered: true } }]);
		expect(codes(lost)).toEqual(['CANCELLATION_CLOSED']);
		expect(placed.status).toBe(decision === 'approve' ? 'CANCELLED' : 'AWAITING_SHIPMENT');
	});

	it('an answer that somebody else gives between looking and answering is not claimed', async () => {
		const placed = asked();
		const cancellation = cancellationOf(placed);
		const undo = sandbox.answers.change({
			service: 'tiktok',
			path: /cancellations\/search$/,
			change: () => {
				undo();
				cancelOrder(sandbox.tiktok, placed.id);
			},
		});
		const { outputs, error } = await run('approve', [itemOf(placed)]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ cancellation: { answered: false, confirmed: true } }]);
		expect(cancellation.answers).toEqual([]);
	});
});

describe('what cannot be answered waits alone', () => {
	it.each<[string, string, (placed: Order) => void, string]>([
		[
			'approve',
			'was taken back',
			({ id }) => withdrawCancelRequest(sandbox.tiktok, id),
			'CANCELLATION_CLOSED',
		],
		[
			'reject',
			'was approved elsewhere',
			({ id }) => cancelOrder(sandbox.tiktok, id),
			'CANCELLATION_CLOSED',
		],
		[
			'approve',
			'TikTok Shop refuses to take',
			(placed) => {
				cancellationOf(placed).refusal = { code: 25_009_999, message: 'Not in this state' };
			},
			'CANCELLATION_REFUSED',
		],
		[
			'reject',
			'TikTok Shop refuses to take',
			(placed) => {
				cancellationOf(placed).refusal = { code: 25_009_999, message: 'Not in this state' };
			},
			'CANCELLATION_REFUSED',
		],
		[
			'approve',
			'has a status that the API does not describe',
			(placed) => {
				cancellationOf(placed).damage = (view) => Object.assign(view, { cancel_status: 'NEW' });
			},
			'ORDER_UNREADABLE',
		],
		[
			'reject',
			'cannot be read',
			(placed) => {
				cancellationOf(placed).damage = (view) => delete view.cancel_id;
			},
			'ORDER_UNREADABLE',
		],
	])('%s: a request that %s; the others go on', async (operation, _, happen, code) => {
		const [first, odd, last] = [asked(), asked(), asked()];
		happen(odd);
		const done = await run(operation, [first, odd, last].map(itemOf));
		expect(done.error).toBeUndefined();
		expect(done.outputs[0].map(({ orderId }) => orderId)).toEqual([first.id, last.id]);
		expect(done.outputs[1]).toMatchObject([{ ...itemOf(odd), exception: { code } }]);
		expect(answers(first, odd, last)).toEqual([[operation], [], [operation]]);
	});

	it('an order that nobody asks to cancel is not cancelled', async () => {
		const placed = order();
		const done = await run('approve', [itemOf(placed)]);
		expect(done.error).toBeUndefined();
		expect(codes(done)).toEqual(['CANCELLATION_NOT_FOUND']);
		expect(placed.status).toBe('AWAITING_SHIPMENT');
		expect(calls(APPROVE)).toEqual([]);
	});

	it('an order of another shop is neither found nor touched', async () => {
		const [own, foreign] = [asked(), asked('GB01')];
		const items = [{ ...itemOf(foreign), shop: { id: own.shop.id } }, itemOf(own)];
		const done = await run('approve', items);
		expect(codes(done)).toEqual(['CANCELLATION_NOT_FOUND']);
		expect(done.outputs[0]).toMatchObject([{ orderId: own.id }]);
		expect(answers(own, foreign)).toEqual([['approve'], []]);
	});

	it('a search that ignores its filter leads to no answer for other orders', async () => {
		const [wanted, other] = [order(), asked()];
		sandbox.answers.change({
			service: 'tiktok',
			path: /cancellations\/search$/,
			change: (answer: { data: object }) => {
				const row = { cancel_id: cancellationOf(other).id, order_id: other.id };
				const cancellations = [{ ...row, cancel_status: 'CANCELLATION_REQUEST_PENDING' }];
				answer.data = { cancellations, total_count: 1, next_page_token: '' };
			},
		});
		const done = await run('approve', [itemOf(wanted)]);
		expect(codes(done)).toEqual(['CANCELLATION_NOT_FOUND']);
		expect(answers(other)).toEqual([[]]);
	});

	it('a shop that is not authorized stops its items only', async () => {
		const [own, foreign] = [asked(), asked('GB01')];
		const request = { shops: ['US01'] };
		const done = await run('approve', [itemOf(foreign), itemOf(own)], {}, { request });
		expect(codes(done)).toEqual(['SHOP_NOT_AUTHORIZED']);
		expect(done.outputs[0]).toMatchObject([{ orderId: own.id }]);
	});

	it.each(['', 'no_such_reason'])(
		'a reject reason "%s" rejects nothing, and those that are allowed are listed',
		async (rejectReason) => {
			const placed = asked();
			const given = { rejectReason: `={{ ${JSON.stringify(rejectReason)} }}` };
			const done = await run('reject', [itemOf(placed)], given);
			expect(done.error).toBeUndefined();
			expect(done.outputs[1]).toMatchObject([
				{
					exception: {
						code: 'CANCELLATION_REFUSED',
						hint: expect.stringContaining(PACKED),
						details: { allowedReasons: expect.arrayContaining([PACKED]) },
					},
				},
			]);
			expect(answers(placed)).toEqual([[]]);
		},
	);

	it.each<[string, unknown]>([
		['empty', ''],
		['text', 'abc'],
		['a list of two', '576500000000104729,576500000000104730'],
		['a number that has lost digits', Number.MAX_SAFE_INTEGER * 60],
		['an object', { a: 1 }],
	])('an order ID that is %s stops its item only', async (_, orderId) => {
		const placed = asked();
		const items = [{ ...itemOf(placed), orderId }, itemOf(placed)];
		const done = await run('approve', items);
		expect(done.error).toBeUndefined();
		expect(done.outputs.map((list) => list.length)).toEqual([1, 1]);
		expect(answers(placed)).toEqual([['approve']]);
	});

	it.each<[string, object]>([
		['approve', { requestOf: 'cancellation', cancelId: '={{ $json.value }}' }],
		['getAll', { filters: { orderIds: '={{ $json.value }}' } }],
		['getAll', { filters: { cancelIds: '={{ $json.value }}' } }],
	])(
		'%s %j: an ID that has lost digits stops its item, before any call',
		async (operation, more) => {
			const placed = asked();
			const value = Number.MAX_SAFE_INTEGER * 60;
			const done = await run(operation, [{ ...itemOf(placed), value }], more);
			expect(done.error).toBeUndefined();
			expect(codes(done)).toEqual(['NUMBER_NOT_EXACT']);
			expect(calls()).toEqual([]);
		},
	);

	it('an app without the scope fails the run, with the name of the scope', async () => {
		const placed = asked();
		const scopes = ['seller.authorization.info', 'seller.order.info'];
		const { error } = await run('approve', [itemOf(placed)], {}, { request: { scopes } });
		expect(error?.description).toContain('seller.return_refund.basic');
	});
});
