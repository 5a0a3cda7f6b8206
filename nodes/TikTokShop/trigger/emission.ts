import { createHash } from 'crypto';

import type { ApiOrder } from '../orders/apiOrder';
import { eligibility, mayBecomeEligible, undecided, type Eligibility } from '../orders/eligibility';
import { markOf, markText, type Mark } from './marks';
import type { SearchRow } from '../orders/read';
import { revisionOf } from '../orders/revision';
import type { ReadState, ReadWindow } from './window';

export type EmitMode = 'once' | 'changes' | 'untilShipped';

/** Entries of `emitted` that are kept for one shop and status. */
export const MOST_REMEMBERED = 20_000;
/** Orders that are looked at again by their ID, for one shop and status; the next full re-read finds the others. */
const MOST_AGAIN = 200;
/** Polls that look at such an order again; after that, full re-reads do. */
const LOOKS = 8;

/** How far a read has come. */
interface Progress {
	/** Latest `update_time` read. */
	readTo: number;
	/** Earliest `update_time` of an order that has to wait a little. */
	waiting: number;
	/** Earliest `update_time` of an order that is eligible or may become so. */
	oldestPending: number;
}

/** What a page, or a look at single orders, brings; remembered once its orders are ready to be handed over. */
interface Staged {
	progress: Progress;
	marks: Map<string, Mark>;
	/** Order ID → looks that are left; 0 ends it. */
	again: Map<string, number>;
}

/**
 * What a read means: which orders to hand over, and what to remember once that has happened.
 *
 * Pages are selected one by one, in ascending order of `update_time`. What is remembered of an order is set by its detail, as
 * that is what leaves the node. Nothing is remembered before `commit`: a page that fails in between leaves no trace.
 */
