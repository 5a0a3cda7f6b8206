import { sleep } from 'n8n-workflow';

/**
 * The execution was stopped: by a user, by its timeout, or because a poll was given up. It belongs to no item, so it never
 * becomes an exception, and On Error does not continue.
 */
export class ExecutionStopped extends Error {
	// n8n shows an execution as canceled by this word in the name (n8n-core 2.41, `processSuccessExecution`).
	override readonly name = 'ExecutionCancelled';

	constructor(message = 'The execution was canceled; no further call was made.') {
		super(message);
	}
}

/** Whether a failure is the stop of the execution. */
export function isStop(failure: unknown): failure is ExecutionStopped {
	return failure instanceof ExecutionStopped;
}

/** The signal of the execution. n8n aborts it on a stop or timeout; a poll has one only within {@link guardedPoll}. */
export function stopSignalOf(context: object): AbortSignal | undefined {
	const { getExecutionCancelSignal } = context as {
		getExecutionCancelSignal?: () => AbortSignal | undefined;
	};
	return getExecutionCancelSignal?.call(context);
}

/** @throws ExecutionStopped  the execution was stopped */
export function throwWhenStopped(signal?: AbortSignal): void {
	if (signal?.aborted) throw stopOf(signal);
}

/**
 * The result of the work, unless the execution is stopped first. The work itself may continue, but its result is ignored.
 *
 * @throws ExecutionStopped, or the reason of the signal where it is an error of this package
 */
export async function unlessStopped<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	return await new Promise<T>((resolve, reject) => {
		const forget = whenStopped(signal, () => reject(stopOf(signal)));
		work.then(resolve, reject).finally(forget);
	});
}

/** Callbacks by signal. Each signal has a single listener, because Node.js warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Runs a callback when the execution is stopped; at once if it is stopped already.
 *
 * @returns a function that removes the callback
 */
export function whenStopped(signal: AbortSignal, run: () => void): () => void {
	if (signal.aborted) {
		run();
		return () => undefined;
	}
	const all = waiting.get(signal) ?? new Set();
	if (!waiting.has(signal)) {
		waiting.set(signal, all);
		signal.addEventListener('abort', () => all.forEach((each) => each()), { once: true });
	}
	all.add(run);
	return () => void all.delete(run);
}

/**
 * Waits, unless the execution is stopped first.
 *
 * @throws ExecutionStopped
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	throwWhenStopped(signal);
	const timer = new AbortController();
	const forget = signal && whenStopped(signal, () => timer.abort());
	try {
		// Older releases of n8n ignore the signal of a wait.
		await unlessStopped(sleep(ms, timer.signal), signal);
	} finally {
		forget?.();
	}
}

/**
 * The context with another signal. n8n replaces the signal of a request by that of the context (n8n-core 2.41,
 * `httpRequestWithAuthentication`).
 */
export function withStopSignal<Context extends object>(
	context: Context,
	signal: AbortSignal,
): Context {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as Context;
}

function stopOf({ reason }: AbortSignal): Error {
	// n8n aborts without a reason; the reason then is the AbortError of the platform.
	const isOurs = reason instanceof Error && reason.name !== 'AbortError';
	return isOurs ? reason : new ExecutionStopped();
}
