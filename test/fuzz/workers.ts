import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { argumentsOf, type FuzzOptions } from './arguments';
import type { CaseResult } from './report';

/** Which part of the cases a process does. */
export interface Part {
	first: number;
	step: number;
}

/**
 * Runs the cases in processes of their own, as many as there are workers.
 *
 * @param told  called for every case as it ends, in any order
 * @throws when a process ends before its work is done
 */
export async function runInWorkers(
	options: FuzzOptions,
	told: (result: CaseResult) => void,
): Promise<void> {
	const children: ChildProcess[] = [];
	const step = options.replay ? 1 : options.workers;
	const run = async (first: number): Promise<void> => {
		const child = fork(join(__dirname, 'main.ts'), argumentsOf(options), {
			// n8n reads this while it is loaded; its log is not what a user sees.
			env: { ...process.env, N8N_LOG_LEVEL: 'silent', FUZZ_PART: `${first}/${step}` },
		});
		children.push(child);
		child.on('message', (result: CaseResult) => told(result));
		await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
		if (child.exitCode !== 0) {
			throw new Error(`A process of the fuzzer ended with ${child.signalCode ?? child.exitCode}`);
		}
	};
	try {
		await Promise.all(Array.from({ length: step }, async (_, index) => await run(index + 1)));
	} finally {
		for (const child of children) child.kill();
	}
}

/** In a process of {@link runInWorkers}: its part of the cases; undefined elsewhere. */
export function partOfParent(): Part | undefined {
	const [first, step] = (process.env.FUZZ_PART ?? '').split('/').map(Number);
	return process.send && first && step ? { first, step } : undefined;
}

/** Sends what a case brought; waits until it is on its way, because the process may end at once. */
export async function tellParent(result: CaseResult): Promise<void> {
	await new Promise<void>((resolve) => {
		process.send?.(result, undefined, undefined, () => resolve());
	});
}
