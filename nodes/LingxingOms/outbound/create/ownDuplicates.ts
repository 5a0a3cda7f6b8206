import { beingCancelled, cancelOrders, type Cancellation } from '../cancel';
import { severalException } from './decideExisting';
import { winnerOf } from '../duplicates';
import { mayBeAboutOneItem } from '../halve';
import { lookUp } from '../lookUp';
import { OutboundOrderIndex } from './outboundOrderIndex';
import { isLive, toOutboundOrder } from '../outboundOrder';
import type { Failures, EnsureResult, DesiredOrder } from './desiredOrder';
import { orNothing } from '../write';
import { textOf, type Fields } from '../../transport/json';
import type { OmsConnection } from '../../transport/connection';

/** Pauses before the next reads. Another process that has created a duplicate cancels it within this time, ms. */
const READ_AGAIN_MS: readonly number[] = [1_000, 3_000];

const SEVERAL_HINT =
	'Look at these outbound orders in the OMS and cancel those that must not ship. One was created by this run; none was cancelled, because the others were made elsewhere.';

const numberOf = (record: Fields): string => textOf(record.outboundOrderNo);

/**
 * Which of an order's live outbound orders nobody has asked to cancel, for many orders with one question.
 *
 * @param ofOrders  the outbound orders of each order
 * @returns         a function that takes the outbound orders of one of these orders
 * @throws OmsError  about every call
 */
export async function cancellationsOf(
	connection: OmsConnection,
	ofOrders: Iterable<readonly Fields[]>,
): Promise<(records: readonly Fields[]) => Fields[]> {
	const several = [...ofOrders].map((records) => records.filter(isLive)).filter(isSeveral);
	const numbers = several.flat().map(numberOf);
	const canceling = numbers.length > 0 ? await askedToCancel(connection, numbers) : new Set();
	return (records) => {
		const live = records.filter(isLive);
		return isSeveral(live) ? live.filter((record) => !canceling.has(numberOf(record))) : live;
	};
}

/** Where the OMS does not say it for any of them, their orders wait as those that have several; the other orders go on. */
async function askedToCancel(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Set<string>> {
	return await beingCancelled(connection, numbers).catch(async (failure: unknown) => {
		if (mayBeAboutOneItem(failure)) return new Set<string>();
		return await Promise.reject(failure as Error);
	});
}

const isSeveral = (records: readonly Fields[]): boolean => records.length > 1;

/**
 * Reads back what was created. Another process may have created the same order at the same time. Both decide alike which one stays,
 * each cancels only its own, and at least the later one sees both.
 */
export class OwnDuplicates {
	/**
	 * @param results  of the batch, by `thirdOrderNo`; updated for orders with duplicates
	 * @param own      outbound order numbers that this run has created, by `thirdOrderNo`
	 */
	constructor(
		private readonly connection: OmsConnection,
		private readonly wanted: ReadonlyMap<string, DesiredOrder>,
		private readonly results: Map<string, EnsureResult>,
		private readonly own: ReadonlyMap<string, string>,
		private readonly failures: Failures,
	) {}

	/** When the read-back fails, the next run's look-up finds all of them. */
	async resolve(created: readonly string[]): Promise<void> {
		let open = created;
		for (const pause of [0, ...READ_AGAIN_MS]) {
			if (open.length === 0) return;
			if (pause > 0) await this.connection.pause(pause);
			open = await this.readBack(open);
		}
	}

	/** @returns third order numbers that still have duplicates */
	private async readBack(thirdOrderNos: readonly string[]): Promise<string[]> {
		const nothing = { found: new Map<string, Fields[]>() };
		const { found } = await orNothing(
			lookUp(this.connection, 'thirdOrderNo', thirdOrderNos, this.failures.lookUps),
			nothing,
		);
		const index = OutboundOrderIndex.of(this.connection.account);
		const open: string[] = [];
		const notBeingCanceled = await orNothing(
			cancellationsOf(this.connection, found.values()),
			undefined,
		);
		for (const [thirdOrderNo, records] of found) {
			index.noteOwn(records, this.connection.zone);
			// Of an order that has one, nothing has to be known.
			const live = notBeingCanceled?.(records) ?? liveIfOne(records);
			if (await this.decide(thirdOrderNo, live)) open.push(thirdOrderNo);
		}
		return open;
	}

	/** @returns whether to read again */
	private async decide(thirdOrderNo: string, live: readonly Fields[]): Promise<boolean> {
		const wanted = this.wanted.get(thirdOrderNo);
		const winner = winnerOf(live);
		if (!wanted || !winner) return false;
		const own = this.own.get(thirdOrderNo);
		const outboundOrder = toOutboundOrder(winner, this.connection.zone);
		const isOwn = own === undefined ? live.length === 1 : numberOf(winner) === own;
		if (live.length === 1) {
			this.results.set(thirdOrderNo, { outboundOrder, created: isOwn, foundBy: 'thirdOrderNo' });
			return false;
		}
		const ownRecord = live.find((record) => numberOf(record) === own);
		if (isOwn || !ownRecord) {
			const exception = severalException(wanted.orderId, live, SEVERAL_HINT);
			this.results.set(thirdOrderNo, { exception });
			return true;
		}
		const duplicates = [await this.cancelOwn(numberOf(ownRecord), thirdOrderNo)];
		this.results.set(thirdOrderNo, {
			outboundOrder,
			created: false,
			foundBy: 'thirdOrderNo',
			duplicates,
		});
		return false;
	}

	/** Requests the cancellation without waiting for the warehouse; the next run checks again. */
	private async cancelOwn(outboundOrderNo: string, thirdOrderNo: string): Promise<Cancellation> {
		const answers = await orNothing(cancelOrders(this.connection, [outboundOrderNo], 0), undefined);
		const answer = answers?.get(outboundOrderNo);
		return answer ?? { ...NOT_ASKED, outboundOrderNo, thirdOrderNo };
	}
}

function liveIfOne(records: readonly Fields[]): Fields[] {
	const live = records.filter(isLive);
	return isSeveral(live) ? [] : live;
}

const NOT_ASKED = {
	result: 'pending',
	reason: 'The OMS could not be asked to cancel it; look at it in the OMS.',
} as const;
