import { pause } from '../support/interrupt';
import type { BenchContext } from './context';
import { percentile, round } from './figures';
import { memory, StallWatch } from './measure';
import { withOrderSync, type OrderSyncBench } from './orderSync';
import { LATENCY_MS } from './pending';

const PER_MINUTE = 1_500;
/** Orders are placed in small groups, evenly over the minute. */
const EVERY_MS = 200;
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
	longestStallMs: number;
	memoryMb: number;
}

/** 1,500 orders a minute for some minutes, with a poll each minute. */
export async function benchRush(context: BenchContext): Promise<RushFigures> {
	const options = { orders: 0, latencyMs: LATENCY_MS };
	return await withOrderSync(context, options, async (bench) => await rush(bench, context));
}

async function rush(bench: OrderSyncBench, { minutes, checks }: BenchContext) {
	const { n8n } = bench.instance;
	await bench.publish();
	await bench.nextPoll();
	await pause(15_000);
	const others = bench.outbound.size;
	const stalls = new StallWatch(n8n.url);
	const placed = await place(bench, minutes);
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
		longestStallMs,
		memoryMb: memory(n8n.pid),
	};
}

/** @returns  when each order was there, epoch ms */
async function place(bench: OrderSyncBench, minutes: number): Promise<Map<string, number>> {
	const placed = new Map<string, number>();
	const startedAt = Date.now();
	const total = PER_MINUTE * minutes;
	while (placed.size < total) {
		const due = Math.floor(((Date.now() - startedAt) / 60_000) * PER_MINUTE);
		while (placed.size < Math.min(due, total)) placed.set(bench.placeNow().id, Date.now());
		await pause(EVERY_MS);
	}
	return placed;
}
