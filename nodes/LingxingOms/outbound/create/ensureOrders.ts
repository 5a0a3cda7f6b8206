import { chunk } from 'lodash';

import { AlikeFailures } from '../halve';
import { CancelledOrders, orderCancelledException } from '../cancelledOrders';
import type { CreateRow } from './createRequest';
import { Creation, unknownInOmsException } from './createOrders';
import { decideExisting, type Decision } from './decideExisting';
import { findExisting, type Existing } from './findExisting';
import { isLive } from '../outboundOrder';
import type { Failures, EnsureResult, DesiredOrder } from './desiredOrder';
import { OwnDuplicates, cancellationsOf } from './ownDuplicates';
import { Replacement, type Cancelled, type Differing } from './replaceOrders';
import { KeyedMutex } from '../../../shared/keyedMutex';
import type { Fields } from '../../transport/json';
import type { OmsConnection } from '../../transport/connection';

const BATCH = 100;

/** One batch at a time per account in this process, so that look-up and creation are one step. */
export const batchLocks = new KeyedMutex();

export interface EnsureOptions {
	/** Whether a failed batch of 100 does not stop the next ones. */
	continueAfterFailure: boolean;
	/** Creates nothing; the results say what would be created. */
	preview: boolean;
}

/**
 * Ensures that exactly one outbound order exists for each desired one: looks up first, creates what is missing, and looks up again
 * after any answer that may hide an accepted call (OMS API §1.3). An order that cannot be found after such an answer waits some minutes
 * for a later run, because the call may still arrive.
 *
 * Cancels only what this very call has created, and, where that is wanted, what has the order's own number and is not what the order needs
 * now. Such an order gets another one once the old one is surely cancelled.
 *
 * @param wanted    each `thirdOrderNo` once
 * @returns         by `thirdOrderNo`; a failed batch fails only its orders without a result
 */
export async function ensureOutboundOrders(
	connection: OmsConnection,
	wanted: readonly DesiredOrder[],
	{ continueAfterFailure, preview }: EnsureOptions,
): Promise<Map<string, EnsureResult>> {
	const results = new Map<string, EnsureResult>();
	const failures = { lookUps: new AlikeFailures(), creations: new AlikeFailures() };
	for (const batch of chunk(wanted, BATCH)) {
		const run = new BatchRun(connection, batch, failures, preview);
		const { account, stopSignal } = connection;
		await batchLocks.run(account, async () => await run.run(), stopSignal);
		for (const [number, result] of run.results) results.set(number, result);
		if (run.failed && !continueAfterFailure) break;
	}
	return results;
}

class BatchRun {
	readonly results = new Map<string, EnsureResult>();

	failed = false;

	/** By third order number, also by that of another outbound order. */
	private readonly wanted: Map<string, DesiredOrder>;

	private readonly replacement: Replacement;

	constructor(
		private readonly connection: OmsConnection,
		private batch: readonly DesiredOrder[],
		private readonly failures: Failures,
		private readonly preview: boolean,
	) {
		this.wanted = new Map(batch.map((each) => [each.thirdOrderNo, each]));
		this.replacement = new Replacement(connection, this.results, preview);
	}

	async run(): Promise<void> {
		const creation = new Creation(this.connection, this.wanted, this.results, this.failures);
		this.leaveOutCancelled();
		try {
			await this.lookUp();
			const rows = creation.ready(this.rows());
			if (this.preview) {
				for (const row of rows) this.results.set(row.thirdOrderNo, { wouldCreate: row });
			} else {
				await creation.create(rows);
			}
		} catch (failure) {
			this.failed = true;
			for (const { thirdOrderNo } of this.batch) {
				if (!this.results.has(thirdOrderNo)) this.results.set(thirdOrderNo, { failure });
			}
		}
		await this.cancelOwnDuplicates(creation.own);
		this.takeOtherNumbers();
	}

