import type { Random } from '../../sandbox/random';
import { SCARCE, UNMAPPED } from './shops';

/** What people do to an order. */
export type Story =
	| 'plain'
	| 'hold'
	| 'payLater'
	| 'neverPaid'
	| 'cancelOnHold'
	| 'cancelLater'
	| 'requestRejected'
	| 'requestAccepted'
	| 'masked'
	| 'byTikTok'
	| 'labelByTikTok'
	| 'late'
	| 'skuEmpty';

export interface PlannedOrder {
	/** Epoch ms at which the buyer places it. */
	at: number;
	/** Position of the shop in the list of shops. */
	shop: number;
	story: Story;
	lines: Array<[sellerSku: string, units: number]>;
	/** Duration that belongs to the story, ms. */
	delay: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** [share in 1,000, shortest and longest delay] */
const SHARES: ReadonlyArray<[Story, number, number, number]> = [
	['hold', 40, HOUR, HOUR],
	['payLater', 20, 5 * MINUTE, 3 * HOUR],
	['neverPaid', 10, 0, 0],
	['cancelOnHold', 10, MINUTE, 50 * MINUTE],
	['cancelLater', 15, MINUTE, 4 * HOUR],
	['requestRejected', 10, 10 * MINUTE, 8 * HOUR],
	['requestAccepted', 5, 10 * MINUTE, 8 * HOUR],
	['masked', 10, 6 * HOUR, 30 * HOUR],
	['byTikTok', 10, 0, 0],
	['labelByTikTok', 10, 0, 0],
	['late', 25, MINUTE, HOUR],
	['skuEmpty', 5, 10 * MINUTE, 3 * HOUR],
];

const GOODS = ['MUG-BLUE', 'MUG-RED', 'TEA-CASE-12', 'SET-BREAKFAST', 'LAMP'];

/** Share of orders that come in bursts: a flash sale, many orders of one shop in the same second. */
const IN_BURSTS = 0.2;
const SMALLEST_BURST = 120;

/** Stories that need nothing but a trigger that misses no order; index lag within what it reads again. */
const STEADY: readonly Story[] = ['hold', 'payLater', 'late'];
const LONGEST_LAG = 8 * MINUTE;

function steady({ story, delay }: { story: Story; delay: number }): {
	story: Story;
	delay: number;
} {
	if (!STEADY.includes(story)) return { story: 'plain', delay: 0 };
	return { story, delay: story === 'late' ? Math.min(delay, LONGEST_LAG) : delay };
}

function storyOf(random: Random): { story: Story; delay: number } {
	let left = random.below(1_000);
	for (const [story, share, shortest, longest] of SHARES) {
		if (left < share) {
			return { story, delay: shortest + Math.floor(random.next() * (longest - shortest)) };
		}
		left -= share;
	}
	return { story: 'plain', delay: 0 };
}

function linesOf(random: Random): PlannedOrder['lines'] {
	const one = (): [string, number] => [
		GOODS[random.below(GOODS.length)],
		random.next() < 0.8 ? 1 : 2 + random.below(3),
	];
	const chance = random.next();
	if (chance < 0.01) return [[UNMAPPED, 1]];
	if (chance < 0.03) return [[SCARCE.sellerSku, 1]];
	if (chance < 0.8) return [one()];
	const [first, second] = [one(), one()];
	return first[0] === second[0] ? [first] : [first, second];
}

/** All orders of a run, in order of time, drawn from the seed. */
export function planOrders(
	random: Random,
	count: number,
	shops: number,
	startMs: number,
	lengthMs: number,
	mode: 'templates' | 'cursor',
): PlannedOrder[] {
	const orders: PlannedOrder[] = [];
	const add = (at: number, shop: number): void => {
		const lines = linesOf(random);
		const story = storyOf(random);
		orders.push({ at, shop, lines, ...(mode === 'cursor' ? steady(story) : story) });
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
