import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { isStop, pause, stopSignalOf, throwWhenStopped } from '../stop';
import type { Assumption } from './assumption';
import type { Send } from './http';
import { partReport, type PartReport } from './partReport';
import { LiveCheckRun, type RunResult } from './run';

interface Opened {
	/** Whether the host is the real one. */
	live: boolean;
	shop?: RunResult['shop'];
}

interface NodeRunOptions {
	service: PartReport['liveCheck'];
	assumptions: readonly Assumption[];
	/** Steps that a node cannot run, and why. */
	notHere: Readonly<Record<string, string>>;
	wrote: boolean;
	/** What the person typed to confirm what is written; empty where nothing. */
	typed: string;
	/** Opens the connection, and runs the steps. */
	run(check: LiveCheckRun): Promise<Opened>;
}

/**
 * Runs the live check in a node: the same steps as on the terminal, with the credential of the node. What cannot be opened is a report
 * too, in which nothing was seen.
 *
 * @throws ExecutionStopped
 */
export async function liveCheckInNode(
	context: IExecuteFunctions,
	send: Send,
	{ service, assumptions, notHere, wrote, typed, run }: NodeRunOptions,
): Promise<IDataObject> {
	const stop = stopSignalOf(context);
	const forYou: string[] = [];
	const startedAt = new Date().toISOString();
	const check = new LiveCheckRun({
		assumptions,
		send,
		// The connection keeps the pace.
		gapMs: 0,
		stop: stop ?? new AbortController().signal,
		now: Date.now,
		pause,
		ask: async () => await Promise.resolve(typed.trim()),
		say: () => undefined,
		tell: (line) => forYou.push(line),
	});
	for (const [step, why] of Object.entries(notHere)) check.findings.closeStep(step, why);
	const { live, shop } = await run(check).catch((failure: unknown) => {
		if (isStop(failure)) throw failure;
		const why = whyNotOpened(check, failure);
		for (const { step } of assumptions) check.findings.closeStep(step, why);
		return { live: false, shop: undefined };
	});
	throwWhenStopped(stop);
	const facts = {
		liveCheck: service,
		wrote,
		live,
		startedAt,
		endedAt: new Date().toISOString(),
		forYou,
	};
	return partReport(check.result(shop), facts) as unknown as IDataObject;
}

/** Words of this package's own errors, without values; others may hold addresses. */
function whyNotOpened({ privacy }: LiveCheckRun, failure: unknown): string {
	const isOwn = failure instanceof NodeApiError || failure instanceof NodeOperationError;
	return isOwn ? privacy.words(failure.message) : 'The check could not begin.';
}
