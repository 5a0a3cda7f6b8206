import type { BenchContext } from './context';
import { withOrderSync, type FirstPullFigures } from './orderSync';
import { LATENCY_MS } from './placing';

const ORDERS = 5_000;

/** The first pull of a shop in which 5,000 orders wait. */
export async function benchFirstPull(context: BenchContext): Promise<FirstPullFigures> {
	const options = { orders: ORDERS, latencyMs: LATENCY_MS };
	return await withOrderSync(context, options, async (bench) => await bench.firstPull());
}
