import type { Random } from '../../../sandbox/random';
import { LATE_SKUS, SCARCE, SOLD_OUT_SKUS, UNMAPPED } from './shops';
import { BY_OTHERS, drawScenario, STEADY, type Scenario } from './scenarios';

export interface PlannedOrder {
	/** Epoch ms at which the buyer places it. */
	at: number;
	/** Position of the shop in the list of shops. */
	shop: number;
	scenario: Scenario;
	lines: Array<[sellerSku: string, units: number]>;
	/** What the warehouse has to be asked for: the lines without what has left or was cancelled before. */
	wanted: Array<[sellerSku: string, units: number]>;
	/** Duration that belongs to the scenario, ms. */
	delay: number;
	/** Drawn for what the scenario leaves open; from 0, below 1. */
	chance: number;
}

export interface OrderPlan {
	count: number;
	shops: number;
	startMs: number;
	lengthMs: number;
	mode: 'templates' | 'cursor';
}

const MINUTE = 60_000;

const GOODS = ['MUG-BLUE', 'MUG-RED', 'TEA-CASE-12', 'SET-BREAKFAST', 'LAMP'];

/** Lines that can be divided among parcels. */
const DIVISIBLE: ReadonlyArray<PlannedOrder['lines']> = [
	[['MUG-BLUE', 2]],
	[['LAMP', 3]],
	[
		['MUG-BLUE', 1],
		['LAMP', 1],
	],
	[
		['LAMP', 2],
		['MUG-BLUE', 1],
	],
];
const DIVIDED: readonly Scenario[] = [
	'handSplit',
	'twoWarehouses',
	'lateNumber',
	'shortShipped',
	'partlyGone',
	'partlyCancelled',
	'unitCancelledLater',
	...BY_OTHERS,
];
/** One line item whose units lie in two parcels. */
const DOZEN: PlannedOrder['lines'] = [['TEA-CASE-12', 1]];

/** Share of orders that come in bursts: a flash sale, many orders of one shop in the same second. */
const IN_BURSTS = 0.2;
const SMALLEST_BURST = 120;

/** Index lag within what a trigger reads again. */
const LONGEST_LAG = 8 * MINUTE;

function steady({ scenario, delay }: { scenario: Scenario; delay: number }): {
	scenario: Scenario;
	delay: number;
} {
	if (!STEADY.includes(scenario)) return { scenario: 'plain', delay: 0 };
	return { scenario, delay: scenario === 'late' ? Math.min(delay, LONGEST_LAG) : delay };
}

function linesOf(random: Random): PlannedOrder['lines'] {
	const one = (): [string, number] => [
		GOODS[random.below(GOODS.length)],
		random.next() < 0.8 ? 1 : 2 + random.below(3),
	];
	const chance = random.next();
	if (chance < 0.01) return [[UNMAPPED, 1]];
	if (chance < 0.03) return [[SCARCE.sellerSku, 1]];
	if (chance < 0.035) return [[LATE_SKUS[random.below(LATE_SKUS.length)], 1], one()];
	if (chance < 0.04) return [[SOLD_OUT_SKUS[random.below(SOLD_OUT_SKUS.length)], 1]];
	if (chance < 0.8) return [one()];
	const [first, second] = [one(), one()];
	return first[0] === second[0] ? [first] : [first, second];
}

/** Orders whose first unit has left, or was cancelled, before the trigger can see them. */
const FIRST_UNIT_IS_OVER: readonly Scenario[] = ['partlyGone', 'partlyCancelled'];

function wantedOf(scenario: Scenario, lines: PlannedOrder['lines']): PlannedOrder['wanted'] {
	if (!FIRST_UNIT_IS_OVER.includes(scenario)) return lines;
	return lines.flatMap(([sku, units], index): PlannedOrder['wanted'] => {
		const left = index === 0 ? units - 1 : units;
		return left > 0 ? [[sku, left]] : [];
	});
}

function linesFor(
	scenario: Scenario,
	chance: number,
	drawn: PlannedOrder['lines'],
	mode: OrderPlan['mode'],
): PlannedOrder['lines'] {
	if (scenario === 'lateNumber' && chance > 0.8) return DOZEN;
	if (DIVIDED.includes(scenario)) return DIVISIBLE[Math.floor(chance * DIVISIBLE.length)];
	return mode === 'cursor' && isWaiting({ lines: drawn }) ? [[GOODS[0], 1]] : drawn;
}

/** Whether the order waits for a mapping row or for stock, maybe for days. */
export function isWaiting({ lines }: Pick<PlannedOrder, 'lines'>): boolean {
	return lines.some(([sku]) => LATE_SKUS.includes(sku) || SOLD_OUT_SKUS.includes(sku));
}

/** All orders of a run, in order of time, drawn from the seed. */
export function planOrders(random: Random, plan: OrderPlan): PlannedOrder[] {
	const { count, shops, startMs, lengthMs, mode } = plan;
	const orders: PlannedOrder[] = [];
	const add = (at: number, shop: number): void => {
		const drawn = linesOf(random);
		const { scenario, delay } =
			mode === 'cursor' ? steady(drawScenario(random)) : drawScenario(random);
		const chance = random.next();
		const lines = linesFor(scenario, chance, drawn, mode);
		orders.push({ at, shop, scenario, lines, wanted: wantedOf(scenario, lines), delay, chance });
	};
	while (orders.length < count * IN_BURSTS) {
		const at = startMs + Math.floor(random.next() * lengthMs);
		const shop = random.below(shops);
		const room = Math.ceil(count * IN_BURSTS) - orders.length;
		const size = Math.min(SMALLEST_BURST + random.below(200), room);
		for (let each = 0; each < size; each++) add(at, shop);
	}
	while (orders.length < count) {
		add(startMs + Math.floor(random.next() * lengthMs), random.below(shops));
	}
	return orders.sort((a, b) => a.at - b.at);
}
