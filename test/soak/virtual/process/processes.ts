import { N8nProcess, TRIGGERS, type Environment, type TriggerName } from './n8nProcess';

/** n8n is back so long after it was killed, ms. */
const RESTART_MS = 20_000;
const SECOND_MS = 1_000;

/** From when to when a process was at work, epoch ms. */
type Span = Pick<N8nProcess, 'name' | 'startedAt' | 'endedAt'>;

/** The processes of n8n: usually one, sometimes two at once, and one after the other when they are killed. */
export class Processes {
	started = 0;
	private running: N8nProcess[] = [];
	/** Those that have ended not long ago; of the rest of them nothing is kept. */
	private ended: Span[] = [];

	constructor(private readonly around: Environment) {}

	start(): N8nProcess {
		this.started += 1;
		const process = new N8nProcess(`p${this.started}`, this.around);
		this.running.push(process);
		// n8n polls every trigger once while it starts, and saves the memory after that.
		for (const trigger of TRIGGERS) void process.poll(trigger);
		return process;
	}

	get all(): readonly N8nProcess[] {
		return this.running;
	}

	get main(): N8nProcess | undefined {
		return this.running[0];
	}

	tick(trigger: TriggerName): void {
		for (const process of this.running) void process.poll(trigger);
	}

	/** SIGKILL; the machine starts n8n again after a while, unless another process is at work. */
	kill(process: N8nProcess | undefined): void {
		if (!process?.isAlive()) return;
		process.kill();
		this.running = this.running.filter((each) => each !== process);
		const { name, startedAt, endedAt } = process;
		this.ended = [...this.ended, { name, startedAt, endedAt }].slice(-20);
		this.around.network.removeCaller(name);
		if (this.running.length > 0) return;
		void this.around.clock.after(RESTART_MS, () => {
			if (this.running.length === 0) this.start();
		});
	}

	/** A second process runs the same workflows for a while, as during an update without a stop. */
	twin(forMs: number): void {
		if (this.running.length > 1) return;
		const twin = this.start();
		void this.around.clock.after(forMs, () => this.kill(twin));
	}

	/** Whether processes with these names were at work at the same time, or nearly so, within the last `withinMs`. */
	wereTogether(names: readonly string[], withinMs: number): boolean {
		const now = this.around.clock.now();
		const spans: Span[] = [...this.ended, ...this.running].filter(({ name }) =>
			names.includes(name),
		);
		const recent = spans.filter(({ endedAt }) => endedAt > now - withinMs);
		return recent.some((one) =>
			recent.some(
				(other) =>
					other !== one &&
					one.startedAt < other.endedAt + SECOND_MS &&
					other.startedAt < one.endedAt + SECOND_MS,
			),
		);
	}
}
