interface Timer {
	at: number;
	seq: number;
	run: () => void;
	cancelled: boolean;
}

/** What stands between two steps of time: work that is still on its way. */
export interface Work {
	/** Requests that the services are answering right now. */
	readonly busy: number;
	/** Grows with everything that happens. */
	readonly steps: number;
}

const nothing = (): void => {};
const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only when nothing is left to do at the present moment, so that days go by in minutes and the same seed
 * gives the same run. Timers due at the same moment run in the order in which they were set.
 */
export class VirtualClock {
	private time: number;
	private seq = 0;
	private readonly heap: Timer[] = [];

	constructor(startMs: number) {
		this.time = startMs;
	}

	readonly now = (): number => this.time;

	/** @returns a function that takes the timer back */
	at(moment: number, run: () => void): () => void {
		const timer = { at: Math.max(moment, this.time), seq: this.seq++, run, cancelled: false };
		push(this.heap, timer);
		return () => {
			timer.cancelled = true;
			// Whatever it would have worked on may be forgotten before its time has come.
			timer.run = nothing;
		};
	}

	after(ms: number, run: () => void): () => void {
		return this.at(this.time + Math.max(0, ms), run);
	}

	readonly sleep = async (ms: number): Promise<void> =>
		await new Promise((resolve) => void this.after(ms, resolve));

	/** Lets time pass until `goesOn` returns false or nothing is planned any more. */
	async run(work: Work, goesOn: () => boolean): Promise<void> {
		await settle(work);
		while (goesOn()) {
			const next = pop(this.heap);
			if (!next) return;
			if (next.cancelled) continue;
			this.time = Math.max(this.time, next.at);
			next.run();
			if (this.heap[0]?.at !== next.at || work.busy > 0) await settle(work);
		}
	}
}

/** Waits until promises and requests have come to rest. */
async function settle(work: Work): Promise<void> {
	for (let quiet = 0; quiet < 2; ) {
		const before = work.steps;
		await turn();
		quiet = work.busy === 0 && work.steps === before ? quiet + 1 : 0;
	}
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.seq < b.seq);

function push(heap: Timer[], timer: Timer): void {
	let index = heap.length;
	heap.push(timer);
	while (index > 0) {
		const parent = (index - 1) >> 1;
		if (!isBefore(timer, heap[parent])) break;
		heap[index] = heap[parent];
		index = parent;
	}
	heap[index] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
	const top = heap[0];
	const last = heap.pop();
	if (!top || !last || heap.length === 0) return top;
	let index = 0;
	for (;;) {
		const left = 2 * index + 1;
		if (left >= heap.length) break;
		const right = left + 1;
		const child = right < heap.length && isBefore(heap[right], heap[left]) ? right : left;
		if (!isBefore(heap[child], last)) break;
		heap[index] = heap[child];
		index = child;
	}
	heap[index] = last;
	return top;
}
