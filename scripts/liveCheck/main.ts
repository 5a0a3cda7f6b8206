import { writeFileSync } from 'node:fs';

import { version } from '../../package.json';
import { HELP, readArguments, UsageError, type Arguments } from './arguments';
import { pause } from '../../nodes/shared/stop';
import { askForLink, readKeys } from './keys';
import { report, summary } from '../../nodes/shared/liveCheck/report';
import { runLiveCheck } from './run';
import { terminal } from './terminal';

/** Calls of a person's check are far from any limit that services name. */
const GAP_MS = 400;

/** Exit codes; 0 where nothing is refuted. */
const REFUTED = 1;
const NOT_CHECKED = 2;
const STOPPED = 130;

async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return 0;
	}
	stopOnSignals();
	if (options.link) {
		process.stdout.write(`${await askForLink(terminal, stop.signal)}\n`);
		terminal.say(
			'Open it, agree, and give the address the browser shows then as the redirected URL.',
		);
		return 0;
	}
	return await check(options, stop.signal);
}

async function check(options: Arguments, signal: AbortSignal): Promise<number> {
	const { redirectedUrl, tiktok, oms } = await readKeys(options, process.env, terminal, signal);
	const startedAt = Date.now();
	const result = await runLiveCheck({
		...(tiktok ? { tiktok } : {}),
		...(oms ? { oms } : {}),
		choices: { ...options.choices, redirectedUrl },
		write: options.write,
		byHand: options.byHand,
		through: options.through,
		gapMs: options.isOwnNetwork ? 0 : GAP_MS,
		stop: signal,
		now: Date.now,
		pause,
		ask: async (question, ended) => await terminal.ask(question, ended),
		say: (line) => terminal.say(line),
	});
	const text = report(result, {
		version,
		runBy: `terminal, Node.js ${process.version}`,
		hosts: options.isLive ? 'live' : 'replaced by options',
		mode: [
			'read-only steps',
			...(options.byHand ? ['changes by hand'] : []),
			...(options.write ? ['writing steps'] : []),
		].join(', '),
		startedAt,
		endedAt: Date.now(),
	});
	writeFileSync(options.report, text);
	terminal.say(`\n${summary(result)}. Report: ${options.report}`);
	for (const { assumption, verdict, note } of result.findings) {
		if (verdict === 'refuted') terminal.say(result.clean(`refuted: ${assumption.id}: ${note}`));
	}
	if (result.stopped) return STOPPED;
	if (result.nothingWorked) {
		terminal.say(
			'No call succeeded, so nothing was checked. The report says why, under "Not seen".',
		);
		return NOT_CHECKED;
	}
	return result.findings.some(({ verdict }) => verdict === 'refuted') ? REFUTED : 0;
}

const stop = new AbortController();

/** The first Ctrl-C ends the check in good order and writes the report; a second one ends it at once. */
function stopOnSignals(): void {
	let askedAt = 0;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			// npm passes on the Ctrl-C that the terminal has sent as well, so what comes together counts as one.
			if (askedAt && Date.now() - askedAt > 1_000) process.exit(STOPPED);
			if (askedAt) return;
			askedAt = Date.now();
			terminal.say('\nStopping; test orders are cancelled before. Ctrl-C once more ends at once.');
			stop.abort(new Error('The check was stopped.'));
		});
	}
}

main()
	.then((code) => process.exit(code))
	.catch((error: unknown) => {
		if (stop.signal.aborted) process.exit(STOPPED);
		// Other errors may hold addresses, and addresses hold keys.
		const name = error instanceof Error ? error.name : 'error';
		terminal.say(error instanceof UsageError ? error.message : `The live check failed: ${name}.`);
		process.exit(NOT_CHECKED);
	});
