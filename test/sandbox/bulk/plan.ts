import { Random } from '../random';
import type { OrderSeed } from '../tiktok/world';
import { GOODS, UNMAPPED } from './goods';
import { BULK_SHOPS } from './shops';

/** What happens to an order after it was placed. */
export type LaterAct = 'release' | 'pay' | 'cancel' | 'fillSellerSku';

export interface PlannedOrder {
	/** From the beginning of the run. */
	afterMs: number;
	seed: OrderSeed;
	/** In order; times from the beginning of the run. */
	later: ReadonlyArray<{ act: LaterAct; afterMs: number }>;
}

export interface BulkOptions {
	seed: number;
	orders: number;
	/** Time within which the orders are placed; 0 places them all at once. */
	lengthMs: number;
	/** Somebody adds LATE_MAPPING during the run, so orders with the unmapped SKU ship in the end. */
	mappedLater?: boolean;
	/** Shortest and longest wait of the scenarios; 15 s to 2 min by default. */
	waitsMs?: readonly [number, number];
}

/** Shares in a thousand; the others are plain. */
const SHARES = {
	'on hold, released later': 60,
	'paid later': 30,
	'seen later by searches': 30,
	'never paid': 20,
	'cancelled on hold': 20,
	'cancelled from the beginning': 10,
	'buyer asks to cancel': 15,
	'masked address': 20,
	'unmapped SKU': 15,
	'seller SKU filled in later': 10,
	'shipped by TikTok': 15,
} as const;

export type BulkScenario = keyof typeof SHARES | 'plain';

const WAITS_MS: readonly [number, number] = [15_000, 120_000];
/** Share of the orders that come in bursts: many of one shop in the same moment. */
const IN_BURSTS = 0.2;
const BURST: readonly [number, number] = [10, 40];

/** Orders of one seed, in the order in which they are placed. */
export function planBulkOrders(options: BulkOptions): PlannedOrder[] {
	const random = new Random(options.seed);
	const within = ([least, most]: readonly [number, number]): number =>
		least + random.below(most - least + 1);
	const moment = (): number => Math.floor(random.next() * options.lengthMs);
	const shop = (): Shop => BULK_SHOPS[random.below(BULK_SHOPS.length)];
	const planned: PlannedOrder[] = [];
	const add = (afterMs: number, where: Shop): void => {
		const scenario = scenarioOf(random);
		const wait = within(options.waitsMs ?? WAITS_MS);
		planned.push(plan(scenario, where, { afterMs, wait, random, options }));
	};
	while (planned.length < options.orders * IN_BURSTS) {
		const [afterMs, where] = [moment(), shop()];
		const size = Math.min(within(BURST), options.orders - planned.length);
		for (let each = 0; each < size; each++) add(afterMs, where);
	}
	while (planned.length < options.orders) add(moment(), shop());
	return planned.sort((a, b) => a.afterMs - b.afterMs);
}

type Shop = (typeof BULK_SHOPS)[number];

function scenarioOf(random: Random): BulkScenario {
	let left = random.below(1_000);
	for (const [scenario, share] of Object.entries(SHARES)) {
		if (left < share) return scenario as BulkScenario;
		left -= share;
	}
	return 'plain';
}

interface Draw {
	afterMs: number;
	wait: number;
	random: Random;
	options: BulkOptions;
}

function plan(scenario: BulkScenario, { key, region }: Shop, draw: Draw): PlannedOrder {
	const { afterMs, wait, random, options } = draw;
	// Only the US shops sell what is not mapped.
	const unmapped = scenario === 'unmapped SKU' && region === 'US';
	const goods = unmapped ? UNMAPPED : GOODS[region][random.below(GOODS[region].length)];
	const seed: OrderSeed = {
		shop: key,
		scenario: scenario === 'unmapped SKU' && !unmapped ? 'plain' : scenario,
		lines: goods.lines,
		expectedLines: goods.need,
		address: { name: `${FIRST[random.below(FIRST.length)]} ${LAST[random.below(LAST.length)]}` },
	};
	const soon = (...later: LaterAct[]): PlannedOrder['later'] =>
		later.map((act, index) => ({ act, afterMs: afterMs + wait * (index + 1) }));
	const as = (more: Partial<OrderSeed>, later: PlannedOrder['later'] = []): PlannedOrder => ({
		afterMs,
		seed: { ...seed, ...more },
		later,
	});
	switch (scenario) {
		case 'on hold, released later':
			return as({ status: 'ON_HOLD', healing: 'hold' }, soon('release'));
		case 'paid later':
			return as({ status: 'UNPAID', healing: 'hold' }, soon('pay', 'release'));
		case 'seen later by searches':
			return as({ visibleAfterSeconds: Math.ceil(wait / 1_000) });
		case 'never paid':
			return as({ status: 'UNPAID', expected: 'ignore' });
		case 'cancelled on hold':
			return as({ status: 'ON_HOLD', expected: 'ignore' }, soon('cancel'));
		case 'cancelled from the beginning':
			return as({ status: 'CANCELLED', expected: 'ignore' });
		case 'buyer asks to cancel':
			return as({ cancelRequested: true, expected: 'ignore' });
		case 'masked address':
			return as({ masked: true, expected: 'exception' });
		case 'seller SKU filled in later':
			return as({ healing: 'sku' }, soon('fillSellerSku'));
		case 'shipped by TikTok':
			return as({ shippingType: 'TIKTOK', expected: 'ignore' });
		case 'unmapped SKU':
			if (!unmapped) return as({});
			return as(options.mappedLater ? { healing: 'mapping' } : { expected: 'exception' });
		case 'plain':
			return as({});
	}
}

const FIRST = ['Avery', 'Jordan', 'Riley', 'Morgan', 'José', 'Casey', 'Taylor', 'Quinn'];
const LAST = ['Collins', 'Lee', 'Brooks', 'Diaz', "O'Neil", 'Nguyen', 'Reed', 'Foster'];
