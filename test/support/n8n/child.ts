import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

import { signalGroup } from './run';

const STOP_WITHIN_MS = 10_000;
const SHOWN_LINES = 30;

export interface Child {
	pid: number;
	hasEnded(): boolean;
	/** SIGTERM or the signal of the options, and SIGKILL for one that does not end. */
	stop(): Promise<void>;
	/** SIGKILL to it and all it has started, sent before this returns; resolves when it is gone. */
	kill(): Promise<void>;
}

export interface ChildOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Both outputs are appended to it. */
	logFile: string;
	/** Whom it runs as, where that is not this process's own user. */
	user?: { uid: number; gid: number };
	stopBy?: NodeJS.Signals;
}

/** Starts a program that runs until it is stopped, at the latest with this process. */
export function startChild(program: string, args: string[], options: ChildOptions): Child {
	const { cwd, env, logFile, user, stopBy = 'SIGTERM' } = options;
	const log = openSync(logFile, 'a');
	// It and what it starts are one process group.
	const child = spawn(program, args, {
		cwd,
		env,
		...user,
		stdio: ['ignore', log, log],
		detached: true,
	});
	closeSync(log);
	let ended = false;
	const gone = new Promise<void>((resolve) => {
		const end = (): void => {
			ended = true;
			resolve();
		};
		child.once('exit', end);
		child.once('error', end);
	});
	const signal = (name: NodeJS.Signals) => {
		if (!ended && child.pid) signalGroup(child.pid, name);
	};
	const lastResort = () => signal('SIGKILL');
	process.once('exit', lastResort);
	const isGone = async (): Promise<void> => {
		await gone;
		process.removeListener('exit', lastResort);
	};
	return {
		pid: child.pid ?? 0,
		hasEnded: () => ended,
		async stop() {
			signal(stopBy);
			const patience = setTimeout(() => signal('SIGKILL'), STOP_WITHIN_MS);
			await isGone();
			clearTimeout(patience);
		},
		async kill() {
			signal('SIGKILL');
			await isGone();
		},
	};
}

export function lastLines(file: string): string {
	return readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-SHOWN_LINES).join('\n');
}
