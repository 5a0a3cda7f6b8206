import { throwWhenStopped, unlessStopped } from './stop';

/** Serializes work per key, across all items and executions of the process. */
export class KeyedMutex {
	private readonly tails = new Map<string, Promise<void>>();

	/**
	 * @param stop  ends the wait when the execution is stopped; the work then never starts
	 * @returns the result of the work, which starts when all earlier work of the key has ended
	 * @throws ExecutionStopped
	 */
	async run<T>(key: string, work: () => Promise<T>, stop?: AbortSignal): Promise<T> {
		const turn = (this.tails.get(key) ?? Promise.resolve()).then(async () => {
			throwWhenStopped(stop);
			return await work();
		});
		const done = turn
			.then(
				() => undefined,
				() => undefined,
			)
			.finally(() => {
				if (this.tails.get(key) === done) this.tails.delete(key);
			});
		this.tails.set(key, done);
		return await unlessStopped(turn, stop);
	}
}
