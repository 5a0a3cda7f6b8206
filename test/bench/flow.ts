import type { Checks } from '../support/checks';
import type { BenchContext } from './context';
import {
	withOrderSync,
	type FirstPullFigures,
	type IdleFigures,
	type NewOrderFigures,
	type OrderSyncBench,
} from './orderSync';

/** What was measured with a number of pending orders. */
export interface FlowFigures {
	orders: number;
	firstPull: FirstPullFigures;
	idle: IdleFigures;
	newOrder: NewOrderFigures;
	/** Memory of the same n8n before, MB. */
	idleMemoryMb: number;
}

/**
 * How far into the past the OMS's list is read depends on the moment, so a few calls more or less say nothing. Where each creation looked up all
 * orders before it again, 1,500 orders made 1.39 times the calls of 300.
 */
const MORE_CALLS = 1.3;

/** Order statuses that the templates read. */
const STATUSES = 1;

/** The order sync with each number of orders: first pull, polls with nothing new, one new order. */
export async function benchFlow(context: BenchContext): Promise<FlowFigures[]> {
	const figures: FlowFigures[] = [];
	for (const orders of context.orders) figures.push(await measureFlow(context, orders));
	checkGrowth(context.checks, figures);
	return figures;
}

async function measureFlow(context: BenchContext, orders: number): Promise<FlowFigures> {
	return await withOrderSync(
		context,
		{ orders },
		async (bench) => await flowOf(bench, orders, context),
	);
}

/** Publishes the order sync and measures it. */
export async function flowOf(
	bench: OrderSyncBench,
	orders: number,
	{ print, checks, idlePolls }: BenchContext,
): Promise<FlowFigures> {
	const firstPull = await bench.firstPull();
	print(`first pull of ${orders}: ${JSON.stringify(firstPull)}`);
	const idle = await bench.idle(idlePolls);
	print(`idle with ${orders} pending: ${JSON.stringify(idle)}`);
	const newOrder = await bench.newOrder();
	print(`new order behind ${orders}: ${JSON.stringify(newOrder)}`);
	const figures = { orders, firstPull, idle, newOrder, idleMemoryMb: bench.idleMemoryMb };
	check(checks, figures);
	return figures;
}

/**
 * With more orders an order costs no more. Where the work grew with the square of the orders, it would cost as many times more as there
 * are more orders; half of that is allowed, because processor time varies.
 */
function checkGrowth(checks: Checks, figures: readonly FlowFigures[]): void {
	const [few, many] = [figures[0], figures[figures.length - 1]];
	if (!few || few.orders >= many.orders) return;
	const allowed = many.orders / few.orders / 2;
	const detail = [few.firstPull, many.firstPull];
	checks.that(
		`${many.orders} orders make hardly more calls for each order than ${few.orders}`,
		many.firstPull.callsPer100 <= MORE_CALLS * few.firstPull.callsPer100,
		detail,
	);
	checks.that(
		`${many.orders} orders take about the processor time for each order that ${few.orders} take, as work that does not grow with their square`,
		many.firstPull.mainThreadMsPerOrder <= allowed * few.firstPull.mainThreadMsPerOrder,
		detail,
	);
}

/** Counts that must hold whatever the machine is. */
function check(checks: Checks, { orders, idle, newOrder, firstPull }: FlowFigures): void {
	checks.that(
		`with ${orders} pending, an idle poll makes at most 2 calls for each shop and status`,
		idle.callsPerPollAndShop <= 2 * STATUSES,
		idle,
	);
	checks.that(`with ${orders} pending, idle polls start no execution`, idle.executions === 0, idle);
	checks.that(
		`a new order behind ${orders} is in the OMS after the next poll`,
		newOrder.polls === 1,
		newOrder,
	);
	// Each batch is one execution, and one more of the sub-workflow; the last batch of a poll may be smaller.
	checks.that(
		`the first pull of ${orders} orders starts an execution for each 500`,
		firstPull.executions <= 2 * (Math.ceil(orders / 500) + firstPull.polls),
		firstPull,
	);
}
