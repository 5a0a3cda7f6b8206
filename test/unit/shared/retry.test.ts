import fc from 'fast-check';

import { parseRetryAfter, retry } from '../../../nodes/shared/retry';

const POLICY = { attempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 };

/** Time that passes only when somebody waits. */
const clockOf = (waits: number[]) => ({
	now: () => waits.reduce((sum, wait) => sum + wait, 0),
	sleep: async (ms: number) => void waits.push(ms),
	random: () => 0.5,
});

async function tried(retryAfter: unknown): Promise<{ attempts: number; waits: number[] }> {
	const waits: number[] = [];
	let attempts = 0;
	const attempt = async () => {
		attempts += 1;
		throw new Error('refused');
	};
	const wish = parseRetryAfter(retryAfter, 0);
	await expect(retry(attempt, () => wish, POLICY, clockOf(waits))).rejects.toThrow('refused');
	return { attempts, waits };
}

describe('a wait that a service asks for', () => {
	it.each(['999999999', 999_999_999, '1e12', 'Fri, 31 Dec 9999 23:59:59 GMT', '121'])(
		'%s is not waited for: the failure comes at once',
		async (retryAfter) => {
			expect(await tried(retryAfter)).toEqual({ attempts: 1, waits: [] });
		},
	);

	it.each(['-5', 'NaN', 'Infinity', '', 'soon', null, {}, ['1'], '-Infinity', '0x'])(
		'%p counts as none',
		async (retryAfter) => {
			expect(parseRetryAfter(retryAfter, 0)).toBe(0);
		},
	);

	it('of two minutes is waited for', async () => {
		expect(await tried('120')).toEqual({ attempts: 5, waits: Array(4).fill(120_000) });
	});

	it('never makes a wait negative, or longer than two minutes, whatever it says', async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string(), fc.double(), fc.integer()), async (retryAfter) => {
				const { waits } = await tried(retryAfter);
				expect(waits.every((wait) => wait >= 0 && wait <= 120_000)).toBe(true);
			}),
		);
	});
});
