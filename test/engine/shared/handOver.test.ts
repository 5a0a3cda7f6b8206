import fc from 'fast-check';
import type { IPollFunctions, IRun } from 'n8n-workflow';

import { BATCH_SIZE, handOver, OpenBatches, type Delivery } from '../../../nodes/shared/handOver';

interface Numbered extends Delivery {
	id: number;
}

const delivery = (id: number, attempts = 0): Numbered => ({
	id,
	attempts,
	items: [{ json: { id } }],
	output: 0,
});

const list = (count: number): Numbered[] => Array.from({ length: count }, (_, id) => delivery(id));

/** An n8n whose executions end as `ends` says; undefined is an execution that never ends. */
class Executions {
	readonly batches: number[][] = [];
	running = 0;
	mostRunning = 0;

	constructor(private readonly ends: (ids: number[]) => IRun['status'] | undefined) {}

	get context(): IPollFunctions {
		const emit: IPollFunctions['__emit'] = ([items], _response, done) => {
			const ids = items.map(({ json }) => Number(json.id));
			this.batches.push(ids);
			this.running += 1;
			this.mostRunning = Math.max(this.mostRunning, this.running);
			const status = this.ends(ids);
			if (status === undefined) return;
			setImmediate(() => {
				this.running -= 1;
				done?.resolve({ status } as IRun);
			});
		};
		return { __emit: emit } as IPollFunctions;
	}
}

const run = async (
	deliveries: readonly Numbered[],
	executions: Executions,
	until = Date.now() + 60_000,
) => {
	const acknowledged: number[] = [];
	const failed: Numbered[] = [];
	const open = await handOver(executions.context, deliveries, {
		until,
		onStart: () => undefined,
		onEnd: (batch, outcome) => {
			if (outcome === 'success') acknowledged.push(...batch.map(({ id }) => id));
			else failed.push(...batch);
		},
	});
	return { acknowledged, failed, open };
};

const ids = (count: number): number[] => list(count).map(({ id }) => id);

