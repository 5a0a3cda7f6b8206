import type { Assumption } from './assumption';

export type Verdict = 'confirmed' | 'refuted' | 'not seen';

/** What the live check says about one assumption. */
export interface Finding {
	assumption: Assumption;
	verdict: Verdict;
	/** What was seen, or why nothing was; without values. */
	note: string;
	/** The call whose answer showed it, e.g. `POST /order/202309/orders/search`. */
	call?: string;
}

const RANK: Record<Verdict, number> = { 'not seen': 0, confirmed: 1, refuted: 2 };

/** What was found so far. One contradiction refutes, whatever else was seen. */
export class Findings<Id extends string = string> {
	private readonly found = new Map<string, Omit<Finding, 'assumption'>>();

	/** @param assumptions  all that there is something to find about, in the order of the report */
	constructor(private readonly assumptions: readonly Assumption[]) {}

	confirm(id: Id, note: string, call?: string): void {
		this.set(id, { verdict: 'confirmed', note, ...(call ? { call } : {}) });
	}

	refute(id: Id, note: string, call?: string): void {
		this.set(id, { verdict: 'refuted', note, ...(call ? { call } : {}) });
	}

	notSeen(id: Id, note: string): void {
		this.set(id, { verdict: 'not seen', note });
	}

	/** Confirms where it holds, else refutes. */
	decide(id: Id, holds: boolean, note: string, call?: string): void {
		if (holds) this.confirm(id, note, call);
		else this.refute(id, note, call);
	}

	/** Says why a step that ended early has not seen the rest of its assumptions. */
	closeStep(step: string, why: string): void {
		for (const { id, step: own } of this.assumptions) {
			if (own === step && !this.found.has(id)) this.set(id, { verdict: 'not seen', note: why });
		}
	}

	/** What a step has found. */
	of(step: string): Finding[] {
		return this.all().filter(({ assumption }) => assumption.step === step);
	}

	/** Every assumption with its finding, in the order of the list. */
	all(): Finding[] {
		return this.assumptions.map((assumption) => ({
			assumption,
			...(this.found.get(assumption.id) ?? { verdict: 'not seen', note: 'The step did not run.' }),
		}));
	}

	private set(id: string, finding: Omit<Finding, 'assumption'>): void {
		const before = this.found.get(id);
		if (before && RANK[before.verdict] >= RANK[finding.verdict]) return;
		this.found.set(id, finding);
	}
}
