import type { OrderChange } from '../../shared/orderItem';
import type { ApiOrder } from '../orders/apiOrder';
import { changeShown, isInScope } from '../orders/change';
import {
	eligibility,
	mayBecomeEligible,
	eligibilityProblem,
	type Eligibility,
} from '../orders/eligibility';
import { digestOf, EmitRules, faultKey, shortDigest, type EmitMode } from './emitRules';
import { isPendingStatus } from '../orders/orderStatus';
import { parseMark, formatMark, type Mark } from './marks';
import type { SearchRow } from '../orders/read';
import { revisionOf } from '../orders/revision';
import type { ReadState, ReadWindow } from './window';

/** Entries of `emitted` kept for one shop and status. */
export const MAX_EMITTED = 30_000;
/** Orders that are rechecked by ID, for one shop and status; the next full re-read finds the others. */
const MAX_RECHECKED_ORDERS = 200;
/** Number of polls that recheck such an order; after that, only full re-reads find it. */
const RECHECKS = 8;

/** Which orders a trigger emits. */
export interface EmissionRules extends Eligibility {
	/** Set for the event Order Changed or Cancelled: the changes that are emitted. */
	changes?: readonly OrderChange[];
}

interface Progress {
	/** Latest `update_time` read. */
	readTo: number;
	/** Earliest `update_time` of an order that becomes eligible by itself later. */
	waiting: number;
	/** Earliest `update_time` of an order that is eligible or may become so. */
	oldestPending: number;
}

/** Results of one page or of the rechecks. `commit` applies them once the items of these orders exist. */
interface Staged {
	progress: Progress;
	marks: Map<string, Mark>;
	/** Order ID → rechecks left; 0 removes the order. */
	rechecks: Map<string, number>;
}

/**
 * Decides which orders of a read are emitted, and builds the state to store afterwards.
 *
 * Pages come one by one, in ascending order of `update_time`. The mark of an order comes from its detail, because the detail is
 * emitted. Nothing changes before `commit`, so a page that fails leaves no trace.
 */
export class Emission {
	/** IDs of some orders that were readable at earlier polls. */
	readonly known: readonly string[];
	private progress: Progress;
	/** Marks by order ID, the newest last. */
	private readonly emitted = new Map<string, string>();
	private readonly rechecks: Map<string, number>;
	private readonly seen = new Set<string>();
	private readonly round: number;
	private readonly emitRules: EmitRules;
	private staged: Staged;

	/**
	 * @param before  state before the read; it is not modified
	 * @param now     epoch s
	 */
	constructor(
		private readonly before: ReadState | undefined,
		private readonly window: ReadWindow,
		mode: EmitMode,
		private readonly rules: EmissionRules,
		private readonly now = window.to,
	) {
		this.emitRules = new EmitRules(mode, now, rules.changes === undefined);
		const startsRound = window.audit && !before?.resume;
		this.round = ((before?.round ?? 0) + (startsRound ? 1 : 0)) % 10;
		for (const [id, mark] of Object.entries(before?.emitted ?? {})) this.emitted.set(id, mark);
		this.rechecks = new Map(Object.entries(before?.again ?? {}));
		this.known = [...this.emitted]
			.slice(-20)
			.filter(([, text]) => !parseMark(text)?.problem)
			.map(([id]) => id);
		this.progress = {
			readTo: window.from,
			waiting: Number.POSITIVE_INFINITY,
			oldestPending: before?.resume?.oldestPending ?? Number.POSITIVE_INFINITY,
		};
		this.staged = this.emptyStage();
	}

	/** The rows of a page whose details are needed: changed orders, and orders that only the detail can decide. */
	select(rows: readonly SearchRow[]): SearchRow[] {
		this.staged = this.emptyStage();
		return rows.filter((row) => this.needsDetail(row));
	}

	/** Whether an order is to be emitted now, by its detail. Otherwise it is rechecked. */
	isWantedNow(detail: ApiOrder, status: string): boolean {
		if (detail.status !== status) return this.recheck(detail.id);
		if (this.rules.changes) return this.isChange(detail) || this.recheck(detail.id);
		const verdict = eligibility(detail, this.rules, this.now);
		return verdict === 'yes' || this.recheck(detail.id, verdict === 'wait');
	}

	/** What has happened to an order with this revision since it was handed over. */
	changeOf(order: ApiOrder, revision: string): OrderChange | undefined {
		const shown = this.rules.changes ? changeShown(order) : undefined;
		const known = this.markOf(order.id)?.revision;
		const isOther = Boolean(known) && known !== shortDigest(revision);
		return shown ?? (isOther ? 'updated' : undefined);
	}

	eligibilityProblem(detail: ApiOrder): string | undefined {
		return eligibilityProblem(detail, this.rules, this.now);
	}

