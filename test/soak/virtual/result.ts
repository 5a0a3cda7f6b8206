import { max, mergeWith } from 'lodash';

import type { Auditor } from './audit/auditor';
import type { Violation } from './audit/entry';
import type { Tally } from './audit/tally';
import type { PollingCalls } from './leastCalls';
import type { CallRows } from './process/callTable';
import type { Soak } from './soak';

/** What one world brought, as it is sent from process to process. */
export interface Result {
	/** Counted from 1; 0 = several together. */
	world: number;
	violation?: Violation;
	lastEvents: string[];
	counts: Auditor['counts'];
	/** ms, one for each order. */
	delays: Auditor['delays'];
	faultsStruck: Record<string, number>;
	events: Tally['events'];
	processes: number;
	reauthorisations: number;
	callsByPath: Record<string, number>;
	/** By what they were made for, and path. */
	callsFor: CallRows;
	/** What a client that polls would need. */
	pollingCalls: PollingCalls;
	/** Largest static data of a trigger, bytes. */
	memories: Tally['memories'];
	/** MB, one after the other. */
	heaps: number[];
	polls: Tally['polls'];
	executions: Tally['executions'];
	exceptions: Tally['exceptions'];
	failures: Tally['failures'];
	/** Virtual time, ms. */
	passed: number;
	cpuSeconds: number;
}

export function resultOf(soak: Soak, world: number, violation: Violation | undefined): Result {
	const { auditor, tally, services } = soak;
	return {
		world,
		...(violation ? { violation } : {}),
		lastEvents: tally.lastEvents,
		counts: auditor.counts,
		delays: auditor.delays,
		faultsStruck: services.faults.struck,
		events: tally.events,
		processes: soak.processesStarted,
		reauthorisations: soak.reauthorisations,
		callsByPath: Object.fromEntries(services.log.counts),
		callsFor: soak.network.table.rows,
		pollingCalls: soak.least.calls,
		memories: tally.memories,
		heaps: tally.heaps,
		polls: tally.polls,
		executions: tally.executions,
		exceptions: tally.exceptions,
		failures: tally.failures,
		passed: soak.passed,
		cpuSeconds: process.cpuUsage().user / 1e6,
	};
}

/** Results of worlds that all kept their promises as one: numbers are added, lists put one after the other. */
export function together(results: readonly Result[]): Result {
	const added = {} as Result;
	for (const result of results) mergeWith(added, result, add);
	const most = (of: (result: Result) => number): number => max(results.map(of)) ?? 0;
	return {
		...added,
		world: 0,
		memories: {
			orders: most(({ memories }) => memories.orders),
			shipped: most(({ memories }) => memories.shipped),
			changes: most(({ memories }) => memories.changes),
		},
		passed: most(({ passed }) => passed),
	};
}

/** Undefined leaves it to lodash, which goes into objects. */
function add(one: unknown, other: unknown): unknown {
	if (typeof one === 'number' && typeof other === 'number') return one + other;
	if (Array.isArray(one) && Array.isArray(other))
		return [...(one as unknown[]), ...(other as unknown[])];
	return undefined;
}
