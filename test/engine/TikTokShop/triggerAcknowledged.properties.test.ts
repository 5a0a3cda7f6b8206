import fc from 'fast-check';
import type { IDataObject, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const QUARTER_HOUR_MS = 15 * 60_000;
const TWELVE_HOURS_MS = 12 * 60 * 60_000;

let sandbox: Sandbox;
let ahead = 0;
const realNow = Date.now.bind(Date);

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** What happens between two polls, and how the executions of the next one end. */
const step = fc.record({
	arrivals: fc.nat({ max: 3 }),
	changes: fc.boolean(),
	/** n8n is killed after the poll, and its memory is what it has saved last. */
	isKilled: fc.boolean(),
	ends: fc.constantFrom<Array<IRun['status'] | 'notStarted'>>(
		'success',
		'success',
		'error',
		'canceled',
		'crashed',
		'notStarted',
	),
	/** Orders of which one makes every execution fail. */
	hasCulprit: fc.boolean(),
	hours: fc.constantFrom(0.25, 0.25, 1, 13),
});

const streamsIn = ({ streams = {} }: IDataObject): IDataObject[] =>
	Object.values(streams as Record<string, IDataObject>);

interface HandedOver {
	at: number;
	revision: string;
}

describe('whatever happens to the executions', () => {
	it('what was not acknowledged comes at the next poll, and what was comes again only after a change or twelve hours', async () => {
		await fc.assert(
			fc
				.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
					ahead = 0;
					sandbox = await startEmptySandbox();
					const credentials = tiktokCredentials(sandbox);
					const us = sandbox.tiktok.shop('US01').id;
					const acknowledged = new Map<string, HandedOver>();
					let offered = new Set<string>();
					let now = steps[0];
					let culprit: string | undefined;
					const execute = async ([orders]: IDataObject[][]): Promise<IRun['status']> => {
						const ids = orders.map(({ orderId }) => String(orderId));
						for (const { orderId, revision } of orders) {
							const id = String(orderId);
							offered.add(id);
							const before = acknowledged.get(id);
							const isEarly = before && Date.now() - before.at < TWELVE_HOURS_MS - 60_000;
							if (isEarly) expect(revision).not.toBe(before.revision);
						}
						if (culprit !== undefined && ids.includes(culprit)) return 'error';
						if (now.ends === 'notStarted') throw new Error('no queue');
						if (now.ends !== 'success') return now.ends;
						for (const { orderId, revision } of orders) {
							acknowledged.set(String(orderId), { at: Date.now(), revision: String(revision) });
						}
						return 'success';
					};
					const open = () =>
						triggerOn(
							sandbox,
							{ shops: [us] },
							{
								credentials,
								execute,
								activation: 'init',
							},
						);
					let polled = open();
					const pending = [];
					for (now of steps) {
						for (let arrival = 0; arrival < now.arrivals; arrival++) {
							const order = addPending(sandbox);
							order.updateTime = Math.floor(Date.now() / 1_000) - 30;
							pending.push(order);
						}
						if (now.changes && pending.length > 0) {
							const [order] = pending;
							order.address = { ...order.address, name: `${order.address.name} A` };
							order.updateTime = Math.floor(Date.now() / 1_000) - 20;
							acknowledged.delete(order.id);
						}
						culprit = now.hasCulprit ? pending.at(-1)?.id : undefined;
						const owed = pending.filter(({ id }) => !acknowledged.has(id)).map(({ id }) => id);
						offered = new Set();
						await polled.poll();
						// A workflow that fails altogether ends the hand-over of a poll early.
						const come = owed.filter((id) => offered.has(id));
						if (now.ends === 'success') expect(come).toEqual(owed);
						else expect(come.length > 0).toBe(owed.length > 0);
						if (now.ends === 'success') {
							const left = pending.filter(({ id }) => !acknowledged.has(id)).map(({ id }) => id);
							expect(left).toEqual(
								culprit === undefined ? [] : left.filter((id) => id === culprit),
							);
						}
						if (now.isKilled) {
							const saved = JSON.parse(polled.saved) as IDataObject;
							polled = open();
							polled.staticData = saved;
							// What n8n had not saved as acknowledged has to come again.
							const marks = Object.assign(
								{},
								...streamsIn(saved).map(({ emitted }) => emitted),
							) as object;
							for (const id of [...acknowledged.keys()])
								if (!(id in marks)) acknowledged.delete(id);
						}
						ahead += now.hours * 4 * QUARTER_HOUR_MS;
					}
				})
				.afterEach(async () => await sandbox.close()),
			{ numRuns: 30 },
		);
	}, 120_000);
});
