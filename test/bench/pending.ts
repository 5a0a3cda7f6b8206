import type { BenchContext } from './context';
import { round } from './figures';
import { flowOf, type FlowFigures } from './flow';
import { memory } from './measure';
import { withOrderSync, type OrderSyncBench } from './orderSync';
import { LATENCY_MS, placeEvenly } from './placing';

const PENDING = 20_000;
const DAY = { orders: 10_000, minutes: 8 };
const REST_WITHIN_MS = 10 * 60_000;

export interface PendingFigures extends FlowFigures {
	/** Memory of n8n during idle polls, against the same n8n before the order sync was published. */
	memoryToIdle: number;
	/** With `--day`: memory of n8n, MB, each minute while the orders of a day come in some minutes. */
	day?: { orders: number; inOms: number; memoryMb: number[]; afterMb: number };
}

/** 20,000 orders wait in the warehouse: what an idle poll costs, how soon a new order is there, and what n8n needs. */
export async function benchPending(context: BenchContext): Promise<PendingFigures> {
	const options = { orders: PENDING, latencyMs: LATENCY_MS };
	return await withOrderSync(context, options, async (bench) => {
		const figures = await flowOf(bench, PENDING, context);
		const memoryToIdle = round(figures.idle.memoryMb / figures.idleMemoryMb);
		const day = context.day ? { day: await passDay(bench) } : {};
		return { ...figures, memoryToIdle, ...day };
	});
}

async function passDay(bench: OrderSyncBench): Promise<NonNullable<PendingFigures['day']>> {
	const { pid } = bench.instance.n8n;
	const before = bench.outbound.size;
	const memoryMb: number[] = [memory(pid)];
	const timer = setInterval(() => memoryMb.push(memory(pid)), 60_000);
	await placeEvenly(bench, DAY.orders, DAY.minutes);
	await bench.until(REST_WITHIN_MS, () => bench.outbound.size - before >= DAY.orders);
	clearInterval(timer);
	const inOms = bench.outbound.size - before;
	await bench.idle(2);
	return { orders: DAY.orders, inOms, memoryMb, afterMb: memory(pid) };
}
