import { ASSUMPTIONS, type Assumption, type AssumptionId, type StepName } from './assumptions';

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
export class Findings {
	private readonly found = new Map<AssumptionId, Omit<Finding, 'assumption'>>();

	confirm(id: AssumptionId, note: string, call?: string): void {
		this.set(id, { verdict: 'confirmed', note, ...(call ? { call } : {}) });
	}

	refute(id: AssumptionId, note: string, call?: string): void {
		this.set(id, { verdict: 'refuted', note, ...(call ? { call } : {}) });
	}

	notSeen(id: AssumptionId, note: string): void {
		this.set(id, { verdict: 'not seen', note });
	}

	/** Confirms where it holds, else refutes. */
	decide(id: AssumptionId, holds: boolean, note: string, call?: string): void {
		if (holds) this.confirm(id, note, call);
		else this.refute(id, note, call);
	}

	/** Says why a step that ended early has not seen the rest of its assumptions. */
	closeStep(step: StepName, why: string): void {
		for (const { id, step: own } of ASSUMPTIONS) {
			if (own === step && !this.found.has(id)) this.notSeen(id, why);
		}
	}

	/** What a step has found. */
	of(step: StepName): Finding[] {
		return this.all().filter(({ assumption }) => assumption.step === step);
	}

	/** Every assumption with its finding, in the order of the list. */
	all(): Finding[] {
		return ASSUMPTIONS.map((assumption) => ({
			assumption,
			...(this.found.get(assumption.id) ?? { verdict: 'not seen', note: 'The step did not run.' }),
		}));
	}

	private set(id: AssumptionId, finding: Omit<Finding, 'assumption'>): void {
		const before = this.found.get(id);
		if (before && RANK[before.verdict] >= RANK[finding.verdict]) return;
		this.found.set(id, finding);
	}
}
