import { leastCalls } from '../virtual/leastCalls';
import type { RealOptions } from './arguments';
import type { Auditor, Violation } from './audit/auditor';
import { delaysOf, type Delays } from './audit/delays';
import { executionsByStatus, failures, staticDataBytes } from './n8n/workflowStatus';
import type { RealSoak } from './real';

/** The figures of a run. */
export interface Figures {
	seed: number;
	orders: number;
	kills: RealSoak['kills'];
	n8nVersion: string;
	violation?: Violation;
	lastEvents?: readonly string[];
	counts: Auditor['counts'];
	books: Record<string, number>;
	lives: number;
	calls: { made: number; leastPossible: number; byPath: Record<string, number> };
	mostInOneSecond: Record<string, number>;
	delays: Delays;
	staticDataBytes: Record<string, number>;
	rssMb: Record<string, { first: number; most: number; last: number }>;
	executions: Record<string, Record<string, number>>;
	failures: Record<string, number>;
	wallSeconds: number;
}

/** Of n8n only what an n8n that still runs can say. */
export async function figuresOf(
	soak: RealSoak,
	options: RealOptions,
	wallSeconds: number,
): Promise<Figures> {
	const { around, operator, first, second } = soak;
	const { sandbox, auditor, runLog, pace } = around;
	const { created, tracked } = auditor.counts;
	return {
		seed: options.seed,
		orders: options.orders,
		kills: soak.kills,
		...(auditor.violation ? { violation: auditor.violation, lastEvents: runLog.last } : {}),
		counts: auditor.counts,
		books: totalsOf(soak),
		lives: first.lives + (second?.lives ?? 0),
		calls: {
			made: sandbox.log.entries.length,
			leastPossible: leastCalls(created, tracked),
			byPath: callsByPath(soak),
		},
		mostInOneSecond: pace.most,
		delays: delaysOf(sandbox, operator.mappedAt),
		rssMb: { [first.name]: first.rss, ...(second ? { [second.name]: second.rss } : {}) },
		...(await ofN8n(soak)),
		wallSeconds: Math.round(wallSeconds),
	};
}

async function ofN8n({
	first,
}: RealSoak): Promise<Pick<Figures, 'n8nVersion' | 'staticDataBytes' | 'executions' | 'failures'>> {
	if (!first.isUp) return { n8nVersion: '', staticDataBytes: {}, executions: {}, failures: {} };
	const { api, workflows } = first;
	const { orderSync, toWarehouse, shipBack } = workflows;
	return {
		n8nVersion: await api.version(),
		staticDataBytes: {
			orderSync: await staticDataBytes(api, orderSync.id),
			shipBack: await staticDataBytes(api, shipBack.id),
		},
		executions: {
			orderSync: await executionsByStatus(api, orderSync.id),
			toWarehouse: await executionsByStatus(api, toWarehouse.id),
			shipBack: await executionsByStatus(api, shipBack.id),
		},
		failures: {
			...(await failures(api, orderSync.id)),
			...(await failures(api, shipBack.id)),
		},
	};
}

/** The books without the single orders. */
function totalsOf({ around }: RealSoak): Record<string, number> {
	const totals = Object.entries(around.sandbox.books()).filter(
		([, value]) => typeof value === 'number',
	);
	return Object.fromEntries(totals) as Record<string, number>;
}

function callsByPath({ around }: RealSoak): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { service, path } of around.sandbox.log.entries) {
		const key = `${service} ${path.replace(/\d{9,}/g, ':id')}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

export function printed(figures: Figures): string {
	const { violation, calls, delays } = figures;
	const list = (values: object): string =>
		Object.entries(values)
			.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
			.join(', ');
	const delay = ({ median, longest, orderId }: Delays['push']): string =>
		`median ${median} s, longest ${longest} s (order ${orderId || '-'})`;
	const kills = Object.values(figures.kills).reduce((sum, count) => sum + count, 0);
	return [
		'',
		violation ? `BROKEN: ${violation.what}` : 'Every promise was kept.',
		...(violation
			? [
					`at ${violation.at}, order ${violation.orderId || '-'}`,
					JSON.stringify(violation.order ?? {}, null, 2),
					'before it:',
					...(figures.lastEvents ?? []),
					'',
				]
			: []),
		`seed ${figures.seed}: ${figures.orders} orders, n8n ${figures.n8nVersion} killed ${kills} times (${list(figures.kills)}), started ${figures.lives} times`,
		`steps: ${list(figures.counts)}`,
		`books: ${list(figures.books)}`,
		`executions: ${list(figures.executions)}`,
		`failed executions: ${list(figures.failures) || 'none'}`,
		`API calls ${calls.made}, least possible ${calls.leastPossible} (${(calls.made / Math.max(1, calls.leastPossible)).toFixed(1)} ×)`,
		...Object.entries(calls.byPath)
			.slice(0, 12)
			.map(([path, count]) => `  ${count} ${path}`),
		`most calls in one second: ${list(figures.mostInOneSecond)}`,
		`order to warehouse: ${delay(delays.push)}`,
		`parcel to TikTok Shop: ${delay(delays.tracking)}`,
		`static data bytes: ${list(figures.staticDataBytes)}; memory of n8n in MB: ${list(figures.rssMb)}`,
		`${figures.wallSeconds} s`,
	].join('\n');
}
