import { SECOND_MS } from '../../../shared/durations';
import { beingCancelled, cancelOrders } from '../cancel';
import { nextOwnNumber } from '../ownNumbers';
import {
	cancellationPending,
	cancelledException,
	changedTooLate,
	differsException,
} from './decideExisting';
import type { DesiredOrder, EnsureResult } from './desiredOrder';
import type { Difference } from './differences';
import { textOf, type Fields } from '../../transport/json';
import type { OmsConnection } from '../../transport/connection';

/** An order with a live outbound order that is not what it needs now. */
export interface Differing {
	wanted: DesiredOrder;
	differs: Fields;
	differences: Difference[];
}

/** An order whose outbound orders are all cancelled. */
export interface Cancelled {
	wanted: DesiredOrder;
	/** The latest of them. */
	cancelled: Fields;
	differences: Difference[];
	/** Number for another one; undefined if none is left. */
	free?: string;
}

/** How long to wait for the warehouse's answers (OMS API §1.6: one client asks 8 × 3 s). */
const WAIT_MS = 24 * SECOND_MS;

const numberOf = (record: Fields): string => textOf(record.outboundOrderNo);

/** Decides which orders of a batch get another outbound order, and cancels the old ones before. */
export class Replacement {
	/** Third order number of another outbound order, by that of the first one. */
	readonly numbers = new Map<string, string>();
	/** Number of the outbound order that is replaced, by the first third order number. */
	readonly replaced = new Map<string, string>();

	/** @param results  filled for the orders that get no other outbound order */
	constructor(
		private readonly connection: OmsConnection,
		private readonly results: Map<string, EnsureResult>,
		private readonly preview: boolean,
	) {}

	/** @throws OmsError  about every call */
	async settle(cancelled: readonly Cancelled[], differing: readonly Differing[]): Promise<void> {
		await this.createAgain(cancelled);
		const [toReplace, others] = [true, false].map((replaces) =>
			differing.filter(({ wanted }) => wanted.replaces === replaces),
		);
		await this.tell(others);
		await this.replace(toReplace);
	}

	/**
	 * What somebody has cancelled in the OMS is not made again, unless that is wanted. But a run may have ended between the cancellation
	 * and the creation: then the cancellation was asked for by a call, and the order is another one than before.
	 */
	private async createAgain(cancelled: readonly Cancelled[]): Promise<void> {
		const interrupted = cancelled.filter(
			({ wanted, differences }) => wanted.mayReplace && differences.length > 0,
		);
		const asked = await this.asked(interrupted.map((each) => each.cancelled));
		for (const { wanted, cancelled: record, differences, free } of cancelled) {
			const wasReplaced =
				wanted.mayReplace && differences.length > 0 && asked.has(numberOf(record));
			if (free !== undefined && (wanted.createsAgain || wasReplaced)) {
				this.another(wanted, free, record);
			} else {
				this.wait(wanted, cancelledException(wanted, record));
			}
		}
	}

	/** The outbound order stays, and people are told. */
	private async tell(differing: readonly Differing[]): Promise<void> {
		const asked = await this.asked(differing.map(({ differs }) => differs));
		for (const { wanted, differs, differences } of differing) {
			const isPending = asked.has(numberOf(differs));
			this.wait(
				wanted,
				isPending
					? cancellationPending(wanted, differs)
					: differsException(wanted, differs, differences),
			);
		}
	}

	/** Nothing is cancelled for an order that cannot be created. */
	private async replace(differing: readonly Differing[]): Promise<void> {
		const possible = differing.filter(({ wanted, differs, differences }) => {
			const { exception } = wanted.request();
			const next = nextOwnNumber(wanted.thirdOrderNo, textOf(differs.thirdOrderNo));
			if (exception) this.wait(wanted, exception);
			else if (!next) this.wait(wanted, differsException(wanted, differs, differences));
			else if (this.preview) this.another(wanted, next, differs);
			return !exception && next !== undefined && !this.preview;
		});
		if (possible.length === 0) return;
		const numbers = possible.map(({ differs }) => numberOf(differs));
		const answers = await cancelOrders(this.connection, numbers, WAIT_MS);
		for (const { wanted, differs, differences } of possible) {
			const { result, reason } = answers.get(numberOf(differs)) ?? {
				result: 'pending',
				reason: '',
			};
			const next = nextOwnNumber(wanted.thirdOrderNo, textOf(differs.thirdOrderNo));
			if (result === 'cancelled' && next) this.another(wanted, next, differs);
			else if (result === 'refused') {
				const why = `the warehouse does not cancel it${reason ? ` ("${reason}")` : ''}`;
				this.wait(wanted, changedTooLate(wanted, differs, differences, why));
			} else this.wait(wanted, cancellationPending(wanted, differs));
		}
	}

	/** Numbers of those whose cancellation was asked for by a call, no matter by whom. */
	private async asked(records: readonly Fields[]): Promise<Set<string>> {
		if (records.length === 0) return new Set();
		return await beingCancelled(this.connection, records.map(numberOf));
	}

	private another({ thirdOrderNo }: DesiredOrder, number: string, replaced: Fields): void {
		this.numbers.set(thirdOrderNo, number);
		this.replaced.set(thirdOrderNo, numberOf(replaced));
	}

	private wait(
		{ thirdOrderNo }: DesiredOrder,
		exception: Extract<EnsureResult, { exception: unknown }>['exception'],
	): void {
		this.results.set(thirdOrderNo, { exception });
	}
}
