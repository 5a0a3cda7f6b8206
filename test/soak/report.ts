import { sortBy } from 'lodash';

import type { SoakOptions } from './arguments';
import type { Violation } from './audit/entry';
import { leastCalls } from './leastCalls';
import type { Soak } from './soak';

const MINUTE = 60_000;

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
	mutant: string;
	violation?: Violation;
	lastEvents?: string[];
	counts: Record<string, number>;
	faultsStruck: Record<string, number>;
	events: Record<string, number>;
	processes: number;
	reauthorisations: number;
	calls: { made: number; leastPossible: number; byPath: Record<string, number> };
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

export function figuresOf(
	soak: Soak,
	options: SoakOptions,
	wallSeconds: number,
	violation: Violation | undefined,
): Figures {
	const { auditor, tally, services } = soak;
	const { counts, delays } = auditor;
	const { heaps } = tally;
	return {
		seed: options.seed,
		orders: options.orders,
		faults: options.faults,
		mutant: options.mutant,
		...(violation ? { violation, lastEvents: tally.lastEvents } : {}),
		counts: { ...counts },
		faultsStruck: { ...services.faults.struck },
		events: tally.events,
		processes: soak.processesStarted,
		reauthorisations: soak.reauthorisations,
		calls: {
			made: services.calls,
			leastPossible: leastCalls(counts.created, counts.tracked),
			byPath: Object.fromEntries([...services.log.counts].sort(([, a], [, b]) => b - a)),
		},
		pushMinutes: spreadOf(delays.push),
		trackingMinutes: spreadOf(delays.tracking),
		staticDataBytes: tally.memories,
		heapMb: {
			first: heaps[0] ?? 0,
			most: Math.max(0, ...heaps),
			last: heaps[heaps.length - 1] ?? 0,
		},
		polls: tally.polls,
		executions: tally.executions,
		exceptions: tally.exceptions,
		failures: tally.worstFailures,
		virtualDays: Math.round((soak.passed / (1_440 * MINUTE)) * 10) / 10,
		wallSeconds: Math.round(wallSeconds * 10) / 10,
		cpuSeconds: Math.round(process.cpuUsage().user / 1e5) / 10,
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
	const command = `npm run soak -- --orders ${figures.orders} --faults ${figures.faults} --seed ${figures.seed}`;
	const struck = Object.values(figures.faultsStruck).reduce((sum, count) => sum + count, 0);
	const events = Object.values(figures.events).reduce((sum, count) => sum + count, 0);
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
		`seed ${figures.seed}: ${command}`,
		`orders placed ${counts.placed}, outbound orders made ${counts.created}, shipped ${counts.shipped}, tracking numbers on TikTok Shop ${counts.tracked}`,
		`doubled by two creators or a late call ${counts.doubled}, shipped twice because nothing ran in between ${counts.twoParcels}`,
		`faults on calls ${struck} (${list(figures.faultsStruck)})`,
		`other events ${events} (${list(figures.events)})`,
		`processes of n8n ${figures.processes}, authorised again by hand ${figures.reauthorisations}`,
		`polls ${list(figures.polls)}`,
		`executions ${list(figures.executions)}`,
		`exceptions ${list(figures.exceptions)}`,
		`API calls ${calls.made}, least possible ${calls.leastPossible} (${(calls.made / Math.max(1, calls.leastPossible)).toFixed(1)} ×)`,
		...Object.entries(calls.byPath)
			.slice(0, 12)
			.map(([path, count]) => `  ${count} ${path}`),
		`minutes from the moment an order could go to the warehouse: ${list(figures.pushMinutes)}; from shipping to TikTok Shop: ${list(figures.trackingMinutes)}`,
		`static data at most ${list(figures.staticDataBytes)} bytes; heap MB ${list(figures.heapMb)} (services included)`,
		`failures: ${figures.failures.join(' | ')}`,
		`${figures.virtualDays} days in ${figures.wallSeconds} s (${figures.cpuSeconds} s of processor time)`,
	];
	return lines.join('\n');
}
