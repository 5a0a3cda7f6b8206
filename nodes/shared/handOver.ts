import { randomUUID } from 'crypto';
import { chunk, partition, sortBy } from 'lodash';
import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { BoundedMap } from './boundedMap';
import { MINUTE_MS } from './durations';
import { stopSignalOf, unlessStopped } from './stop';

/** Value of the parameter Emit: what an execution that ended with success has had counts as handed over. */
export const ACKNOWLEDGED = 'acknowledged';

/** Most deliveries of one execution. It bounds memory, saved data and the time that n8n's server stands still. */
export const BATCH_SIZE = 500;
/** A batch whose execution failed is split into so many parts. */
const PARTS = 8;
/** After so many failed executions in a row the workflow itself seems broken, and the rest waits for the next poll. */
const MOST_FAILURES = 5;

/** Time that n8n gives a poll where it does not say so, ms (n8n-core 2.41, `PollContext`); versions before do not say it. */
const DEFAULT_BUDGET_MS = 5 * MINUTE_MS;
/** A poll ends before that time is over. */
const BUDGET_SHARE = 0.8;

/** Time from the start of a poll to its end, when it hands over by itself, ms. */
export function handOverTime(context: IPollFunctions): number {
	const budget = context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	return BUDGET_SHARE * Math.min(budget, DEFAULT_BUDGET_MS);
}

/** What a trigger hands over to its workflow: usually one item, or some that have to stay together. */
export interface Delivery {
	items: INodeExecutionData[];
	/** Output of the trigger by which they leave. */
	output: 0 | 1;
	/** Number of executions with them that did not end with success. */
	attempts: number;
	/** They were handed over before as they are now. */
	isRepeat?: boolean;
}

/** Told by n8n how the execution has ended. */
type Done = NonNullable<Parameters<IPollFunctions['__emit']>[2]>;

/** How an execution ended. */
export type Outcome = 'success' | 'failed' | 'stopped';

/** What one execution gets. */
export interface Batch<D extends Delivery> {
	deliveries: readonly D[];
	ended: Promise<Outcome>;
}

export interface HandOverOptions<D extends Delivery> {
	/** After this moment no batch is started or waited for, epoch ms. */
	until: number;
	/** Called before an execution starts; n8n then saves the static data. */
	onStart: (deliveries: readonly D[]) => void;
	/** Called after an execution has ended; deliveries that failed have one more attempt. */
	onEnd: (deliveries: readonly D[], outcome: Outcome) => void;
}

/**
 * Hands over in batches. Each batch is an execution of its own, and the next one starts when it has ended, so executions
 * never pile up. A batch that fails is split at once, until the delivery that makes it fail stands alone.
 *
 * @returns the batch whose execution is still running when time is up
 */
export async function handOver<D extends Delivery>(
	context: IPollFunctions,
	deliveries: readonly D[],
	{ until, onStart, onEnd }: HandOverOptions<D>,
): Promise<Batch<D> | undefined> {
	const plan = new BatchPlan(deliveries);
	for (let next = plan.next(); next.length > 0; next = plan.next()) {
		if (Date.now() >= until) return undefined;
		onStart(next);
		const batch = { deliveries: next, ended: emit(context, next) };
		const outcome = await outcomeOf(batch, until, stopSignalOf(context));
		if (outcome === undefined) return batch;
		onEnd(plan.after(next, outcome), outcome);
	}
	return undefined;
}

/**
 * Waits for the execution of a batch.
 *
 * @param until  epoch ms
 * @returns undefined if it is still running then
 * @throws ExecutionStopped  the poll was given up
 */
export async function outcomeOf(
	{ ended }: Pick<Batch<Delivery>, 'ended'>,
	until: number,
	stop?: AbortSignal,
): Promise<Outcome | undefined> {
	const timeUp = AbortSignal.timeout(Math.max(0, until - Date.now()));
	const inTime = unlessStopped<Outcome | undefined>(ended, timeUp).catch(() => undefined);
	return await unlessStopped(inTime, stop);
}

/** Executions that were still running at the end of a poll. State holds only their keys, so a lost one was not acknowledged. */
export class OpenBatches<D extends Delivery> {
	private readonly batches = new BoundedMap<string, Batch<D>>(200);

