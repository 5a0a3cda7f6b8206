import * as fc from 'fast-check';

import { paceOf as omsPaceOf } from '../../../nodes/LingxingOms/transport/pace';
import { firstPace, nextPace, type PaceNews } from '../../../nodes/shared/pace';
import { paceOf } from '../../../nodes/TikTokShop/transport/pace';

describe('the pace after an answer', () => {
	it.each<[string, number, number, number, PaceNews, number]>([
		['a call that was taken', 4, 4, 20, 'taken', 4.25],
		['a call that was taken, near the limit', 19.99, 19.99, 20, 'taken', 20],
		['too many calls', 8, 8, 20, 'tooMany', 4],
		['too many calls, of a call from before the fall', 4, 8, 20, 'tooMany', 4],
		['too many calls, of a call from before a rise', 8, 4, 20, 'tooMany', 2],
		['too many calls, at the lowest pace', 0.2, 0.2, 20, 'tooMany', 0.2],
		['any other answer', 4, 4, 20, 'none', 4],
		['any answer, when the limit is lower by now', 8, 8, 3, 'none', 3],
		['too many calls, with a limit below the lowest pace', 0.1, 0.1, 0.1, 'tooMany', 0.1],
	])('%s', (_, pace, begunAt, limit, news, next) => {
		expect(nextPace(pace, begunAt, limit, news)).toBeCloseTo(next, 10);
	});

	const limits = fc.double({ min: 0.05, max: 45, noNaN: true });
	const starts = fc.double({ min: 0.5, max: 5, noNaN: true });
	const answers = fc.array(fc.constantFrom<PaceNews>('taken', 'tooMany', 'none'), {
		maxLength: 200,
	});

	it('is never above the limit and never nothing; too many calls halve it', () => {
		fc.assert(
			fc.property(limits, starts, answers, (limit, start, all) => {
				let pace = firstPace({ start, limit });
				for (const news of all) {
					const next = nextPace(pace, pace, limit, news);
					expect(next).toBeLessThanOrEqual(limit);
					expect(next).toBeGreaterThanOrEqual(Math.min(0.2, limit));
					if (news === 'tooMany') {
						expect(next).toBeLessThanOrEqual(Math.max(pace / 2, Math.min(0.2, limit)));
					}
					pace = next;
				}
			}),
		);
	});

	it('comes back to the limit while calls are taken, in a time that the limit bounds', () => {
		fc.assert(
			fc.property(limits, starts, answers, (limit, start, all) => {
				let pace = firstPace({ start, limit });
				for (const news of all) pace = nextPace(pace, pace, limit, news);
				let seconds = 0;
				while (pace < limit && seconds <= limit + 10) {
					seconds += 1 / pace;
					pace = nextPace(pace, pace, limit, 'taken');
				}
				expect(pace).toBe(limit);
			}),
		);
	});
});

describe('the range of a credential', () => {
	const app = { appKey: 'a', appSecret: 's' };

	it.each([
		['nothing chosen', {}, 20, 10],
		['advanced settings as they come', { replaceHosts: true }, 20, 10],
		['chosen', { replaceHosts: true, readsPerSecond: 3, writesPerSecond: 1 }, 3, 1],
		['chosen, switched off again', { readsPerSecond: 3, writesPerSecond: 1 }, 20, 10],
		['too much', { replaceHosts: true, readsPerSecond: 50, writesPerSecond: 999 }, 45, 45],
		['off', { replaceHosts: true, readsPerSecond: 0, writesPerSecond: 0 }, 0, 0],
	])('of TikTok Shop, %s', (_, chosen, reads, writes) => {
		expect(paceOf({ ...app, ...chosen }, false)).toEqual({ start: 3, limit: reads });
		expect(paceOf({ ...app, ...chosen }, true)).toEqual({ start: 1, limit: writes });
	});

	it('of the OMS', () => {
		expect(omsPaceOf()).toEqual({ start: 5, limit: 8 });
		expect(omsPaceOf(3)).toEqual({ start: 5, limit: 3 });
		expect(firstPace(omsPaceOf(3))).toBe(3);
	});
});