	/**
	 * Stages the mark of an order.
	 *
	 * @param revision       of the detail
	 * @param plainRevision  of the detail without bundle components
	 * @param row            of the search; absent for a recheck
	 * @returns whether to emit the order
	 */
	stageOrder(id: string, revision: string, plainRevision: () => string, row?: ApiOrder): boolean {
		if (this.emitRules.mode === 'untilShipped') {
			this.staged.rechecks.set(id, 0);
			return true;
		}
		const known = this.markOf(id);
		const current = shortDigest(revision);
		const isNews = this.emitRules.isNews(known, current);
		const mark: Mark = {
			revision: isNews ? current : (known?.revision ?? ''),
			handedOver: this.emitRules.minuteFor(isNews ? undefined : known),
			round: this.round,
		};
		const isSame = row !== undefined && revisionOf(row, false) === plainRevision();
		const ofRow = isSame ? shortDigest(revisionOf(row)) : mark.revision;
		if (ofRow !== mark.revision) mark.row = ofRow;
		this.staged.marks.set(id, mark);
		// If search and detail differ, one of them is outdated. A recheck without a row ends only with a change.
		if (row ? isSame : isNews) this.staged.rechecks.set(id, 0);
		else this.recheck(id);
		return isNews;
	}

	/**
	 * Stages the mark of an order that cannot be read.
	 *
	 * @param isGone  Get Order Detail does not show the order at all
	 * @returns whether to emit its exception: only when the problem is new
	 */
	stageFault(orderId: string, problem: string, isGone = false): boolean {
		const digest = digestOf(problem);
		if (this.emitRules.mode === 'untilShipped') return true;
		const id = faultKey(orderId, problem);
		const known = this.markOf(id);
		this.staged.marks.set(id, {
			revision: known?.revision ?? '',
			handedOver: known?.handedOver,
			problem: shortDigest(digest),
			round: this.round,
		});
		// An order that neither the detail nor a full re-read shows is no longer pending.
		const isStillPending = this.seen.has(orderId) || !(this.window.audit || isGone);
		if (orderId) this.recheck(orderId, isStillPending);
		return known?.problem !== shortDigest(digest);
	}

	/**
	 * Search and detail do not agree: the order gets no mark, and the next polls read it again by its ID.
	 *
	 * @param changesByItself  the order will change by itself, so this recheck does not count
	 */
	recheck(id: string, changesByItself = false): false {
		const left = this.staged.rechecks.get(id) ?? this.rechecks.get(id) ?? RECHECKS + 1;
		this.staged.rechecks.set(id, changesByItself ? Math.max(left, RECHECKS) : left - 1);
		return false;
	}

	/** Whether the detail of a listed order is missing for the first time. Then the order is rechecked. */
	isFirstAbsence(id: string): boolean {
		const isFirst = !this.rechecks.has(id);
		if (isFirst) this.recheck(id);
		return isFirst;
	}

	/** Applies what was staged. Call once the items of the page exist. */
	commit(): void {
		const { progress, marks, rechecks } = this.staged;
		this.progress = progress;
		for (const [orderId, mark] of marks) {
			// Deleted first, so that the newest entry is the last.
			this.emitted.delete(orderId);
			this.emitted.set(orderId, formatMark(mark));
		}
		for (const [orderId, left] of rechecks) {
			this.rechecks.delete(orderId);
			if (left > 0) this.rechecks.set(orderId, left);
		}
		this.staged = this.emptyStage();
	}

	/** Whether the order was handed over before as it is now. */
	isRepeat(id: string, revision: string): boolean {
		return this.markOf(id)?.revision === shortDigest(revision);
	}

	/** Orders to recheck that this read has not listed; none if every poll is a full re-read. */
	get toRecheck(): string[] {
		if (this.emitRules.mode === 'untilShipped') return [];
		// With acknowledged hand-over every poll reads the news, so a part of a full re-read need not recheck.
		if (this.emitRules.mode === 'acknowledged' && this.window.audit && !this.window.pull) return [];
		return [...this.rechecks.keys()].filter((id) => !this.seen.has(id));
	}

	/** Whether the next poll would start later than this one if the read stopped now. */
	get hasProgress(): boolean {
		return this.progress.readTo > this.window.from;
	}

	/** State after all pages were read. */
	completeState(): ReadState {
		const { before, window } = this;
		const { waiting, oldestPending } = this.progress;
		const news = window.audit ? this.newsCursor() : undefined;
		const reread =
			window.audit || this.emitRules.mode !== 'acknowledged' ? undefined : before?.resume;
		return {
			readUpTo: Math.min(news?.readUpTo ?? window.to, waiting),
			...(news?.newsFrom === undefined ? {} : { newsFrom: news.newsFrom }),
			...(reread === undefined || reread.audit === false ? {} : { resume: reread }),
			auditedAt: window.audit
				? (before?.resume?.startedAt ?? window.to)
				: (before?.auditedAt ?? window.to),
			oldestPending: window.audit ? finiteOrUndefined(oldestPending) : before?.oldestPending,
			...this.storedOrders(window.audit ? this.emittedInThisRound() : [...this.emitted]),
		};
	}

