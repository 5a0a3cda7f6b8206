/** Runs work one after the other in each lane, over all items and executions of the process. */
export class Queue {
	private readonly tails = new Map<string, Promise<void>>();

	/** @returns what the work returns, once all earlier work of the lane is done */
	async run<T>(lane: string, work: () => Promise<T>): Promise<T> {
		const turn = (this.tails.get(lane) ?? Promise.resolve()).then(work);
		const done = turn.then(
			() => undefined,
			() => undefined,
		);
		this.tails.set(lane, done);
		try {
			return await turn;
		} finally {
			if (this.tails.get(lane) === done) this.tails.delete(lane);
		}
	}
}
