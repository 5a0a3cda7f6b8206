import type { Random } from '../../../sandbox/random';
import { CALL_PLACES, EVENTS, type CallFault, type CallPlace, type EventFault } from './kinds';

export type PlannedFault =
	| { at: number; place: CallPlace; kind: CallFault; delayMs: number }
	| { at: number; event: EventFault };

type Choice = { share: number; place?: CallPlace; event?: EventFault };

const CHOICES: readonly Choice[] = [
	...CALL_PLACES.map((place) => ({ share: place.share, place })),
	...EVENTS.map(([event, share]) => ({ share, event })),
];
const ALL = CHOICES.reduce((sum, { share }) => sum + share, 0);

/** Longer than any patience of a caller, ms. */
const LONGEST_HELD = 90_000;

/** Faults that only the reads of the TikTok Shop Trigger meet. */
function isOfTrigger(fault: PlannedFault): boolean {
	if ('event' in fault) return fault.event === 'tokensExpire';
	return fault.place.path === '/orders/search' || fault.place.path === '/order/202507/orders';
}

/** All faults of a run, in order of time, drawn from the seed. */
export function planFaults(
	random: Random,
	count: number,
	startMs: number,
	lengthMs: number,
	mode: 'templates' | 'cursor',
): PlannedFault[] {
	const faults = Array.from({ length: count }, (): PlannedFault => {
		const at = startMs + Math.floor(random.next() * lengthMs);
		let left = random.below(ALL);
		const choice = CHOICES.find(({ share }) => (left -= share) < 0) ?? CHOICES[0];
		if (choice.event) return { at, event: choice.event };
		const place = choice.place ?? CALL_PLACES[0];
		const kind = place.kinds[random.below(place.kinds.length)];
		const delayMs = 1_000 + random.below(LONGEST_HELD);
		return { at, place, kind, delayMs };
	});
	const kept = mode === 'cursor' ? faults.filter(isOfTrigger) : faults;
	return kept.sort((a, b) => a.at - b.at);
}
