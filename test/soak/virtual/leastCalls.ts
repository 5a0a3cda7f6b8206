import { countBy, sum } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import type { TriggerName } from './process/n8nProcess';

const DETAILS_A_CALL = 50;
const ROWS_A_CREATE = 100;

/**
 * Calls that the same orders would need if it were known when there is something to read and nothing ever failed: pages of
 * 100 and details of 50 on both sides, creation by the hundred, and one write for each tracking number.
 */
export function leastCalls(created: number, tracked: number): number {
	const pages = created / 100 + tracked / 100;
	const details = created / 50 + tracked / 50 + tracked / 50;
	return Math.ceil(pages + details + created / 100 + tracked);
}

/** Calls of a client that polls, by purpose. */
export interface PollingCalls {
	looking: number;
	news: number;
	waiting: number;
}

/**
 * Calls that the same orders need when nobody tells what there is to read, so that it is looked for at each poll, and nothing ever fails. A
 * call is about one shop of TikTok Shop, and a poll brings what has come since the last one, so calls are seldom full.
 *
 * - `looking`: one page for each shop in each poll, and one of the warehouse. Orders and their changes are found by the same page.
 * - `news`: details by fifty for each shop, creation by the hundred, cancellation by fifty; for parcels the details of both sides, by fifty.
 *   Each order and parcel counts once, whenever it is handed over again.
 * - `waiting`: fifty a call, for each shop at each poll, only to see whether something has changed.
 *
 * One write for each tracking number comes on top. What it does not hold: the look at the OMS before each write, and whatever a wait costs
 * in trying.
 */
export class LeastOfPolls {
	readonly calls: PollingCalls = { looking: 0, news: 0, waiting: 0 };
	private readonly seen = new Set<string>();

	constructor(private readonly shops: number) {}

	polled(trigger: TriggerName): void {
		if (trigger !== 'changes') this.calls.looking += trigger === 'orders' ? this.shops : 1;
	}

	/** @param things  what a poll has handed over, with the shop that each belongs to */
	handedOver(trigger: TriggerName, things: ReadonlyArray<{ id: string; shop: string }>): void {
		const fresh = things.filter(({ id }) => !this.seen.has(`${trigger} ${id}`));
		for (const { id } of fresh) this.seen.add(`${trigger} ${id}`);
		const size = trigger === 'orders' ? ROWS_A_CREATE : DETAILS_A_CALL;
		this.calls.news += callsFor(fresh) + Math.ceil(fresh.length / size);
	}

	/** @param things  what waits in the exception desk at a poll */
	waits(things: ReadonlyArray<{ shop: string }>): void {
		this.calls.waiting += callsFor(things);
	}
}

function callsFor(things: ReadonlyArray<{ shop: string }>): number {
	const sizes = Object.values(countBy(things, ({ shop }) => shop));
	return sum(sizes.map((size) => Math.ceil(size / DETAILS_A_CALL)));
}

/** What an item is about, and whose it is. */
export function ownerOf({ orderId, outboundOrderNo, shop, storeCode }: IDataObject) {
	const ofShop = (shop as IDataObject | undefined)?.id ?? storeCode;
	return { id: String(outboundOrderNo ?? orderId), shop: String(ofShop) };
}