describe('a hand-over', () => {
	it('starts no execution when there is nothing to hand over', async () => {
		const executions = new Executions(() => 'success');
		await run([], executions);
		expect(executions.batches).toEqual([]);
	});

	it('gives an execution at most 500, and starts the next one when it has ended', async () => {
		const executions = new Executions(() => 'success');
		const { acknowledged } = await run(list(1_201), executions);
		expect(executions.batches.map(({ length }) => length)).toEqual([BATCH_SIZE, BATCH_SIZE, 201]);
		expect(executions.mostRunning).toBe(1);
		expect(acknowledged).toEqual(ids(1_201));
	});

	it('counts an execution that waits as a success, because n8n keeps it', async () => {
		const { acknowledged } = await run(list(2), new Executions(() => 'waiting'));
		expect(acknowledged).toEqual([0, 1]);
	});

	it('acknowledges nothing of an execution that could not be started', async () => {
		const emit: IPollFunctions['__emit'] = (_data, _response, done) => {
			done?.reject(new Error('The queue is not there'));
		};
		const acknowledged: number[] = [];
		await handOver({ __emit: emit } as IPollFunctions, [delivery(1)], {
			until: Date.now() + 60_000,
			onStart: () => undefined,
			onEnd: (batch, outcome) => {
				if (outcome === 'success') acknowledged.push(...batch.map(({ id }) => id));
			},
		});
		expect(acknowledged).toEqual([]);
	});

	it('splits a failed batch until what makes it fail stands alone; all others are acknowledged in the same poll', async () => {
		const executions = new Executions((batch) => (batch.includes(321) ? 'error' : 'success'));
		const { acknowledged } = await run(list(1_000), executions);
		expect(new Set(acknowledged)).toEqual(new Set(ids(1_000).filter((id) => id !== 321)));
		expect(executions.batches.length).toBeLessThan(35);
	});

	it('stops after five failures in a row: the workflow is broken, and the next poll tries again', async () => {
		const executions = new Executions(() => 'error');
		await run(list(5_000), executions);
		expect(executions.batches).toHaveLength(5);
	});

	it('stops when somebody stops an execution', async () => {
		const executions = new Executions(() => 'canceled');
		await run(list(5_000), executions);
		expect(executions.batches).toHaveLength(1);
	});

	it('hands over what is new before what failed earlier, and that in batches that grow', async () => {
		const executions = new Executions(() => 'success');
		const earlier = Array.from({ length: 600 }, (_, n) => delivery(n, 2));
		await run([...earlier, delivery(1_000), delivery(1_001)], executions);
		expect(executions.batches[0]).toEqual([1_000, 1_001]);
		expect(executions.batches.slice(1).map(({ length }) => length)).toEqual([56, 448, 96]);
	});

	it('hands over repeats last, and does not keep them because others fail', async () => {
		const executions = new Executions(([id]) => (id < 100 ? 'error' : 'success'));
		const repeats = [delivery(500), delivery(501)].map((each) => ({ ...each, isRepeat: true }));
		const failing = Array.from({ length: 60 }, (_, id) => delivery(id, id < 30 ? 0 : 3));
		const { acknowledged } = await run([...repeats, ...failing], executions);
		expect(acknowledged).toEqual([500, 501]);
		expect(executions.batches.at(-1)).toEqual([500, 501]);
		expect(executions.batches).toHaveLength(11);
	});

	it('ends in time, and gives back the batch whose execution still runs', async () => {
		const executions = new Executions(() => undefined);
		const { open, acknowledged } = await run(list(600), executions, Date.now() + 50);
		expect(open?.deliveries).toHaveLength(BATCH_SIZE);
		expect(executions.batches).toHaveLength(1);
		expect(acknowledged).toEqual([]);
	});

	it('acknowledges exactly what a successful execution has had, whatever fails', async () => {
		const plan = fc.record({
			count: fc.integer({ min: 0, max: 1_300 }),
			bad: fc.array(fc.integer({ min: 0, max: 1_299 }), { maxLength: 12 }),
			attempts: fc.integer({ min: 0, max: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(plan, async ({ count, bad, attempts }) => {
				const wrong = new Set(bad);
				const succeeded = new Set<number>();
				const executions = new Executions((batch) => {
					if (batch.some((id) => wrong.has(id))) return 'error';
					for (const id of batch) succeeded.add(id);
					return 'success';
				});
				const deliveries = list(count).map((each) => ({
					...each,
					attempts: each.id % (attempts + 1),
				}));
				const { acknowledged } = await run(deliveries, executions);
				expect(new Set(acknowledged)).toEqual(succeeded);
				expect(new Set(acknowledged).size).toBe(acknowledged.length);
				expect(executions.batches.length).toBeLessThan(200);
			}),
			{ numRuns: 60 },
		);
	});

	it('comes to all good ones within a few polls, however many bad ones are among them', async () => {
		const bad = fc.uniqueArray(fc.integer({ min: 0, max: 699 }), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(bad, async (wrong) => {
				let waiting = list(700);
				for (let poll = 0; poll < 40 && waiting.length > wrong.length; poll++) {
					const executions = new Executions((batch) =>
						batch.some((id) => wrong.includes(id)) ? 'error' : 'success',
					);
					const { acknowledged, failed } = await run(waiting, executions);
					const done = new Set(acknowledged);
					const tried = new Map(failed.map(({ id, attempts }) => [id, attempts]));
					waiting = waiting
						.filter(({ id }) => !done.has(id))
						.map((each) => ({ ...each, attempts: tried.get(each.id) ?? each.attempts }));
				}
				expect(waiting.map(({ id }) => id).sort()).toEqual([...wrong].sort());
			}),
			{ numRuns: 40 },
		);
	});
});

describe('a batch that was still running at the end of a poll', () => {
	const openBatch = async (ends: Promise<'success' | 'failed' | 'stopped'>) => {
		const batches = new OpenBatches<Numbered>();
		const key = batches.keep({ deliveries: [delivery(1)], ended: ends });
		return { batches, key };
	};

	it('is acknowledged at the next poll, if it has ended with success by then', async () => {
		const { batches, key } = await openBatch(Promise.resolve('success'));
		expect(await batches.settle(key, Date.now() + 1_000)).toMatchObject({ isSuccess: true });
		expect(await batches.settle(key, Date.now() + 1_000)).toBeUndefined();
	});

	it.each([
		['has failed', Promise.resolve('failed' as const)],
		['never answers', new Promise<never>(() => undefined)],
	])('counts as one more attempt if it %s', async (_, ends) => {
		const { batches, key } = await openBatch(ends);
		const settled = await batches.settle(key, Date.now() + 30);
		expect(settled).toMatchObject({ isSuccess: false, deliveries: [{ id: 1, attempts: 1 }] });
	});

	it('is unknown to another process', async () => {
		expect(await new OpenBatches().settle('of another process', Date.now())).toBeUndefined();
	});
});
