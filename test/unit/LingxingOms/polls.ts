import { ordersToEmit, type TriggerChoice } from '../../../nodes/LingxingOms/trigger/emission';
import { nextState, readFrom, watchedNumbers } from '../../../nodes/LingxingOms/trigger/nextState';
import { type ObservedOrder, type TriggerState } from '../../../nodes/LingxingOms/trigger/state';
import type { Unreadable } from '../../../nodes/LingxingOms/outbound/unreadable';

export const NOW = 1_764_000_000;
export const HOUR = 3_600;
export const DAY = 86_400;
export const SHIPPED: TriggerChoice = {
	event: 'shipped',
	emit: 'repeat',
	repeatHours: 24,
	lookBackDays: 14,
};
export const ONCE: TriggerChoice = { ...SHIPPED, emit: 'once' };
export const CHANGED: TriggerChoice = { ...SHIPPED, event: 'statusChanged' };

export const good: TriggerState = {
	version: 1,
	scope: 'scope',
	lookBackDays: 14,
	from: NOW - DAY,
	seen: { A: [NOW - DAY, NOW - HOUR, 3], B: [NOW - DAY, NOW - HOUR, 3, NOW - 60] },
};

export const sight = (outboundOrderNo: string, status: number, ageDays = 2): ObservedOrder => ({
	outboundOrderNo,
	status,
	createdAt: NOW - ageDays * DAY,
	record: {},
});

/** What keeps a poll from coming to its end. */
interface Limits {
	/** Orders created before this many days ago are all it can read. */
	readUpToDays?: number;
	/** Details that it can read. */
	details?: number;
	/** Another seller's. */
	foreign?: ReadonlySet<string>;
	/** What it cannot read. */
	unreadable?: readonly Unreadable[];
}

/** A poll `after` seconds later that finds these orders. */
export function poll(
	state: TriggerState | undefined,
	sights: ObservedOrder[],
	choice: TriggerChoice,
	after = 0,
	{ readUpToDays, details, foreign = new Set(), unreadable = [] }: Limits = {},
): { numbers: string[]; state: TriggerState } {
	const now = NOW + after;
	const from = readFrom(state, choice, now);
	const followed = new Set(watchedNumbers(state));
	const readUpTo = readUpToDays === undefined ? undefined : NOW - readUpToDays * DAY;
	const read = sights.filter(({ outboundOrderNo, createdAt = now }) => {
		const isInPart = createdAt >= from && (readUpTo === undefined || createdAt < readUpTo);
		return isInPart || followed.has(outboundOrderNo);
	});
	const wanted = ordersToEmit(state, read, choice, now).slice(0, details);
	const delivered = new Set(wanted.map(({ outboundOrderNo }) => outboundOrderNo));
	const absent = new Set(
		[...followed].filter((number) => !read.some((each) => each.outboundOrderNo === number)),
	);
	const outcome = {
		orders: read,
		readUpTo,
		emittedNumbers: delivered,
		absent,
		foreign,
		unreadable,
	};
	return {
		numbers: [...delivered].sort(),
		state: nextState(state, outcome, { choice, stateKey: 'scope', from, now }),
	};
}
