import {
	readCancellation,
	type Cancellation,
} from '../../../nodes/TikTokShop/cancellations/cancellation';
import { idempotencyKeyOf, planAnswer } from '../../../nodes/TikTokShop/cancellations/decide';

const cancellation = (status: string, more: Partial<Cancellation> = {}): Cancellation => ({
	cancelId: '4035000000000009973',
	orderId: '576500000000104729',
	cancelStatus: `CANCELLATION_REQUEST_${status}`,
	cancelType: 'BUYER_CANCEL',
	role: 'BUYER',
	cancelReason: '',
	cancelReasonText: '',
	lines: [],
	...more,
});
const [PENDING, SUCCESS, COMPLETE, CANCELLED, NEW] = [
	'PENDING',
	'SUCCESS',
	'COMPLETE',
	'CANCELLED',
	'NEW',
].map((status) => cancellation(status));

describe('what there is to do for an answer', () => {
	it.each<[string, Cancellation[], string, string]>([
		['nothing', [], 'CANCELLATION_NOT_FOUND', 'CANCELLATION_NOT_FOUND'],
		['an open request', [PENDING], 'answer', 'answer'],
		['an approved one', [SUCCESS], 'done', 'CANCELLATION_CLOSED'],
		['a completed one', [COMPLETE], 'done', 'CANCELLATION_CLOSED'],
		['one that was rejected or taken back', [CANCELLED], 'CANCELLATION_CLOSED', 'done'],
		['one of a status nobody knows', [NEW], 'ORDER_UNREADABLE', 'ORDER_UNREADABLE'],
		['an open one after a closed one', [PENDING, CANCELLED], 'answer', 'answer'],
		['a closed one that changed after an open one', [CANCELLED, PENDING], 'answer', 'answer'],
		['an approved one after a closed one', [SUCCESS, CANCELLED], 'done', 'CANCELLATION_CLOSED'],
		[
			'a request of the seller',
			[cancellation('PENDING', { role: 'SELLER' })],
			'CANCELLATION_NOT_FOUND',
			'CANCELLATION_NOT_FOUND',
		],
		['one of whom nobody is named', [cancellation('PENDING', { role: '' })], 'answer', 'answer'],
	])('%s', (_, found, approve, reject) => {
		const told = (decision: 'approve' | 'reject') => {
			const plan = planAnswer(found, decision, 'order 1');
			return plan.kind === 'impossible' ? plan.code : plan.kind;
		};
		expect([told('approve'), told('reject')]).toEqual([approve, reject]);
	});
});

describe('the idempotency key', () => {
	it('is a UUID, and the same in every version of this package', () => {
		expect(idempotencyKeyOf('4035000000000009973', 'approve')).toMatchInlineSnapshot(
			`"40182e27-7658-5647-9840-9e4e51dc3dc3"`,
		);
	});

	it('differs by cancellation and by decision', () => {
		const keys = ['1', '2'].flatMap((id) => [
			idempotencyKeyOf(id, 'approve'),
			idempotencyKeyOf(id, 'reject'),
		]);
		expect(new Set(keys).size).toBe(4);
	});
});

describe('a row of Search Cancellations', () => {
	const ROW = {
		cancel_id: '4035000000000009973',
		order_id: '576500000000104729',
		cancel_status: 'CANCELLATION_REQUEST_PENDING',
	};

	it('needs no more than its IDs and its status', () => {
		expect(readCancellation(ROW).cancellation).toMatchObject({
			cancelId: ROW.cancel_id,
			cancelType: '',
			lines: [],
		});
	});

	it('has no time to answer where another action is asked for', () => {
		const seller_next_action_response = [{ action: 'OTHER', deadline: 1_790_000_000 }];
		const { cancellation: read } = readCancellation({ ...ROW, seller_next_action_response });
		expect(read?.respondBy).toBeUndefined();
	});

	it.each([
		[{ ...ROW, cancel_id: undefined }, 'cancel_id is missing'],
		[{ ...ROW, order_id: 5e20 }, 'order_id came as a number and has lost digits'],
		[{ ...ROW, cancel_status: '' }, 'cancel_status is empty'],
		[null, 'the cancellation is null'],
	])('%j cannot be read', (row, problem) => {
		expect(readCancellation(row).fault?.problem).toContain(problem);
	});
});
