import type { ExecutionResult } from '../process/workflow';
import type { TriggerName } from '../process/n8nProcess';

const LAST_EVENTS = 40;

/** Figures of a run for the report; nothing here decides whether it passed. */
export class Tally {
	readonly polls: Record<TriggerName, { made: number; failed: number; items: number }> = {
		orders: { made: 0, failed: 0, items: 0 },
		shipped: { made: 0, failed: 0, items: 0 },
		changes: { made: 0, failed: 0, items: 0 },
	};
	readonly executions: Record<string, { made: number; failed: number }> = {};
	readonly exceptions: Record<string, number> = {};
	readonly events: Record<string, number> = {};
	/** The last events, for the report of a broken promise. */
	readonly lastEvents: string[] = [];
	/** By message. */
	readonly failures: Record<string, number> = {};
	/** Largest static data, bytes of its JSON. */
	readonly memories: Record<TriggerName, number> = { orders: 0, shipped: 0, changes: 0 };
	/** Heap in use after a collection, MB, every few virtual hours. */
	readonly heaps: number[] = [];

	/** @param exceptions  codes of what left the trigger by its second output */
	polled(trigger: TriggerName, emitted: number, exceptions: string[], failure?: Error): void {
		const polls = this.polls[trigger];
		polls.made += 1;
		polls.items += emitted;
		for (const code of exceptions) this.exceptions[code] = (this.exceptions[code] ?? 0) + 1;
		if (!failure) return;
		polls.failed += 1;
		this.failed(`poll ${trigger}: ${failure.message}`);
	}

	executed(what: string, { error, exceptions }: ExecutionResult): void {
		const executions = (this.executions[what] ??= { made: 0, failed: 0 });
		executions.made += 1;
		if (error) {
			executions.failed += 1;
			this.failed(`${what}: ${error.message}`);
		}
		for (const [code, count] of Object.entries(exceptions)) {
			this.exceptions[code] = (this.exceptions[code] ?? 0) + count;
		}
	}

	event(now: number, what: string): void {
		const kind = what.split(' ')[0] === 'killed' ? 'killed at a chosen moment' : what;
		this.events[kind] = (this.events[kind] ?? 0) + 1;
		this.lastEvents.push(`${new Date(now).toISOString()} ${what}`);
		if (this.lastEvents.length > LAST_EVENTS) this.lastEvents.shift();
	}

	memory(trigger: TriggerName, bytes: number): void {
		this.memories[trigger] = Math.max(this.memories[trigger], bytes);
	}

	/** @returns what is in use after a collection, MB; undefined where Node was started without `--expose-gc` */
	heap(): number | undefined {
		if (!globalThis.gc) return undefined;
		globalThis.gc();
		const used = Math.round(process.memoryUsage().heapUsed / 1_048_576);
		this.heaps.push(used);
		return used;
	}

	private failed(message: string): void {
		const kind = message.replace(/\d{4,}[0-9A-F]*/g, '…').slice(0, 160);
		this.failures[kind] = (this.failures[kind] ?? 0) + 1;
	}
}
