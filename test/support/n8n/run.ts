import { spawn } from 'node:child_process';

import { interrupted } from '../interrupt';

/** What npm hands to the scripts it starts and what would change the meaning of an npm call made by us. */
const INHERITED =
	/^npm_(package_|lifecycle_|command$|config_(ignore_scripts|local_prefix|prefix|dry_run)$)/i;

const STOP_WITHIN_MS = 5_000;

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Called every ten seconds while the command runs. */
	onTick?: (seconds: number) => void;
}

/** Environment of this process without what `npm run` added to it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !INHERITED.test(name)));
}

/** Runs a command to its end and returns its standard output; a failure carries the last lines of both outputs. */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
	interrupted.throwIfAborted();
	const started = Date.now();
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env ?? cleanEnvironment(),
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: npm's children are stopped with it.
		detached: true,
	});
	let stdout = '';
	let all = '';
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk;
		all = (all + chunk).slice(-8_000);
	});
	child.stderr.on('data', (chunk: Buffer) => (all = (all + chunk).slice(-8_000)));
	const seconds = () => Math.round((Date.now() - started) / 1_000);
	const tick = setInterval(() => options.onTick?.(seconds()), 10_000);
	let patience: NodeJS.Timeout | undefined;
	const signal = (name: NodeJS.Signals) => {
		if (child.pid) signalGroup(child.pid, name);
	};
	const stop = () => {
		signal('SIGTERM');
		patience = setTimeout(() => signal('SIGKILL'), STOP_WITHIN_MS);
	};
	process.once('exit', stop);
	interrupted.addEventListener('abort', stop);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		interrupted.throwIfAborted();
		if (code !== 0) {
			throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${all.trim()}`);
		}
		return stdout;
	} finally {
		clearInterval(tick);
		clearTimeout(patience);
		process.removeListener('exit', stop);
		interrupted.removeEventListener('abort', stop);
	}
}

/** Signals a process and all it started, where it leads a group of its own. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(-pid, name);
	} catch {
		// Already gone.
	}
}

/**
 * Runs the machine's npm under the given Node.
 *
 * @param node  path of the node program; npm's own scripts and native builds use it too
 */
export async function npm(node: string, args: string[], options: RunOptions): Promise<string> {
	const cli = process.env.npm_execpath;
	return cli?.endsWith('.js')
		? await run(node, [cli, ...args], options)
		: await run('npm', args, options);
}
