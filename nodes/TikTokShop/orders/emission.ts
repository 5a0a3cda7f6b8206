import type { ApiOrder } from './apiOrder';
import { eligibility, type Eligibility } from './eligibility';
import { revisionOf } from './revision';
import type { ReadState, ReadWindow } from './window';

export type EmitMode = 'once' | 'changes' | 'untilShipped';

/** Entries of `emitted` that are kept for one shop and status. */
export const MOST_REMEMBERED = 20_000;

/** How far a read has come. */
interface Progress {
	/** Latest `update_time` read. */
	readTo: number;
	/** Earliest `update_time` of an order that has to wait a little. */
	waiting: number;
	/** Earliest `update_time` of a pending order. */
	oldestPending: number;
}

/**
 * What the rows of one read mean: which orders to hand over, and what to remember once that has happened.
 *
 * Pages are selected one by one, in ascending order of `update_time`, and committed when their orders are ready to be
 * handed over: a page that fails in between leaves no trace.
 */
export class Emission {
	private progress: Progress;
	/** By order ID, the youngest last. */
	private readonly emitted: Map<string, string>;
	private readonly round: number;
	private staged: { progress: Progress; marks: Map<string, string> } | undefined;

	/**
	 * @param before  state before the read; never changed
	 */
	constructor(
		private readonly before: ReadState | undefined,
		private readonly window: ReadWindow,
		private readonly mode: EmitMode,
		private readonly rules: Eligibility,
	) {
		const begins = window.audit && !before?.resume;
		this.round = ((before?.round ?? 0) + (begins ? 1 : 0)) % 10;
		this.emitted = new Map(Object.entries(before?.emitted ?? {}));
		this.progress = {
			readTo: window.from,
			waiting: Number.POSITIVE_INFINITY,
			oldestPending: before?.resume?.oldestPending ?? Number.POSITIVE_INFINITY,
		};
	}

	/** The rows of a page that are to be handed over. */
	select(page: readonly ApiOrder[]): ApiOrder[] {
		const progress = { ...this.progress };
		const marks = new Map<string, string>();
		const wanted = page.filter((order) => {
			const updated = order.update_time ?? progress.readTo;
			const verdict = eligibility(order, this.rules, this.window.to);
			progress.readTo = Math.max(progress.readTo, updated);
			if (verdict === 'wait') progress.waiting = Math.min(progress.waiting, updated);
			if (verdict !== 'no' || order.is_buyer_request_cancel) {
				progress.oldestPending = Math.min(progress.oldestPending, updated);
			}
			return verdict === 'yes' && this.isNews(order, marks);
		});
		this.staged = { progress, marks };
		return wanted;
	}

	/** The orders of the selected page are ready to be handed over. */
	commit(): void {
		if (!this.staged) return;
		const { progress, marks } = this.staged;
		this.progress = progress;
		for (const [orderId, mark] of marks) {
			// Deleted first, so that the youngest entries stand last.
			this.emitted.delete(orderId);
			this.emitted.set(orderId, mark);
		}
		this.staged = undefined;
	}

	/** Whether stopping now would leave the next poll something else to begin with. */
	get hasProgress(): boolean {
		return this.progress.readTo > this.window.from;
	}

	/** State once all pages were read and their orders handed over. */
	afterAll(): ReadState {
		const { to, audit } = this.window;
		const { waiting, oldestPending } = this.progress;
		return {
			readUpTo: Math.min(to, waiting),
			auditedAt: audit ? (this.before?.resume?.startedAt ?? to) : (this.before?.auditedAt ?? to),
			oldestPending: audit ? finite(oldestPending) : this.before?.oldestPending,
			round: this.round,
			emitted: bounded(audit ? this.seenInThisRound() : [...this.emitted]),
		};
	}

	/** State when the read had to stop: the next poll goes on with the last second that was read. */
	afterPart(): ReadState {
		const { before, window, progress } = this;
		return {
			readUpTo: before?.readUpTo ?? window.from,
			auditedAt: before?.auditedAt ?? 0,
			oldestPending: before?.oldestPending,
			resume: {
				from: Math.min(progress.readTo, progress.waiting),
				startedAt: before?.resume?.startedAt ?? window.to,
				oldestPending: finite(progress.oldestPending),
			},
			round: this.round,
			emitted: bounded([...this.emitted]),
		};
	}

	/** Whether the mode wants this revision of the order, which is remembered from now on. */
	private isNews(order: ApiOrder, marks: Map<string, string>): boolean {
		if (this.mode === 'untilShipped') return true;
		const [known] = (marks.get(order.id) ?? this.emitted.get(order.id) ?? '').split('.');
		const current = revisionOf(order).slice(0, 8);
		const kept = this.mode === 'once' && known ? known : current;
		marks.set(order.id, `${kept}.${this.round}`);
		return known !== kept;
	}

	/** What a complete re-read did not meet is no longer pending. */
	private seenInThisRound(): Array<[string, string]> {
		const mark = `.${this.round}`;
		return [...this.emitted].filter(([, entry]) => entry.endsWith(mark));
	}
}

const finite = (moment: number): number | undefined =>
	Number.isFinite(moment) ? moment : undefined;

/** The youngest entries; what is forgotten is handed over once more, which is harmless. */
function bounded(emitted: ReadonlyArray<[string, string]>): Record<string, string> {
	return Object.fromEntries(emitted.slice(-MOST_REMEMBERED));
}
