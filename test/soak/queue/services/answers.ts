import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { pause } from '../../../support/interrupt';
import { lastLines, type Child } from '../../../support/n8n/child';

const WITHIN_MS = 60_000;
const run = promisify(execFile);

/**
 * Waits until the tool of a server ends well, which it does when the server answers.
 *
 * @throws with the last lines of the log when the server ends or takes too long
 */
export async function answers(
	server: Child,
	logFile: string,
	[tool, ...args]: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<void> {
	const until = Date.now() + WITHIN_MS;
	while (!server.hasEnded() && Date.now() < until) {
		try {
			await run(tool, args, { env: { ...process.env, ...env } });
			return;
		} catch {
			await pause(200);
		}
	}
	throw new Error(`${tool} got no answer. The last lines of the server:\n${lastLines(logFile)}`);
}
