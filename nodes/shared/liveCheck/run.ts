import type { Assumption } from './assumption';
import { Findings, type Finding } from './findings';
import { Http, NoAnswer, type Answer, type Send } from './http';
import { Privacy } from './privacy';
import { AnswerShape } from './shape';
import { StepEnded, type BaseContext, type Step } from './step';

/** What a run has found. */
export interface RunResult {
	findings: Finding[];
	/** By call. */
	shapes: ReadonlyMap<string, string>;
	/** Region and seller type of the shop; never its name. */
	shop?: { region: string; sellerType: string };
	/** Answers of each service. */
	counts: { tiktok: number; oms: number };
	/** No service gave a single success: nothing was checked. */
	nothingWorked: boolean;
	stopped: boolean;
	/** Takes what is private out of a text. */
	clean(text: string): string;
}

export interface RunOptions {
	assumptions: readonly Assumption[];
	send: Send;
	/** Pause between calls, ms. */
	gapMs: number;
	/** Stops the check in good order. */
	stop: AbortSignal;
	now(): number;
	/** Waits between looks; throws when the signal is given. */
	pause(ms: number, signal: AbortSignal): Promise<void>;
	ask(question: string, signal: AbortSignal): Promise<string>;
	/** Tells how far it is. */
	say(line: string): void;
	/** Tells something that is for the user alone. */
	tell(line: string): void;
}

const CLEAN_UP_MS = 60_000;

/** One run of the live check: makes the calls, remembers what they showed. */
export class LiveCheckRun {
	readonly findings: Findings;
	readonly privacy = new Privacy();
	/** Calls the services; each answer is noted. */
	readonly http: Http;
	private readonly answers: Answer[] = [];
	private readonly shapes = new Map<string, AnswerShape>();
	private readonly confirmed = new Set<string>();

	constructor(private readonly options: RunOptions) {
		this.findings = new Findings(options.assumptions);
		this.http = new Http(options.send, options.gapMs, (answer) => this.note(answer));
	}

	private note(answer: Answer): void {
		this.answers.push(answer);
		this.privacy.hideIn(answer.body);
		if (!answer.ok) return;
		const shape = this.shapes.get(answer.call) ?? new AnswerShape();
		this.shapes.set(answer.call, shape);
		shape.add(answer.body);
	}

	/**
	 * Runs the steps one after another. A step that fails says so for its assumptions, and the next one runs. What was made is put right
	 * at the end, also when the user has stopped the check.
	 *
	 * @param own     what the steps use of their services
	 * @param whyNot  why a step does not run; empty when it does
	 */
	async steps<Own extends object>(
		steps: ReadonlyArray<Step<BaseContext & Own>>,
		own: Own,
		whyNot: (step: Step<BaseContext & Own>) => string,
	): Promise<void> {
		const { say, stop } = this.options;
		const begun: (typeof steps)[number][] = [];
		for (const step of steps) {
			const why = stop.aborted ? 'The check was stopped before.' : whyNot(step);
			if (why) {
				this.findings.closeStep(step.name, why);
				continue;
			}
			say(`${step.service}: ${step.title} …`);
			begun.push(step);
			await this.step(step, own);
			for (const { assumption, verdict } of this.findings.of(step.name)) {
				say(`  ${verdict.padEnd(9)} ${assumption.id}`);
			}
		}
		for (const { cleanUp } of begun) {
			await cleanUp?.(this.context(own, AbortSignal.timeout(CLEAN_UP_MS)));
		}
	}

	private async step<Own extends object>(step: Step<BaseContext & Own>, own: Own): Promise<void> {
		const { stop } = this.options;
		const limit = AbortSignal.timeout(step.limitMs);
		try {
			await step.run(this.context(own, AbortSignal.any([stop, limit])));
			this.findings.closeStep(step.name, 'Nothing to see it by.');
		} catch (error) {
			this.findings.closeStep(step.name, whyEnded(error, { step, stop, limit }));
		}
	}

	private context<Own extends object>(own: Own, signal: AbortSignal): BaseContext & Own {
		const { findings, privacy, answers, confirmed } = this;
		const { now, tell, ask, pause } = this.options;
		return {
			...own,
			findings,
			privacy,
			answers,
			confirmed,
			now,
			signal,
			ask: async (question) => await ask(question, signal),
			tell,
			pause: async (ms) => await pause(ms, signal),
		};
	}

	/** What was found. @param shop  the one that was looked at */
	result(shop?: { region: string; sellerType: string }): RunResult {
		const { answers, findings, privacy, shapes } = this;
		const count = (hosts: ReadonlyArray<Answer['host']>): number =>
			answers.filter(({ host }) => hosts.includes(host)).length;
		return {
			findings: findings.all(),
			shapes: new Map([...shapes].map(([call, shape]) => [call, shape.toString()])),
			...(shop ? { shop: { region: shop.region, sellerType: shop.sellerType } } : {}),
			counts: { tiktok: count(['TikTok Shop', 'tokens']), oms: count(['OMS']) },
			nothingWorked: !answers.some(({ ok }) => ok),
			stopped: this.options.stop.aborted,
			clean: (text) => privacy.clean(text),
		};
	}
}

function whyEnded(
	error: unknown,
	{ step, stop, limit }: { step: Step; stop: AbortSignal; limit: AbortSignal },
): string {
	if (stop.aborted) return 'The check was stopped.';
	if (limit.aborted) return `The step took longer than ${step.limitMs / 1_000} seconds.`;
	if (error instanceof StepEnded || error instanceof NoAnswer) return error.message;
	// Words of other errors may hold values.
	return `The step ended with ${error instanceof Error ? error.name : 'an error'}.`;
}
