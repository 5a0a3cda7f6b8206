import { sortBy } from 'lodash';

import { HOUR } from '../../shared/durations';
import { SHIPPED } from '../outbound/outboundOrder';
import { textOf } from '../transport/json';
import type { EmittedRecord, ObservedOrder, TriggerState } from './state';

export interface TriggerChoice {
	event: 'shipped' | 'statusChanged';
	emit: 'acknowledged' | 'repeat' | 'once';
	/** How long after it was first seen shipped an order is emitted again, hours. */
	repeatHours: number;
	/** How far back the first poll reads. */
	lookBackDays: number;
}

/** An outbound order that a poll emits. */
export interface OrderToEmit {
	outboundOrderNo: string;
	/** As the list shows it; undefined when the order is emitted again without having been listed. */
	observed?: ObservedOrder;
	isRepeat?: true;
}

/** Upper bound of a poll, so that it stays short (50 details a call, five calls a second); the rest follows at the next poll. */
export const MOST_EMITTED = 2_500;
/** The pause before an order is emitted again is this share of the time since it was first seen shipped … */
const PAUSE_SHARE = 1 / 4;
/** … and at most this, s. */
const LONGEST_PAUSE = 2 * HOUR;
/** With acknowledged hand-over, how long an order is emitted again with another outbound order of its order, hours. */
const SIBLING_HOURS = 72;
/** When not all orders fit into a poll, pauses shorter than this count as this, s. */
const SHORTEST_PAUSE = HOUR / 4;

/**
 * The outbound orders that a poll emits: new ones first, oldest first. With `repeat` also orders first seen shipped within
 * `repeatHours`: at every poll at first, later after pauses that grow to two hours. When not all fit, the most overdue come first.
 * The first scan for changed statuses only records a baseline and emits nothing.
 *
 * @param state     undefined at the first poll
 * @param isSample  a test run: emits whatever is there, as if no order were known
 */
export function ordersToEmit(
	state: TriggerState | undefined,
	orders: readonly ObservedOrder[],
	choice: TriggerChoice,
	now: number,
	isSample = false,
): OrderToEmit[] {
	if (isBaselineOnly(state, choice) && !isSample) return [];
	const newOrders = newOrdersIn(state, orders, choice).slice(0, MOST_EMITTED);
	const newNumbers = new Set(newOrders.map(({ outboundOrderNo }) => outboundOrderNo));
	const repeats = dueRepeats(state, orders, choice, now).filter(
		({ outboundOrderNo }) => !newNumbers.has(outboundOrderNo),
	);
	const chosen = [...newOrders, ...repeats.slice(0, MOST_EMITTED - newOrders.length)];
	return [...chosen, ...siblingsOf(state, chosen, orders, choice, now)];
}

/**
 * Whether an order is new for the chosen event. Shipped: seen shipped for the first time. Status changed: another status than at
 * the last poll.
 */
export function isNewFor(
	state: TriggerState | undefined,
	{ event }: TriggerChoice,
): (observed: ObservedOrder) => boolean {
	return ({ outboundOrderNo, status }) => {
		const record = recordOf(state, outboundOrderNo);
		if (event === 'shipped') return status === SHIPPED && record === undefined;
		return record?.[2] !== status;
	};
}

/** The first scan for changed statuses, which may take several polls. */
export function isBaselineOnly(state: TriggerState | undefined, { event }: TriggerChoice): boolean {
	return event === 'statusChanged' && (state === undefined || state.resume?.silent === true);
}

/** Whether an order was first seen shipped so recently that it may be emitted again, by itself or with another one of its order. */
export function mayRepeat(
	[, firstSeenAt, status]: EmittedRecord,
	{ event, emit, repeatHours }: TriggerChoice,
	now: number,
): boolean {
	const hours = { acknowledged: SIBLING_HOURS, repeat: repeatHours, once: 0 }[emit];
	return event === 'shipped' && status === SHIPPED && firstSeenAt > now - hours * HOUR;
}

/** Oldest first. */
function newOrdersIn(
	state: TriggerState | undefined,
	orders: readonly ObservedOrder[],
	choice: TriggerChoice,
): OrderToEmit[] {
	const newOnes = sortBy(orders.filter(isNewFor(state, choice)), ({ createdAt }) => createdAt ?? 0);
	return newOnes.map((observed) => ({ outboundOrderNo: observed.outboundOrderNo, observed }));
}

/** Orders whose pause is over, the most overdue first. */
function dueRepeats(
	state: TriggerState | undefined,
	orders: readonly ObservedOrder[],
	choice: TriggerChoice,
	now: number,
): OrderToEmit[] {
	if (choice.emit === 'acknowledged') return [];
	const due = Object.entries(state?.seen ?? {}).filter(
		([, record]) =>
			mayRepeat(record, choice, now) && now - lastEmittedAt(record) >= pauseOf(record),
	);
	const byNumber = new Map(orders.map((observed) => [observed.outboundOrderNo, observed]));
	return sortBy(due, ([, record]) => -urgencyOf(record, now)).map(([outboundOrderNo]) => ({
		outboundOrderNo,
		observed: byNumber.get(outboundOrderNo),
		isRepeat: true,
	}));
}

/**
 * Shipped outbound orders of the same TikTok Shop orders. They are emitted together, also before their pause is over, because TikTok
 * Shop may have one package for the contents of both.
 */
function siblingsOf(
	state: TriggerState | undefined,
	chosen: readonly OrderToEmit[],
	orders: readonly ObservedOrder[],
	choice: TriggerChoice,
	now: number,
): OrderToEmit[] {
	const numbers = new Set(chosen.map(({ outboundOrderNo }) => outboundOrderNo));
	const orderIds = new Set(chosen.map(({ observed }) => orderIdOf(observed)).filter(Boolean));
	const isSibling = (observed: ObservedOrder): boolean => {
		const record = recordOf(state, observed.outboundOrderNo);
		return (
			observed.status === SHIPPED &&
			!numbers.has(observed.outboundOrderNo) &&
			orderIds.has(orderIdOf(observed)) &&
			record !== undefined &&
			mayRepeat(record, choice, now)
		);
	};
	return orders.filter(isSibling).map((observed) => ({
		outboundOrderNo: observed.outboundOrderNo,
		observed,
		isRepeat: true,
	}));
}

function orderIdOf(observed: ObservedOrder | undefined): string {
	return textOf(observed?.record.platformOrderNo);
}

/** Own properties only: an order number could be `constructor`. */
function recordOf(
	state: TriggerState | undefined,
	outboundOrderNo: string,
): EmittedRecord | undefined {
	const isStored = Object.prototype.hasOwnProperty.call(state?.seen ?? {}, outboundOrderNo);
	return isStored ? state?.seen[outboundOrderNo] : undefined;
}

const urgencyOf = (record: EmittedRecord, now: number): number =>
	(now - lastEmittedAt(record)) / Math.max(pauseOf(record), SHORTEST_PAUSE);

/** Pause before the next emission, s. */
const pauseOf = (record: EmittedRecord): number => {
	const [, firstSeenAt] = record;
	return Math.min(PAUSE_SHARE * (lastEmittedAt(record) - firstSeenAt), LONGEST_PAUSE);
};

const lastEmittedAt = ([, firstSeenAt, , repeatedAt]: EmittedRecord): number =>
	repeatedAt ?? firstSeenAt;