	/** Orders that were cancelled on TikTok Shop while they waited for this run. */
	private leaveOutCancelled(): void {
		const cancelled = CancelledOrders.of(this.connection.account);
		this.batch = this.batch.filter(({ thirdOrderNo, orderId, readAt }) => {
			if (!cancelled.isCancelled(orderId, readAt)) return true;
			this.results.set(thirdOrderNo, { exception: orderCancelledException(orderId) });
			return !this.wanted.delete(thirdOrderNo);
		});
	}

	private async lookUp(): Promise<void> {
		const { existing, open } = await findExisting(
			this.connection,
			this.batch,
			this.failures.lookUps,
		);
		const known = [...existing].filter(([thirdOrderNo]) => !open.has(thirdOrderNo));
		const notBeingCanceled = await cancellationsOf(
			this.connection,
			known.map(([, { records }]) => records),
		);
		const cancelled: Cancelled[] = [];
		const differing: Differing[] = [];
		for (const [thirdOrderNo, wanted] of this.wanted) {
			const problem = open.get(thirdOrderNo);
			const found = existing.get(thirdOrderNo);
			if (problem) {
				this.results.set(thirdOrderNo, { exception: unknownInOmsException(wanted, problem) });
			} else if (found) {
				const decision = this.decisionFor(wanted, found, notBeingCanceled(found.records));
				if ('result' in decision) this.results.set(thirdOrderNo, decision.result);
				else if ('differs' in decision) differing.push({ wanted, ...decision });
				else cancelled.push({ wanted, ...decision, free: found.free });
			}
		}
		await this.replacement.settle(cancelled, differing);
	}

	/** @param left  the live ones that nobody has asked to cancel */
	private decisionFor(wanted: DesiredOrder, found: Existing, left: readonly Fields[]): Decision {
		const isElsewhere = found.foundBy === 'platformOrderNo';
		const unreadable = isElsewhere && !wanted.units() ? wanted.request().exception : undefined;
		if (unreadable) return { result: { exception: unreadable } };
		const all = found.records.filter(isLive);
		// If all are being canceled, one counts as live until the warehouse has agreed.
		const live = left.length > 0 ? [...left] : all.slice(0, 1);
		const records = live.length > 0 ? live : found.records;
		return decideExisting(wanted, { ...found, records }, this.connection.zone);
	}

	/** The rows to create; orders that cannot be created get their exception. */
	private rows(): CreateRow[] {
		const rows: CreateRow[] = [];
		for (const wanted of this.batch) {
			if (this.results.has(wanted.thirdOrderNo)) continue;
			const { row, exception } = wanted.request();
			if (!row) {
				this.results.set(wanted.thirdOrderNo, { exception });
				continue;
			}
			const thirdOrderNo = this.replacement.numbers.get(wanted.thirdOrderNo) ?? wanted.thirdOrderNo;
			this.wanted.set(thirdOrderNo, wanted);
			rows.push({ ...row, thirdOrderNo });
		}
		return rows;
	}

	/** Results are known by the order's own number, also where its outbound order has another one. */
	private takeOtherNumbers(): void {
		const { numbers, replaced } = this.replacement;
		for (const [first, number] of numbers) {
			const result = this.results.get(number);
			if (!result) continue;
			const outboundOrderNo = replaced.get(first);
			this.results.set(first, outboundOrderNo ? { ...result, replaced: outboundOrderNo } : result);
			this.results.delete(number);
		}
	}

	private async cancelOwnDuplicates(own: ReadonlyMap<string, string>): Promise<void> {
		const created = [...this.results]
			.filter(([, result]) => 'outboundOrder' in result && result.created)
			.map(([thirdOrderNo]) => thirdOrderNo);
		const duplicates = new OwnDuplicates(
			this.connection,
			this.wanted,
			this.results,
			own,
			this.failures,
		);
		await duplicates.resolve(created);
	}
}