export class Emission {
	/** IDs of a few orders that were read before. */
	readonly known: readonly string[];
	private progress: Progress;
	/** By order ID, the youngest last. */
	private readonly emitted = new Map<string, string>();
	private readonly again: Map<string, number>;
	private readonly met = new Set<string>();
	private readonly round: number;
	private staged: Staged;

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
		for (const [id, mark] of Object.entries(before?.emitted ?? {})) this.emitted.set(id, mark);
		this.again = new Map(Object.entries(before?.again ?? {}));
		this.known = [...this.emitted]
			.slice(-20)
			.filter(([, text]) => !markOf(text)?.problem)
			.map(([id]) => id);
		this.progress = {
			readTo: window.from,
			waiting: Number.POSITIVE_INFINITY,
			oldestPending: before?.resume?.oldestPending ?? Number.POSITIVE_INFINITY,
		};
		this.staged = this.nothingStaged();
	}

	/** The rows of a page whose details are needed: they are news, or only the detail can tell. */
	select(rows: readonly SearchRow[]): SearchRow[] {
		this.staged = this.nothingStaged();
		return rows.filter((row) => this.needsDetail(row));
	}

	/** Whether an order, as its detail shows it, is wanted now; one that is not is looked at again. */
	admits(detail: ApiOrder, status: string): boolean {
		if (detail.status !== status) return this.lookAgain(detail.id);
		const verdict = eligibility(detail, this.rules, this.window.to);
		return verdict === 'yes' || this.lookAgain(detail.id, verdict === 'wait');
	}

	/** What a detail lacks for the decision, in plain words. */
	undecided(detail: ApiOrder): string | undefined {
		return undecided(detail, this.rules, this.window.to);
	}

	/**
	 * Whether to hand over an order that was read; it is marked with the revision of its detail.
	 *
	 * @param revision  of the detail
	 * @param row       as the search shows it, where it does
	 * @param plain     revision of the detail without the parts of bundles
	 */
	takes(id: string, revision: string, plain: () => string, row?: ApiOrder): boolean {
		if (this.mode === 'untilShipped') {
			this.staged.again.set(id, 0);
			return true;
		}
		const known = this.markOf(id);
		const current = short(revision);
		const isNews = this.isNews(known, current);
		const mark: Mark = { revision: isNews ? current : (known?.revision ?? ''), round: this.round };
		const agrees = row !== undefined && revisionOf(row, false) === plain();
		const ofRow = agrees ? short(revisionOf(row)) : mark.revision;
		if (ofRow !== mark.revision) mark.row = ofRow;
		this.staged.marks.set(id, mark);
		// Where the search shows something else, either of them may be late; a look without a row waits for news.
		if (row ? agrees : isNews) this.staged.again.set(id, 0);
		else this.lookAgain(id);
		return isNews;
	}

	/**
	 * Whether to hand over the exception of an order that cannot be read: when its problem has changed.
	 *
	 * @param isGone  Get Order Detail does not show it at all
	 */
	takesFault(orderId: string, problem: string, isGone = false): boolean {
		const digest = createHash('sha256').update(problem).digest('hex');
		if (this.mode === 'untilShipped') return true;
		// Without an ID the problem stands for the order; marks are kept by decimal keys.
		const id = orderId || `0${Number.parseInt(digest.slice(0, 12), 16)}`;
		const known = this.markOf(id);
		this.staged.marks.set(id, {
			revision: known?.revision ?? '',
			problem: short(digest),
			round: this.round,
		});
		// One that neither the detail nor a full re-read shows any longer is not pending any more.
		const stays = this.met.has(orderId) || !(this.window.audit || isGone);
		if (orderId) this.lookAgain(orderId, stays);
		return known?.problem !== short(digest);
	}

	/**
	 * The detail did not bear out what the search showed: the order is not marked, and looked at again by its ID at the next polls.
	 *
	 * @param byItself  it will change by itself, so the look does not count
	 */
	lookAgain(id: string, byItself = false): false {
		const left = this.staged.again.get(id) ?? this.again.get(id) ?? LOOKS + 1;
		this.staged.again.set(id, byItself ? Math.max(left, LOOKS) : left - 1);
		return false;
	}

	/** Whether the detail of an order that the search shows is missing for the first time; it is looked at again then. */
	isFirstAbsence(id: string): boolean {
		const isFirst = !this.again.has(id);
		if (isFirst) this.lookAgain(id);
		return isFirst;
	}

	/** What was selected is ready to be handed over. */
	commit(): void {
		const { progress, marks, again } = this.staged;
		this.progress = progress;
		for (const [orderId, mark] of marks) {
			// Deleted first, so that the youngest entries stand last.
			this.emitted.delete(orderId);
			this.emitted.set(orderId, markText(mark));
		}
		for (const [orderId, left] of again) {
			this.again.delete(orderId);
			if (left > 0) this.again.set(orderId, left);
		}
		this.staged = this.nothingStaged();
	}

	/** Orders to look at by their ID, which the search has not shown in this read; none where each poll is a full re-read. */
	get unmet(): string[] {
		if (this.mode === 'untilShipped') return [];
		return [...this.again.keys()].filter((id) => !this.met.has(id));
	}

	/** Whether stopping now would leave the next poll something else to begin with. */
	get hasProgress(): boolean {
		return this.progress.readTo > this.window.from;
	}

	/** State once all pages were read and their orders handed over. */
	afterAll(): ReadState {
		const { before, window } = this;
		const { waiting, oldestPending } = this.progress;
		return {
			readUpTo: Math.min(window.to, waiting),
			auditedAt: window.audit
				? (before?.resume?.startedAt ?? window.to)
				: (before?.auditedAt ?? window.to),
			oldestPending: window.audit ? finite(oldestPending) : before?.oldestPending,
			...this.remembered(window.audit ? this.seenInThisRound() : [...this.emitted]),
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
				audit: window.audit,
				oldestPending: finite(progress.oldestPending),
			},
			...this.remembered([...this.emitted]),
		};
	}

	private remembered(
		emitted: ReadonlyArray<[string, string]>,
	): Pick<ReadState, 'since' | 'round' | 'emitted' | 'again'> {
		const { before, window } = this;
		const isMet = ([id]: [string, number]) => this.mode !== 'untilShipped' || this.met.has(id);
		const again = [...this.again].filter(isMet).slice(-MOST_AGAIN);
		return {
			since: before?.since ?? (window.audit && !before?.resume ? window.from : undefined),
			round: this.round,
			emitted: Object.fromEntries(emitted.slice(-MOST_REMEMBERED)),
			...(again.length > 0 ? { again: Object.fromEntries(again) } : {}),
		};
	}

	private needsDetail({ id, order, updateTime }: SearchRow): boolean {
		const { progress, marks } = this.staged;
		// A moment outside of what was asked for is nonsense.
		const { from, to } = this.window;
		const updated = Math.min(Math.max(updateTime ?? progress.readTo, from), to);
		progress.readTo = Math.max(progress.readTo, updated);
		this.met.add(id);
		const known = marks.get(id) ?? this.markOf(id);
		if (known) marks.set(id, { ...known, round: this.round });
		if (!order || this.undecided(order) !== undefined) {
			progress.oldestPending = Math.min(progress.oldestPending, updated);
			return true;
		}
		if (mayBecomeEligible(order, this.rules)) {
			progress.oldestPending = Math.min(progress.oldestPending, updated);
		}
		const verdict = eligibility(order, this.rules, this.window.to);
		if (verdict === 'wait') progress.waiting = Math.min(progress.waiting, updated);
		return verdict === 'yes' && !this.isKnown(known, order);
	}

	/** Whether the search shows nothing that has not left the node already. */
	private isKnown(known: Mark | undefined, row: ApiOrder): boolean {
		if (this.mode === 'untilShipped' || !known || known.problem) return false;
		if (this.mode === 'once' && known.revision) return true;
		return (known.row ?? known.revision) === short(revisionOf(row));
	}

	private isNews(known: Mark | undefined, revision: string): boolean {
		if (!known?.revision) return true;
		return this.mode === 'changes' && (known.revision !== revision || known.problem !== undefined);
	}

	private markOf(id: string): Mark | undefined {
		return markOf(this.emitted.get(id));
	}

	private nothingStaged(): Staged {
		return { progress: { ...this.progress }, marks: new Map(), again: new Map() };
	}

	/** What a complete re-read did not meet is no longer pending. */
	private seenInThisRound(): Array<[string, string]> {
		const mark = `.${this.round}`;
		return [...this.emitted].filter(([, entry]) => entry.endsWith(mark));
	}
}

function short(digest: string): string {
	return digest.slice(0, 8);
}

const finite = (moment: number): number | undefined =>
	Number.isFinite(moment) ? moment : undefined;
