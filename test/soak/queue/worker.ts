import { readFileSync } from 'node:fs';

import type { LaunchedN8n } from '../../support/n8n/process';

/** As n8n writes it; the numbers are the execution's. */
const BEGAN = /Worker started execution (\d+)/g;
const ENDED = /Worker finished execution (\d+)/g;

/** Executions in the log of a worker: all that it has begun, and those of them that it has not finished. */
export function executionsIn(log: string): { begun: string[]; inHand: string[] } {
	const ids = (pattern: RegExp): string[] => [...log.matchAll(pattern)].map(([, id]) => id);
	const begun = ids(BEGAN);
	const ended = new Set(ids(ENDED));
	return { begun, inHand: begun.filter((id) => !ended.has(id)) };
}

/** One `n8n worker` process. */
export class Worker {
	constructor(
		readonly name: string,
		readonly process: LaunchedN8n,
	) {}

	get executions(): { begun: string[]; inHand: string[] } {
		return executionsIn(readFileSync(this.process.logFile, 'utf8'));
	}
}
