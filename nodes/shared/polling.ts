import { NodeOperationError, type INodeProperties, type IPollFunctions } from 'n8n-workflow';

import { MINUTE_MS, SECOND_MS } from './durations';
import { PollGuard } from './pollGuard';
import { withShownErrors } from './shownErrors';
import { shownText } from './shownText';
import { unlessStopped } from './stop';

/**
 * Fifteen minutes as the node's own default (B21). n8n puts its visible Poll Times before this hidden one; together they
 * show one field, prefilled with this default.
 */
export const EVERY_FIFTEEN_MINUTES: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'hidden',
	default: { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] },
};

/** Polls plan for half a minute; a poll that takes this long hangs. */
const LONGEST_POLL_MS = 6 * MINUTE_MS;

/** The activation of a workflow waits this long for a first poll that hands over by itself; then the poll goes on alone. */
const ACTIVATION_WAITS_MS = 20 * SECOND_MS;

/** A poll that runs in this process. */
interface Running {
	/** Time of day and monotonic time, ms. The clock may be set; monotonic time may stop while the machine sleeps. */
	startedAt: number;
	passedAt: number;
	giveUp(): void;
}

/** By workflow and node. */
const inFlight = new Map<string, Running>();
/** Contexts whose first poll has started; n8n keeps one context per activation. */
const started = new WeakSet<object>();
/** By n8n's context: one guard for all polls of an activation, until a poll is given up. */
const guards = new WeakMap<object, PollGuard>();

/** A poll that hung. */
class PollGivenUp extends NodeOperationError {
	constructor(context: IPollFunctions) {
		const minutes = LONGEST_POLL_MS / MINUTE_MS;
		super(context.getNode(), `This poll did not end within ${minutes} minutes and was given up`, {
			description:
				'The next poll begins anew, and nothing is lost. If it happens again, check the network of this machine, and whether other workflows use up the pace of the same credential.',
		});
	}
}

/**
 * Runs a poll and protects it from n8n's schedule:
 * - Polls of a node never overlap.
 * - A poll that hangs fails after six minutes; the next tick polls again. The hanging poll emits nothing, writes no state and
 *   makes no further call.
 * - The poll during activation does not throw on a temporary failure: n8n would deactivate the trigger, even across restarts,
 *   until somebody publishes the workflow again. After a restart it throws nothing; errors surface at the next poll.
 *
 * @param poll         gets n8n's context with a stop signal, and with static data that only the current poll can write
 * @param isTemporary  whether the next poll may succeed after this failure
 * @param handsOver    the poll starts executions by itself and returns nothing; then a long first poll does not hold up n8n
 */
export async function guardedPoll<T>(
	context: IPollFunctions,
	poll: (context: IPollFunctions) => Promise<T>,
	isTemporary: (failure: unknown) => boolean,
	handsOver: boolean,
): Promise<T | null> {
	const shown = async (each: IPollFunctions): Promise<T> => await withShownErrors(poll(each));
	if (context.getMode() === 'manual') return await shown(context);
	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	const isFirst = !started.has(context);
	started.add(context);
	const before = inFlight.get(key);
	if (before && !isHanging(before)) return null;
	before?.giveUp();
	const guard = guards.get(context) ?? new PollGuard(context);
	guards.set(context, guard);
	const giveUp = (): void => {
		guard.giveUp();
		guards.delete(context);
	};
	const running = { startedAt: Date.now(), passedAt: performance.now(), giveUp };
	inFlight.set(key, running);
	const work = async (): Promise<T> => {
		try {
			return await untilGivenUp(context, guard, shown, giveUp);
		} finally {
			if (inFlight.get(key) === running) inFlight.delete(key);
		}
	};
	if (!isFirst) return await work();
	const first = withoutTemporaryFailure(context, work, isTemporary);
	return await (handsOver ? upTo(ACTIVATION_WAITS_MS, first, context) : first);
}

/** The result of the work, or null when it takes longer; it then goes on, and its failure is only logged. */
async function upTo<T>(
	ms: number,
	work: Promise<T | null>,
	context: IPollFunctions,
): Promise<T | null> {
	const timeUp = AbortSignal.timeout(ms);
	return await unlessStopped(work, timeUp).catch((failure: unknown) => {
		if (!timeUp.aborted) throw failure;
		work.catch((late: unknown) => logLeftToNextTick(context, late as Error));
		return null;
	});
}

function logLeftToNextTick(context: IPollFunctions, { message }: Error): void {
	context.logger.warn(
		`The first poll of "${context.getNode().name}" is left to the next tick: ${shownText(message)}`,
	);
}

function isHanging({ startedAt, passedAt }: Running): boolean {
	return Math.max(Date.now() - startedAt, performance.now() - passedAt) > LONGEST_POLL_MS;
}

async function untilGivenUp<T>(
	context: IPollFunctions,
	guard: PollGuard,
	poll: (context: IPollFunctions) => Promise<T>,
	giveUp: () => void,
): Promise<T> {
	const tooLong = AbortSignal.timeout(LONGEST_POLL_MS);
	tooLong.addEventListener('abort', giveUp);
	try {
		return await unlessStopped(poll(guard.context), guard.signal);
	} catch (failure) {
		throw guard.signal.aborted ? new PollGivenUp(context) : failure;
	} finally {
		tooLong.removeEventListener('abort', giveUp);
	}
}

async function withoutTemporaryFailure<T>(
	context: IPollFunctions,
	poll: () => Promise<T>,
	isTemporary: (failure: unknown) => boolean,
): Promise<T | null> {
	const mode = context.getActivationMode();
	const restarts = mode === 'init' || mode === 'leadershipChange';
	const published = mode === 'activate';
	return await poll().catch((failure: unknown) => {
		const passes = failure instanceof PollGivenUp || isTemporary(failure);
		if (!restarts && !(published && passes)) throw failure;
		logLeftToNextTick(context, failure as Error);
		return null;
	});
}
