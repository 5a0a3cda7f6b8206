import { chunk } from 'lodash';

import { AlikeFailures } from '../halve';
import type { CreateRow } from './createRequest';
import { Creation, unknownInOmsException } from './createOrders';
import { decideExisting } from './decideExisting';
import { findExisting, type Existing } from './findExisting';
import { isLive } from '../outboundOrder';
import type { Failures, EnsureResult, DesiredOrder } from './desiredOrder';
import { OwnDuplicates, notBeingCanceled } from './ownDuplicates';
import { KeyedMutex } from '../../../shared/keyedMutex';
import type { OmsConnection } from '../../transport/connection';

const BATCH = 100;

/** One batch at a time per account in this process, so that look-up and creation are one step. */
const batchLocks = new KeyedMutex();

export interface EnsureOptions {
	/** Whether a failed batch of 100 does not stop the next ones. */
	continueAfterFailure: boolean;
	/** Creates nothing; the results say what would be created. */
	preview: boolean;
}

/**
 * Ensures that exactly one outbound order exists for each desired one: looks up first, creates what is missing, and looks up again
 * after any answer that may hide an accepted call (OMS API §1.3). An order that cannot be found after such an answer waits for the next
 * run, because the call may still arrive.
 *
 * Cancels only what this very call has created.
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

	private readonly wanted: ReadonlyMap<string, DesiredOrder>;

	constructor(
		private readonly connection: OmsConnection,
		private readonly batch: readonly DesiredOrder[],
		private readonly failures: Failures,
		private readonly preview: boolean,
	) {
		this.wanted = new Map(batch.map((each) => [each.thirdOrderNo, each]));
	}

	async run(): Promise<void> {
		const creation = new Creation(this.connection, this.wanted, this.results, this.failures);
		try {
			await this.lookUp();
			const rows = this.rows();
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
	}

	private async lookUp(): Promise<void> {
		const { existing, open } = await findExisting(
			this.connection,
			this.batch,
			this.failures.lookUps,
		);
		for (const [thirdOrderNo, wanted] of this.wanted) {
			const problem = open.get(thirdOrderNo);
			const found = existing.get(thirdOrderNo);
			if (problem) {
				this.results.set(thirdOrderNo, { exception: unknownInOmsException(wanted, problem) });
			} else if (found) {
				this.results.set(thirdOrderNo, await this.resultFor(wanted, found));
			}
		}
	}

	private async resultFor(wanted: DesiredOrder, found: Existing): Promise<EnsureResult> {
		const isElsewhere = found.foundBy === 'platformOrderNo';
		const unreadable = isElsewhere && !wanted.units() ? wanted.request().exception : undefined;
		if (unreadable) return { exception: unreadable };
		const all = found.records.filter(isLive);
		const left = await notBeingCanceled(this.connection, found.records);
		// If all are being canceled, one counts as live until the warehouse has agreed.
		const live = left.length > 0 ? left : all.slice(0, 1);
		const records = live.length > 0 ? live : found.records;
		return decideExisting(wanted, { ...found, records }, this.connection.zone);
	}

	/** The rows to create; orders that cannot be created get their exception. */
	private rows(): CreateRow[] {
		const rows: CreateRow[] = [];
		for (const wanted of this.batch) {
			if (this.results.has(wanted.thirdOrderNo)) continue;
			const { row, exception } = wanted.request();
			if (row) rows.push(row);
			else this.results.set(wanted.thirdOrderNo, { exception });
		}
		return rows;
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
