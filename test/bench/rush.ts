import { countBy } from 'lodash';

import type { CallLogEntry } from '../sandbox';
import { pause } from '../support/interrupt';
import type { BenchContext } from './context';
import { percentile, round } from './figures';
import { memory, StallWatch } from './measure';
import { withOrderSync, type OrderSyncBench } from './orderSync';
import { LATENCY_MS, placeEvenly } from './placing';

const PER_MINUTE = 1_500;
const REST_WITHIN_MS = 10 * 60_000;

export interface RushFigures {
	minutes: number;
	ordersPerMinute: number;
	orders: number;
	inOms: number;
	/** From the moment an order is there to its outbound order, s. */
	secondsToOms: { half: number; of95: number; longest: number };
	/** The same for the orders of each minute: half and 95 in 100. */
	byMinute: Array<{ half: number; of95: number }>;
	/** Calls of each ten seconds: what n8n was doing. */
	timeline: Array<{ search: number; detail: number; omsLists: number; omsCreates: number }>;
	/** Calls in all, by path. */
	calls: Record<string, number>;
	longestStallMs: number;
	memoryMb: number;
}

const SLICE_MS = 10_000;

/** 1,500 orders a minute for some minutes, with a poll each minute. */
export async function benchRush(context: BenchContext): Promise<RushFigures> {
	const options = { orders: 0, latencyMs: LATENCY_MS };
	return await withOrderSync(context, options, async (bench) => await rush(bench, context));
}

async function rush(
	bench: OrderSyncBench,
	{ minutes, checks }: BenchContext,
): Promise<RushFigures> {
	const { n8n } = bench.instance;
	await bench.publish();
	await bench.nextPoll();
	await pause(15_000);
	const others = bench.outbound.size;
	const stalls = new StallWatch(n8n.url);
	const startedAt = Date.now();
	const placed = await placeEvenly(bench, PER_MINUTE * minutes, minutes);
	await bench.until(REST_WITHIN_MS, () => bench.outbound.size - others >= placed.size);
	const longestStallMs = await stalls.stop();
	const waited = new Map<string, number>();
	for (const { platformOrderNo, thirdOrderNo, createdAt } of bench.outbound.values()) {
		const id = [platformOrderNo, thirdOrderNo].find((number) => placed.has(number));
		if (id) waited.set(id, (createdAt - (placed.get(id) as number)) / 1_000);
	}
	const byMinute = Array.from({ length: minutes }, (_, minute) => {
		const ids = [...placed.keys()].slice(minute * PER_MINUTE, (minute + 1) * PER_MINUTE);
		const seconds = ids.flatMap((id) => waited.get(id) ?? []);
		return { half: round(percentile(seconds, 50)), of95: round(percentile(seconds, 95)) };
	});
	const all = [...waited.values()];
	const doubles = bench.outbound.size - others - placed.size;
	checks.that(
		`each of ${placed.size} orders is in the OMS once`,
		waited.size === placed.size && doubles === 0,
		{ placed: placed.size, inOms: waited.size, doubles },
	);
	return {
		minutes,
		ordersPerMinute: PER_MINUTE,
		orders: placed.size,
		inOms: waited.size,
		secondsToOms: {
			half: round(percentile(all, 50)),
			of95: round(percentile(all, 95)),
			longest: round(Math.max(...all)),
		},
		byMinute,
		timeline: timelineOf(bench.instance.sandbox.log.entries, startedAt),
		calls: countBy(bench.instance.sandbox.log.entries, ({ path }) => path),
		longestStallMs,
		memoryMb: memory(n8n.pid),
	};
}

function timelineOf(entries: readonly CallLogEntry[], startedAt: number): RushFigures['timeline'] {
	const slices: RushFigures['timeline'] = [];
	for (const { at, service, path } of entries) {
		const slice = Math.floor((Date.parse(at) - startedAt) / SLICE_MS);
		if (slice < 0) continue;
		while (slices.length <= slice) {
			slices.push({ search: 0, detail: 0, omsLists: 0, omsCreates: 0 });
		}
		if (/orders\/search$/.test(path)) slices[slice].search += 1;
		else if (service === 'tiktok') slices[slice].detail += 1;
		else if (/create$/.test(path)) slices[slice].omsCreates += 1;
		else slices[slice].omsLists += 1;
	}
	return slices;
}
