import { throwWhenStopped, unlessStopped } from './stop';

/** Runs work one after the other for each key, over all items and executions of the process. */
export class KeyedMutex {
	private readonly tails = new Map<string, Promise<void>>();

	/**
	 * @param stop  ends the waiting of an execution that is stopped; work that has not begun then never begins
	 * @returns what the work returns, once all earlier work of the key is done
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
