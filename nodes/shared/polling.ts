import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

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

/** Polls that run in this process right now, by workflow and node. */
const inFlight = new Set<string>();
/** Contexts whose first poll is over; n8n keeps one context per activation. */
const started = new WeakSet<object>();

/**
 * Runs a poll so that nothing n8n does around it can hurt:
 * - a slow poll is never overtaken by the next tick;
 * - the poll n8n makes inside the activation must not throw because of a passing outage: n8n would give up the trigger,
 *   even across restarts, until somebody publishes the workflow again. After a restart nothing at all is thrown there;
 *   what is wrong shows at the next tick.
 *
 * @param isTemporary  whether a failure may be gone in a moment
 */
export async function guardedPoll<T>(
	context: IPollFunctions,
	poll: () => Promise<T>,
	isTemporary: (failure: unknown) => boolean,
): Promise<T | null> {
	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	const isManual = context.getMode() === 'manual';
	const isFirst = !isManual && !started.has(context);
	started.add(context);
	if (!isManual && inFlight.has(key)) return null;
	if (!isManual) inFlight.add(key);
	try {
		return await (isFirst ? forgiving(context, poll, isTemporary) : poll());
	} finally {
		if (!isManual) inFlight.delete(key);
	}
}

async function forgiving<T>(
	context: IPollFunctions,
	poll: () => Promise<T>,
	isTemporary: (failure: unknown) => boolean,
): Promise<T | null> {
	const mode = context.getActivationMode();
	const restarts = mode === 'init' || mode === 'leadershipChange';
	const published = mode === 'activate';
	return await poll().catch((failure: unknown) => {
		const { message } = failure as Error;
		if (!restarts && !(published && isTemporary(failure))) throw failure;
		context.logger.warn(
			`The first poll of "${context.getNode().name}" is left to the next tick: ${message}`,
		);
		return null;
	});
}
