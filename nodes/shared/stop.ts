import { sleep } from 'n8n-workflow';

/**
 * The execution has ended before its work was done: somebody stopped it, its time is over, or a poll was given up. It is about
 * no single item, so it never becomes an exception, and On Error does not go on with it.
 */
export class ExecutionStopped extends Error {
	// n8n shows an execution as canceled by this word in the name (n8n-core 2.41, `processSuccessExecution`).
	override readonly name = 'ExecutionCancelled';

	constructor(message = 'The execution was canceled; no further call was made.') {
		super(message);
	}
}

/** Whether a failure says that the execution has ended. */
export function isStop(failure: unknown): failure is ExecutionStopped {
	return failure instanceof ExecutionStopped;
}

/** What n8n aborts when an execution is stopped or its time is over; polls have it from {@link guardedPoll} only. */
export function stopSignalOf(context: object): AbortSignal | undefined {
	const { getExecutionCancelSignal } = context as {
		getExecutionCancelSignal?: () => AbortSignal | undefined;
	};
	return getExecutionCancelSignal?.call(context);
}

/** @throws ExecutionStopped when the execution has ended */
export function throwWhenStopped(signal?: AbortSignal): void {
	if (signal?.aborted) throw stopOf(signal);
}

/**
 * The outcome of a work, unless the execution ends before; the work itself may go on unheard.
 *
 * @throws ExecutionStopped, or the reason that the signal was aborted with where it is an error of this package
 */
export async function unlessStopped<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	return await new Promise<T>((resolve, reject) => {
		const forget = whenStopped(signal, () => reject(stopOf(signal)));
		work.then(resolve, reject).finally(forget);
	});
}

/** What is to be done when a signal is aborted: a single listener each, because Node.js warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Runs something when the execution ends; at once when it has ended already.
 *
 * @returns a function that takes it back
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
 * Waits, unless the execution ends before.
 *
 * @throws ExecutionStopped
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	throwWhenStopped(signal);
	const timer = new AbortController();
	const forget = signal && whenStopped(signal, () => timer.abort());
	try {
		// Older releases of n8n leave the signal of a wait aside.
		await unlessStopped(sleep(ms, timer.signal), signal);
	} finally {
		forget?.();
	}
}

/**
 * The same context with another signal. n8n puts the signal of the context in place of the one of a request (n8n-core 2.41,
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
	// n8n aborts without a reason; then it is an AbortError of the platform.
	const isOurs = reason instanceof Error && reason.name !== 'AbortError';
	return isOurs ? reason : new ExecutionStopped();
}