	/** @returns the key for the state */
	keep(batch: Batch<D>): string {
		const key = randomUUID();
		this.batches.set(key, batch);
		return key;
	}

	/**
	 * Waits for the execution, and forgets it.
	 *
	 * @param until  epoch ms
	 * @returns undefined for an unknown key. An execution that is still running counts as failed.
	 */
	async settle(
		key: string | undefined,
		until: number,
		stop?: AbortSignal,
	): Promise<{ deliveries: readonly D[]; isSuccess: boolean } | undefined> {
		const batch = key === undefined ? undefined : this.batches.get(key);
		if (!batch || key === undefined) return undefined;
		const isSuccess = (await outcomeOf(batch, until, stop)) === 'success';
		this.batches.delete(key);
		if (isSuccess) return { deliveries: batch.deliveries, isSuccess };
		return { deliveries: tried(batch.deliveries), isSuccess };
	}
}

function tried<D extends Delivery>(deliveries: readonly D[]): D[] {
	return deliveries.map((each) => ({ ...each, attempts: each.attempts + 1 }));
}

/** The parts of a hand-over, in their order. */
const PHASES = ['news', 'retries', 'repeats'] as const;

/**
 * The order of the batches. What was never handed over comes first, in the given order. What failed at an earlier poll follows, the
 * least tried first, in small batches that grow while executions succeed. What was handed over before comes last. Failures in one of these
 * phases do not keep the next one from its turn.
 */
class BatchPlan<D extends Delivery> {
	private readonly waiting: Record<(typeof PHASES)[number], D[]>;
	private readonly phases: Array<(typeof PHASES)[number]> = [...PHASES];
	/** Parts of failed batches of this phase. */
	private parts: D[][] = [];
	private failures = 0;
	private retrySize: number;

	constructor(deliveries: readonly D[]) {
		const retries = sortBy(
			deliveries.filter(({ attempts }) => attempts > 0),
			({ attempts }) => attempts,
		);
		const fresh = deliveries.filter(({ attempts }) => attempts === 0);
		const [repeats, news] = partition(fresh, ({ isRepeat }) => isRepeat === true);
		this.waiting = { news, retries, repeats };
		const [{ attempts } = { attempts: 0 }] = retries;
		this.retrySize = Math.max(1, Math.floor(BATCH_SIZE / PARTS ** attempts));
	}

	/** The next batch; empty at the end. */
	next(): D[] {
		for (let [phase] = this.phases; phase; [phase] = this.phases) {
			const size = phase === 'retries' ? this.retrySize : BATCH_SIZE;
			const isBroken = this.failures >= MOST_FAILURES;
			const next = isBroken ? [] : (this.parts.shift() ?? this.waiting[phase].splice(0, size));
			if (next.length > 0) return next;
			this.phases.shift();
			this.parts = [];
			this.failures = 0;
		}
		return [];
	}

	/** @returns the deliveries with their attempts so far */
	after(batch: readonly D[], outcome: Outcome): readonly D[] {
		if (outcome === 'success') {
			this.failures = 0;
			this.retrySize = Math.min(BATCH_SIZE, this.retrySize * PARTS);
			return batch;
		}
		if (outcome === 'stopped') this.phases.length = 0;
		this.failures += 1;
		const again = tried(batch);
		if (again.length > 1) this.parts.unshift(...chunk(again, Math.ceil(again.length / PARTS)));
		return again;
	}
}

/** Starts an execution with these items, and waits for its end. */
async function emit(context: IPollFunctions, deliveries: readonly Delivery[]): Promise<Outcome> {
	const ofOutput = (wanted: number): INodeExecutionData[] =>
		deliveries.filter(({ output }) => output === wanted).flatMap(({ items }) => items);
	return await new Promise<Outcome>((end) => {
		const done: Done = {
			promise: Promise.resolve(undefined),
			resolve: (run) => {
				void Promise.resolve(run).then((ended) => end(outcomeOfRun(ended)));
			},
			reject: () => end('failed'),
		};
		context.__emit([ofOutput(0), ofOutput(1)], undefined, done);
	});
}

/** An execution that waits counts as a success, because n8n keeps it in its database and continues it. */
function outcomeOfRun(run?: IRun): Outcome {
	if (run?.status === 'success' || run?.status === 'waiting') return 'success';
	return run?.status === 'canceled' ? 'stopped' : 'failed';
}