	/** State after a read that stopped early: the next poll continues at the last second that was read. */
	partialState(): ReadState {
		const { before, window, progress } = this;
		const kept = {
			readUpTo: before?.readUpTo ?? window.from,
			auditedAt: before?.auditedAt ?? 0,
			oldestPending: before?.oldestPending,
			...this.storedOrders([...this.emitted]),
		};
		const from = Math.min(progress.readTo, progress.waiting);
		if (this.emitRules.mode === 'acknowledged' && !window.audit) {
			return { ...kept, newsFrom: from, ...(before?.resume ? { resume: before.resume } : {}) };
		}
		return {
			...kept,
			...this.newsCursor(),
			resume: {
				from,
				startedAt: before?.resume?.startedAt ?? window.to,
				audit: window.audit,
				...(window.pull ? { pull: true } : {}),
				oldestPending: finiteOrUndefined(progress.oldestPending),
			},
		};
	}

	/** With acknowledged hand-over, a full re-read does not move the news; only what a pull has not begun to read is news. */
	private newsCursor(): Pick<ReadState, 'readUpTo' | 'newsFrom'> | undefined {
		const { before, window } = this;
		if (this.emitRules.mode !== 'acknowledged') return undefined;
		if (!before || (window.pull && !before.resume)) return { readUpTo: window.to };
		const { readUpTo, newsFrom } = before;
		return { readUpTo, ...(newsFrom === undefined ? {} : { newsFrom }) };
	}

	private storedOrders(
		emitted: ReadonlyArray<[string, string]>,
	): Pick<ReadState, 'since' | 'round' | 'emitted' | 'again'> {
		const { before, window } = this;
		const isKept = ([id]: [string, number]) =>
			this.emitRules.mode !== 'untilShipped' || this.seen.has(id);
		const again = [...this.rechecks].filter(isKept).slice(-MAX_RECHECKED_ORDERS);
		return {
			since: before?.since ?? (window.audit && !before?.resume ? window.from : undefined),
			round: this.round,
			emitted: Object.fromEntries(emitted.slice(-MAX_EMITTED)),
			...(again.length > 0 ? { again: Object.fromEntries(again) } : {}),
		};
	}

	private needsDetail({ id, order, updateTime }: SearchRow): boolean {
		const { progress, marks } = this.staged;
		// A time outside the window is invalid.
		const { from, to } = this.window;
		const updated = Math.min(Math.max(updateTime ?? progress.readTo, from), to);
		progress.readTo = Math.max(progress.readTo, updated);
		this.seen.add(id);
		const known = marks.get(id) ?? this.markOf(id);
		if (known) {
			const handedOver = known.revision ? this.emitRules.minuteFor(known) : known.handedOver;
			marks.set(id, { ...known, handedOver, round: this.round });
		}
		if (!order || this.eligibilityProblem(order) !== undefined) {
			progress.oldestPending = Math.min(progress.oldestPending, updated);
			return true;
		}
		if (mayBecomeEligible(order, this.rules)) {
			progress.oldestPending = Math.min(progress.oldestPending, updated);
		}
		if (this.rules.changes) return this.isChange(order) && !this.emitRules.isKnown(known, order);
		const verdict = eligibility(order, this.rules, this.now);
		if (verdict === 'wait') progress.waiting = Math.min(progress.waiting, updated);
		return verdict === 'yes' && !this.emitRules.isKnown(known, order);
	}

	/** Whether an order shows a wanted change, or is another one than before. Without either, its revision is noted to be compared with. */
	private isChange(order: ApiOrder): boolean {
		const { changes = [] } = this.rules;
		if (!isInScope(order, this.rules)) return false;
		const known = this.markOf(order.id);
		const change = changeShown(order) ?? (known?.revision ? 'updated' : undefined);
		if (change && changes.includes(change)) return true;
		if (!change && !isPendingStatus(order.status)) return false;
		const revision = shortDigest(revisionOf(order));
		this.staged.marks.set(order.id, { ...known, revision, round: this.round });
		return false;
	}

	private markOf(id: string): Mark | undefined {
		return parseMark(this.emitted.get(id));
	}

	private emptyStage(): Staged {
		return { progress: { ...this.progress }, marks: new Map(), rechecks: new Map() };
	}

	/** Marks of orders that this full re-read listed; the others are no longer pending. */
	private emittedInThisRound(): Array<[string, string]> {
		const mark = `.${this.round}`;
		return [...this.emitted].filter(([, entry]) => entry.endsWith(mark));
	}
}

const finiteOrUndefined = (moment: number): number | undefined =>
	Number.isFinite(moment) ? moment : undefined;
