const controller = new AbortController();

/** Ctrl-C of this process. Whoever waits or runs a child looks here, so that one place can clean up. */
export const interrupted: AbortSignal = controller.signal;

/** The first signal ends what is going on in good order, a second one at once. */
export function stopOnSignals(): void {
	let asked = 0;
	const onSignal = (signal: NodeJS.Signals): void => {
		// npm and tsx pass the same Ctrl-C on, so signals that come together count as one.
		if (asked && Date.now() - asked > 1_000) process.exit(130);
		if (asked) return;
		asked = Date.now();
		controller.abort(new Error(`Stopped by ${signal}.`));
	};
	process.on('SIGINT', onSignal);
	process.on('SIGTERM', onSignal);
	process.on('SIGHUP', onSignal);
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
