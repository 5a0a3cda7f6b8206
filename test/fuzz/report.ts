import type { Mutation } from './mutate';

/** What must never happen; each is counted. */
export const FAULTS = ['lost', 'doubled', 'wrong', 'raw', 'stuck', 'silent', 'stopped'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Verdict {
	fault: Fault;
	/** What happened, as printed. */
	what: string;
	/** Equal for cases that show the same. */
	signature: string;
}

export interface CaseResult {
	/** What `--replay` takes. */
	id: string;
	about: string;
	/** Nothing was changed: the place is never met. */
	idle: boolean;
	described: string;
	mutations: Mutation[];
	/** The messages of the nodes, each once. */
	said: string[];
	verdicts: Verdict[];
}

interface Group {
	fault: Fault;
	signature: string;
	count: number;
	example: { id: string; what: string; described: string; places: number };
}

const SHOWN = 40;

/** Counts cases and groups what went wrong by signature, with the smallest example of each. */
export class Report {
	cases = 0;
	idle = 0;
	readonly counts = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>;
	readonly byLayer: Record<string, number> = {};
	private readonly groups = new Map<string, Group>();

	add(result: CaseResult): void {
		this.cases += 1;
		if (result.idle) this.idle += 1;
		const layer = result.id.split('-')[0];
		this.byLayer[layer] = (this.byLayer[layer] ?? 0) + 1;
		for (const fault of new Set(result.verdicts.map((verdict) => verdict.fault))) {
			this.counts[fault] += 1;
		}
		for (const verdict of result.verdicts) this.group(result, verdict);
	}

	get failed(): boolean {
		return Object.values(this.counts).some((count) => count > 0);
	}

	progress(seconds: number): string {
		return `${this.cases} cases after ${Math.round(seconds)} s: ${this.totals}`;
	}

	figures(seconds: number): object {
		const { cases, idle, counts, byLayer } = this;
		return { cases, idle, ...counts, byLayer, seconds: Math.round(seconds) };
	}

	/** The gravest and commonest first. */
	get sorted(): readonly Group[] {
		return [...this.groups.values()].sort(
			(a, b) => FAULTS.indexOf(a.fault) - FAULTS.indexOf(b.fault) || b.count - a.count,
		);
	}

	/** Lines for people, the gravest and commonest first, then one for machines. */
	printed(seconds: number): string {
		const groups = this.sorted;
		const lines = groups.slice(0, SHOWN).map(({ signature, count, example }) => {
			const { id, what, described } = example;
			return `${count} × ${signature}\n    ${what}\n    --replay ${id}: ${described.slice(0, 400)}`;
		});
		const more = groups.length > SHOWN ? [`and ${groups.length - SHOWN} more kinds`] : [];
		const { cases, idle } = this;
		const summary = `${cases} cases (${idle} met no answer to change) in ${Math.round(seconds)} s: ${this.totals}`;
		return [...lines, ...more, summary, JSON.stringify(this.figures(seconds))].join('\n');
	}

	private get totals(): string {
		return FAULTS.map((fault) => `${fault} ${this.counts[fault]}`).join(', ');
	}

	private group({ id, described, mutations }: CaseResult, verdict: Verdict): void {
		const { fault, what, signature } = verdict;
		const example = { id, what, described, places: mutations.length };
		const known = this.groups.get(signature);
		if (!known) this.groups.set(signature, { fault, signature, count: 1, example });
		else {
			known.count += 1;
			if (example.places < known.example.places) known.example = example;
		}
	}
}
