import fc from 'fast-check';
import type { IDataObject, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { movedClock } from '../../support/engine/movedClock';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

let sandbox: Sandbox;
const clock = movedClock();

/** What comes while one execution runs, and how it ends. */
const execution = fc.record({
	arrivals: fc.constantFrom(0, 30, 70, 110),
	/** Seconds for which TikTok Shop did not show them. */
	late: fc.constantFrom(0, 0, 0, 45, 200, 500),
	ends: fc.constantFrom<IRun['status']>('success', 'success', 'success', 'success', 'error'),
	/** TikTok Shop answers none of the next searches. */
	isSilent: fc.constantFrom(false, false, false, true),
	seconds: fc.constantFrom(1, 10, 40),
});

it('whatever comes in a rush, however late it shows and whatever fails: each order counts as handed over once', async () => {
	await fc.assert(
		fc
			.asyncProperty(fc.array(execution, { minLength: 3, maxLength: 12 }), async (plan) => {
				clock.ahead = 0;
				sandbox = await startEmptySandbox();
				const placed: string[] = [];
				const handedOver: string[] = [];
				const steps = [...plan];
				let isPulled = false;
				const place = (count: number, late: number): void => {
					for (let each = 0; each < count; each++) {
						const order = addPending(sandbox, { shop: each % 3 === 0 ? 'GB01' : 'US01' });
						order.updateTime = sandbox.tiktok.seconds() - 1 - late;
						placed.push(order.id);
					}
				};
				const execute = async ([orders]: IDataObject[][]): Promise<IRun['status']> => {
					const step = isPulled ? steps.shift() : undefined;
					clock.ahead += (step?.seconds ?? 1) * SECOND_MS;
					if (step) place(step.arrivals, step.late);
					if (step?.isSilent) {
						sandbox.faults.add({ service: 'tiktok', path: /search$/, kind: '503', times: 6 });
					}
					if (step?.ends !== 'error') handedOver.push(...idsOf(orders));
					return await Promise.resolve(step?.ends ?? 'success');
				};
				const shops = ['US01', 'GB01'].map((key) => sandbox.tiktok.shop(key).id);
				const polled = triggerOn(sandbox, { shops }, { execute });
				await polled.poll();
				isPulled = true;
				clock.ahead += MINUTE_MS;
				place(120, 0);
				while (steps.length > 0) {
					const before = steps.length;
					await polled.poll();
					sandbox.faults.clear();
					clock.ahead += 5 * SECOND_MS;
					// A poll that hands nothing over uses up no step.
					if (steps.length === before) steps.shift();
				}
				await polled.poll();
				await polled.poll();
				expect([...handedOver].sort()).toEqual([...placed].sort());
			})
			.afterEach(async () => await sandbox.close()),
		{ numRuns: 25 },
	);
}, 180_000);
