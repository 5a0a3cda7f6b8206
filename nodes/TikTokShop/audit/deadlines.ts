import { HOUR_MS } from '../../shared/durations';
import { stageOf } from '../orders/orderStatus';

/** `ship`: latest shipping; `autoCancel`: TikTok Shop cancels the order by itself; `collect`: latest first scan by the carrier. */
export type Deadline = 'ship' | 'autoCancel' | 'collect';

export type DeadlineStage = 'dueIn24h' | 'dueIn8h' | 'overdue';

export interface DueDeadline {
	deadline: Deadline;
	deadlineStage: DeadlineStage;
	/** Epoch ms. */
	dueAt: number;
}

/** The fields of an order that say until when what has to happen. Times are epoch ms; undefined where TikTok Shop gives none. */
export interface Deadlines {
	status: string;
	shipBy?: number;
	autoCancelAt?: number;
	collectBy?: number;
}

/** Time left from which on each stage holds, ms; the first that fits counts. */
const STAGES: ReadonlyArray<readonly [DeadlineStage, number]> = [
	['overdue', 0],
	['dueIn8h', 8 * HOUR_MS],
	['dueIn24h', 24 * HOUR_MS],
];

/**
 * The deadlines of an order that are near or over. What waits has to ship in time, or TikTok Shop cancels it; what was shipped has to
 * be scanned by the carrier in time (TikTok Shop API §4.3, §4.4). Weekends and holidays are in the times that TikTok Shop gives.
 *
 * @param now  epoch ms
 * @returns    the earliest first; none for an order that has left, is not ready, or is canceled
 */
export function dueDeadlines(order: Deadlines, now: number): DueDeadline[] {
	return openDeadlines(order)
		.flatMap(([deadline, dueAt]) => {
			const deadlineStage = dueAt === undefined ? undefined : stageAt(dueAt, now);
			return dueAt === undefined || !deadlineStage ? [] : [{ deadline, deadlineStage, dueAt }];
		})
		.sort((one, other) => one.dueAt - other.dueAt);
}

/** @returns undefined while there is more time than a day */
export function stageAt(dueAt: number, now: number): DeadlineStage | undefined {
	return STAGES.find(([, left]) => dueAt - now <= left)?.[0];
}

function openDeadlines(order: Deadlines): Array<readonly [Deadline, number | undefined]> {
	if (order.status === 'AWAITING_COLLECTION') return [['collect', order.collectBy]];
	if (stageOf(order) !== 'waiting') return [];
	return [
		['ship', order.shipBy],
		['autoCancel', order.autoCancelAt],
	];
}

const OVER: Record<Deadline, string> = {
	ship: 'had to be shipped by',
	autoCancel: 'was to be canceled by TikTok Shop at',
	collect: 'had to be scanned by the carrier by',
};

const NEAR: Record<Deadline, string> = {
	ship: 'has to be shipped by',
	autoCancel: 'is canceled by TikTok Shop at',
	collect: 'has to be scanned by the carrier by',
};

/** A part of a sentence, without the time that is left, so that it stays the same until the stage changes. */
export function deadlineText({ deadline, deadlineStage, dueAt }: DueDeadline): string {
	const words = deadlineStage === 'overdue' ? OVER : NEAR;
	return `${words[deadline]} ${new Date(dueAt).toISOString()}`;
}
