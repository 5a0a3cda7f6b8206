const controller = new AbortController();

/** Ctrl-C of this process. All waits and child processes check it, so that one place can clean up. */
export const interrupted: AbortSignal = controller.signal;

/**
 * The first signal ends what is going on in good order, a second one at once.
 *
 * A SIGTERM for npm reaches npm and its shell, but not what the shell runs: then the parent is gone, which counts as well.
 */
export function stopOnSignals(): void {
	let asked = 0;
	const stop = (reason: string): void => {
		// npm passes on the Ctrl-C that the terminal has sent as well, so what comes together counts as one.
		if (asked && Date.now() - asked > 1_000) process.exit(130);
		if (asked) return;
		asked = Date.now();
		controller.abort(new Error(`Stopped by ${reason}.`));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => stop(signal));
	}
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		stop('the end of npm');
	}, 500);
	watch.unref();
}

/** Waits, and throws as soon as the process is asked to stop. */
export async function pause(milliseconds: number): Promise<void> {
	interrupted.throwIfAborted();
	await new Promise<void>((resolve, reject) => {
		const onAbort = (): void => {
			clearTimeout(timer);
			reject(interrupted.reason as Error);
		};
		const timer = setTimeout(() => {
			interrupted.removeEventListener('abort', onAbort);
			resolve();
		}, milliseconds);
		interrupted.addEventListener('abort', onAbort, { once: true });
	});
}
