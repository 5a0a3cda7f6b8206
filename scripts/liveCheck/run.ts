import type { Finding } from './findings';
import { Findings } from './findings';
import { Http, NoAnswer, type Answer } from './http';
import { OmsClient, type OmsKeys } from './omsClient';
import { Privacy } from './privacy';
import { AnswerShape } from './shape';
import { STEPS } from './steps';
import { StepEnded, type Choices, type Context, type State, type Step } from './steps/step';
import { TikTokClient, type TikTokKeys } from './tiktokClient';

export interface RunOptions {
	/** Left out: the steps of this service do not run. */
	tiktok?: TikTokKeys & { accessToken: string };
	oms?: OmsKeys;
	choices: Choices;
	/** Also the steps that write. */
	write: boolean;
	/** Also the steps in which a person changes something. */
	byHand: boolean;
	/** Also the step that takes the order through the warehouse. */
	through: boolean;
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
}

export interface RunResult {
	findings: Finding[];
	/** By call. */
	shapes: Map<string, string>;
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

const CLEAN_UP_MS = 60_000;

/** Runs the steps one after another. A step that fails says so for its assumptions, and the next one runs. */
export async function runLiveCheck(options: RunOptions): Promise<RunResult> {
	const { stop, say, now } = options;
	const findings = new Findings();
	const privacy = new Privacy();
	const answers: Answer[] = [];
	const shapes = new Map<string, AnswerShape>();
	const http = new Http(options.gapMs, (answer) => {
		answers.push(answer);
		privacy.hideIn(answer.body);
		if (!answer.ok) return;
		const shape = shapes.get(answer.call) ?? new AnswerShape();
		shapes.set(answer.call, shape);
		shape.add(answer.body);
	});
	const noTikTok = { appKey: '', appSecret: '', authHost: '', apiHost: '' };
	const tiktok = new TikTokClient(options.tiktok ?? noTikTok, http, now);
	tiktok.accessToken = options.tiktok?.accessToken ?? '';
	const oms = new OmsClient(options.oms ?? { appKey: '', appSecret: '', baseUrl: '' }, http, now);
	hideKeys(privacy, options);
	const state: State = {
		confirmed: new Set(),
		rows: [],
		orders: [],
		outboundRows: [],
		testOrders: { thirdOrderNos: new Set(), outboundOrderNos: new Set() },
	};
	const contextFor = (signal: AbortSignal): Context => ({
		findings,
		privacy,
		choices: options.choices,
		state,
		tiktok,
		oms,
		answers,
		now,
		signal,
		ask: async (question) => await options.ask(question, signal),
		tell: say,
		pause: async (ms) => await options.pause(ms, signal),
	});

	const begun: Step[] = [];
	for (const step of STEPS) {
		const why = whyNot(step, options);
		if (why) {
			findings.closeStep(step.name, why);
			continue;
		}
		say(`${step.service}: ${step.title} …`);
		begun.push(step);
		await runStep(step, contextFor, stop, findings);
		for (const { assumption, verdict } of findings.of(step.name)) {
			say(`  ${verdict.padEnd(9)} ${assumption.id}`);
		}
	}
	for (const { cleanUp } of begun) {
		// What was made is put right even when the user has stopped the check.
		await cleanUp?.(contextFor(AbortSignal.timeout(CLEAN_UP_MS)));
	}
	const { shop } = state;
	const count = (host: Answer['host']): number =>
		answers.filter((each) => each.host === host).length;
	return {
		findings: findings.all(),
		shapes: new Map([...shapes].map(([call, shape]) => [call, shape.toString()])),
		...(shop ? { shop: { region: shop.region, sellerType: shop.sellerType } } : {}),
		counts: { tiktok: count('TikTok Shop') + count('tokens'), oms: count('OMS') },
		nothingWorked: !answers.some(({ ok }) => ok),
		stopped: stop.aborted,
		clean: (text) => privacy.clean(text),
	};
}

function hideKeys(privacy: Privacy, { tiktok, oms, choices }: RunOptions): void {
	const { redirectedUrl, shop, orderId, trackingNumber, correctedNumber } = choices;
	const code = URL.canParse(redirectedUrl) ? new URL(redirectedUrl).searchParams.get('code') : '';
	const secrets = [
		tiktok?.appKey,
		tiktok?.appSecret,
		tiktok?.accessToken,
		oms?.appKey,
		oms?.appSecret,
		redirectedUrl,
		code,
		shop,
		orderId,
		trackingNumber,
		correctedNumber,
	];
	for (const secret of secrets) privacy.hide(secret ?? '');
	for (const word of [choices.warehouseCode, choices.systemSku, choices.channel]) {
		privacy.hideInWords(word);
	}
}

/** Why a step does not run; empty when it does. */
function whyNot({ service, access }: Step, options: RunOptions): string {
	const { tiktok, oms, write, byHand, through, stop } = options;
	if (service === 'TikTok Shop' && !tiktok) return 'No keys of TikTok Shop were given.';
	if (service === 'OMS' && !oms) return 'No keys of the OMS were given.';
	if (access === 'write' && !write) return 'Only with `--write`.';
	if (access === 'through' && !(write && through && tiktok && oms)) {
		return 'Only with `--write --through` and the keys of both services.';
	}
	if (access === 'byHand' && !byHand) return 'Only with `--by-hand`.';
	return stop.aborted ? 'The check was stopped before.' : '';
}

async function runStep(
	step: Step,
	contextFor: (signal: AbortSignal) => Context,
	stop: AbortSignal,
	findings: Findings,
): Promise<void> {
	const limit = AbortSignal.timeout(step.limitMs);
	try {
		await step.run(contextFor(AbortSignal.any([stop, limit])));
		findings.closeStep(step.name, 'Nothing to see it by.');
	} catch (error) {
		findings.closeStep(step.name, whyEnded(error, { step, stop, limit }));
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
