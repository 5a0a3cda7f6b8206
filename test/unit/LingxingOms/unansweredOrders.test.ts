import fc from 'fast-check';

import {
	LATE_CALL_MS,
	UnansweredOrders,
	waitsUntil,
} from '../../../nodes/LingxingOms/outbound/create/unansweredOrders';
import { mayStillArrive } from '../../../nodes/LingxingOms/transport/errors';

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const passed = fc.integer({ min: -2 * LATE_CALL_MS, max: 2 * LATE_CALL_MS });
const row = (thirdOrderNo: string) => ({ thirdOrderNo });

describe('an order whose create call was given up', () => {
	it('waits for the whole time, and no longer', () => {
		fc.assert(
			fc.property(time, fc.nat(2 * LATE_CALL_MS), (givenUpAt, ms) => {
				const until = waitsUntil(givenUpAt, givenUpAt + ms);
				expect(until).toBe(ms < LATE_CALL_MS ? givenUpAt + LATE_CALL_MS : undefined);
			}),
		);
	});

	it('never waits for a time that is far away, whatever the clock does', () => {
		fc.assert(
			fc.property(time, fc.oneof(passed, time), (givenUpAt, ms) => {
				const now = givenUpAt + ms;
				const until = waitsUntil(givenUpAt, now) ?? now;
				expect(until - now).toBeGreaterThanOrEqual(0);
				expect(until - now).toBeLessThan(2 * LATE_CALL_MS);
				// A clock that goes on ends the wait.
				expect(waitsUntil(givenUpAt, Math.max(until, givenUpAt + LATE_CALL_MS))).toBeUndefined();
			}),
		);
	});

	it('waits anew from each call that is given up, and no more once the OMS has it', () => {
		const unanswered = new UnansweredOrders();
		unanswered.noteUnanswered([row('A'), row('B')], 0);
		unanswered.noteUnanswered([row('A')], LATE_CALL_MS);
		expect(unanswered.notBefore('A', LATE_CALL_MS)).toBe(2 * LATE_CALL_MS);
		expect(unanswered.notBefore('B', LATE_CALL_MS)).toBeUndefined();
		unanswered.noteAnswered('A');
		expect(unanswered.notBefore('A', LATE_CALL_MS)).toBeUndefined();
	});

	it('is alone in its call after a few runs, and new orders are not with it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), (count, serial) => {
				const unanswered = new UnansweredOrders();
				const rows = Array.from({ length: count }, (_, index) => row(String(index)));
				const bad = rows[serial % count];
				let open = rows;
				for (let run = 0; run < 8; run++) {
					const parts = unanswered.parts([...open, row('new')]);
					const failed = parts.filter((part) => part.includes(bad));
					if (run > 0) expect(failed.flat()).not.toContainEqual(row('new'));
					open = failed.flat().filter(({ thirdOrderNo }) => thirdOrderNo !== 'new');
					unanswered.noteUnanswered(open, run * LATE_CALL_MS);
				}
				expect(open).toEqual([bad]);
			}),
		);
	});
});

it('a call that was never connected, was refused or came too often is not on its way', () => {
	const refusals = [
		{ status: 0, code: '', unreached: true },
		{ status: 429, code: '' },
		{ status: 200, code: '200001' },
		{ status: 200, code: '100007' },
		{ status: 400, code: '' },
	];
	for (const refusal of refusals) expect(mayStillArrive({ message: '', ...refusal })).toBe(false);
	for (const lost of [
		{ status: 0, code: '' },
		{ status: 504, code: '' },
		{ status: 200, code: '200' },
	]) {
		expect(mayStillArrive({ message: '', ...lost })).toBe(true);
	}
});
