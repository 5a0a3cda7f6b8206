import { mapValues, max, sortBy, sum } from 'lodash';

import type { SoakOptions } from './arguments';
import type { Violation } from './audit/entry';
import { leastCalls, type PollingCalls } from './leastCalls';
import { addedUp, type CallRow } from './process/callTable';
import type { Result } from './result';

const MINUTE = 60_000;
const MOST_FAILURES = 5;

/** Minutes. */
interface Spread {
	half: number;
	ninetyNineInHundred: number;
	latest: number;
}

/** The figures of a run. */
export interface Figures {
	seed: number;
	orders: number;
	faults: number;
	worlds: number;
	/** The only one that was run, or the one that broke a promise; 0 = all. */
	world: number;
	mutant: string;
	violation?: Violation;
	lastEvents?: string[];
	counts: Record<string, number>;
	faultsStruck: Record<string, number>;
	events: Record<string, number>;
	processes: number;
	reauthorisations: number;
	calls: {
		made: number;
		/** If it were known when there is something to read (`leastCalls`). */
		leastPossible: number;
		/** For a client that polls (`LeastOfPolls`), with one write for each tracking number. */
		leastWithPolls: number;
		leastWithPollsFor: PollingCalls;
		byPath: Record<string, number>;
		/** By what they were made for. */
		for: Record<string, number>;
		/** How they ended, which of them were made before, and how full they were. */
		byPurposeAndPath: Result['callsFor'];
		/** The same over all purposes. */
		inAll: CallRow;
		/** Refused, failed, or without an answer; they are among the others. */
		withoutAnswer: number;
	};
	pushMinutes: Spread;
	trackingMinutes: Spread;
	staticDataBytes: Record<string, number>;
	heapMb: { first: number; most: number; last: number };
	polls: object;
	executions: object;
	exceptions: Record<string, number>;
	failures: string[];
	virtualDays: number;
	wallSeconds: number;
	cpuSeconds: number;
}

export function figuresOf(result: Result, options: SoakOptions, wallSeconds: number): Figures {
	const { counts, delays, heaps, violation, lastEvents } = result;
	const inAll = addedUp(Object.values(result.callsFor).flatMap((paths) => Object.values(paths)));
	const byPath = sortBy(Object.entries(result.callsByPath), ([, count]) => -count);
	return {
		seed: options.seed,
		orders: options.orders,
		faults: options.faults,
		worlds: options.worlds,
		world: result.world,
		mutant: options.mutant,
		...(violation ? { violation, lastEvents } : {}),
		counts,
		faultsStruck: result.faultsStruck,
		events: result.events,
		processes: result.processes,
		reauthorisations: result.reauthorisations,
		calls: {
			made: sum(Object.values(result.callsByPath)),
			leastPossible: leastCalls(counts.created, counts.tracked),
			byPath: Object.fromEntries(byPath),
			leastWithPolls: sum(Object.values(result.pollingCalls)) + counts.tracked,
			leastWithPollsFor: result.pollingCalls,
			for: mapValues(result.callsFor, (paths) =>
				sum(Object.values(paths).map(({ calls }) => calls)),
			),
			byPurposeAndPath: result.callsFor,
			inAll,
			withoutAnswer: inAll.refused + inAll.failed + inAll.noAnswer,
		},
		pushMinutes: spreadOf(delays.push),
		trackingMinutes: spreadOf(delays.tracking),
		staticDataBytes: result.memories,
		heapMb: { first: heaps[0] ?? 0, most: max(heaps) ?? 0, last: heaps[heaps.length - 1] ?? 0 },
		polls: result.polls,
		executions: result.executions,
		exceptions: result.exceptions,
		failures: sortBy(Object.entries(result.failures), ([, count]) => -count)
			.slice(0, MOST_FAILURES)
			.map(([message, count]) => `${count} × ${message}`),
		virtualDays: Math.round((result.passed / (1_440 * MINUTE)) * 10) / 10,
		wallSeconds: Math.round(wallSeconds * 10) / 10,
		cpuSeconds: Math.round(result.cpuSeconds * 10) / 10,
	};
}

function spreadOf(delaysMs: readonly number[]): Spread {
	const sorted = sortBy(delaysMs);
	const at = (share: number): number =>
		Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / MINUTE);
	return { half: at(0.5), ninetyNineInHundred: at(0.99), latest: at(1) };
}

export function printed(figures: Figures): string {
	const { counts, calls, violation } = figures;
	const { orders, faults, seed, worlds, world } = figures;
	const ofWorld = world > 0 ? ` --world ${world}` : '';
	const command = `npm run soak -- --orders ${orders} --faults ${faults} --seed ${seed} --worlds ${worlds}${ofWorld}`;
	const struck = sum(Object.values(figures.faultsStruck));
	const events = sum(Object.values(figures.events));
	const list = (values: object): string =>
		Object.entries(values)
			.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
			.join(', ');
	const lines = [
		'',
		violation ? `BROKEN: ${violation.what}` : 'Every promise was kept.',
		...(violation
			? [
					`at ${violation.at}, order ${violation.orderId || '-'}`,
					JSON.stringify(violation.entry, null, 2) ?? '',
					'before it:',
					...(figures.lastEvents ?? []),
					'',
				]
			: []),
		`seed ${seed}: ${command}`,
		`orders placed ${counts.placed}, outbound orders made ${counts.created}, shipped ${counts.shipped}, tracking numbers on TikTok Shop ${counts.tracked}`,
		`doubled by two creators or a late call ${counts.doubled}, shipped twice because nothing ran in between ${counts.twoParcels}`,
		`left too early to be stopped: cancelled ${counts.leftCancelled}, changed ${counts.leftAsBefore}`,
		`faults on calls ${struck} (${list(figures.faultsStruck)})`,
		`other events ${events} (${list(figures.events)})`,
		`processes of n8n ${figures.processes}, authorised again by hand ${figures.reauthorisations}`,
		`polls ${list(figures.polls)}`,
		`executions ${list(figures.executions)}`,
		`exceptions ${list(figures.exceptions)}`,
		`API calls ${calls.made}, least possible ${calls.leastPossible} (${(calls.made / Math.max(1, calls.leastPossible)).toFixed(1)} ×)`,
		`least possible for a client that polls ${calls.leastWithPolls} (${(calls.made / Math.max(1, calls.leastWithPolls)).toFixed(1)} ×): ${list(calls.leastWithPollsFor)}, tracking numbers ${counts.tracked}`,
		`calls ${list(calls.for)}`,
		`calls in all ${list(calls.inAll)}`,
		...Object.entries(calls.byPath)
			.slice(0, 12)
			.map(([path, count]) => `  ${count} ${path}`),
		`minutes from the moment an order could go to the warehouse: ${list(figures.pushMinutes)}; from shipping to TikTok Shop: ${list(figures.trackingMinutes)}`,
		`static data at most ${list(figures.staticDataBytes)} bytes; heap MB ${list(figures.heapMb)} (services included)`,
		`failures: ${figures.failures.join(' | ')}`,
		`${worlds} worlds, ${figures.virtualDays} days in ${figures.wallSeconds} s (${figures.cpuSeconds} s of processor time)`,
	];
	return lines.join('\n');
}
