import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import { AlikeFailures, settleByHalves } from '../../../nodes/LingxingOms/outbound/halve';
import { OmsError } from '../../../nodes/LingxingOms/transport/connection';

const NODE = { name: 'OMS', type: 'test', typeVersion: 1 } as INode;
const apiError = (code: string) => new OmsError(NODE, { status: 200, code, message: 'x' });

/** Settles items of which some make every call fail that holds them. */
async function settle(count: number, isBad: (item: number) => boolean, code = () => '500') {
	const good: number[] = [];
	const alone: number[] = [];
	let calls = 0;
	const alike = new AlikeFailures();
	await settleByHalves([Array.from({ length: count }, (_, item) => item)], {
		alike,
		call: async (part) => {
			calls += 1;
			if (part.some(isBad)) return { failure: apiError(code()), open: part };
			alike.success();
			good.push(...part);
			return undefined;
		},
		alone: (item) => alone.push(item) < 0,
	});
	return { good, alone, calls };
}

const ascending = (list: number[]) => [...list].sort((a, b) => a - b);

describe('a batch that is refused', () => {
	it('is halved until each bad item stands alone: the others go through, whatever their places', async () => {
		const bad = fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(bad, async (items) => {
				const { good, alone, calls } = await settle(100, (item) => items.includes(item));
				expect(ascending(alone)).toEqual(ascending(items));
				expect(new Set([...good, ...alone]).size).toBe(100);
				expect(good).toHaveLength(100 - items.length);
				// Two calls for each halving, seven halvings for each item, and the items that are tried in between.
				expect(calls).toBeLessThanOrEqual(1 + 14 * items.length + 5);
			}),
		);
	});

	it('for every item alike ends after a few calls', async () => {
		let calls = 0;
		const work = settle(
			100,
			() => true,
			() => `${(calls += 1) > 0 ? 500 : 0}`,
		);
		await expect(work).rejects.toThrow('500');
		expect(calls).toBeLessThanOrEqual(20);
	});

	it('is no failure of the run where only some in the middle are good', async () => {
		const { good } = await settle(100, (item) => item < 40 || item > 60);
		expect(good).toHaveLength(21);
	});

	it('for every item in other words is about the items', async () => {
		let calls = 0;
		const { alone } = await settle(
			8,
			() => true,
			() => `${(calls += 1)}`,
		);
		expect(alone).toHaveLength(8);
	});

	it('one bad item alone is no failure of the run', async () => {
		expect(await settle(1, () => true)).toMatchObject({ alone: [0], good: [] });
	});
});
