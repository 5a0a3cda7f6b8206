import type { BenchContext } from './context';
import { measureFlow, type FlowFigures } from './flow';

/** As over a network, ms. */
export const LATENCY_MS = 80;

const PENDING = 20_000;

/** 20,000 orders wait in the warehouse: what an idle poll costs, how soon a new order is there, and what n8n needs. */
export async function benchPending(
	context: BenchContext,
): Promise<FlowFigures & { memoryToIdle: number }> {
	const figures = await measureFlow(context, PENDING, LATENCY_MS);
	const memoryToIdle = Math.round((figures.idle.memoryMb / figures.idleMemoryMb) * 100) / 100;
	return { ...figures, memoryToIdle };
}
