import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks and tells on a terminal. */
export interface Terminal {
	/** Whether a person sits in front of it. */
	isInteractive: boolean;
	/** @param isSecret  what is typed is not shown */
	ask(question: string, signal: AbortSignal, isSecret?: boolean): Promise<string>;
	say(line: string): void;
}

/** Standard input and error; what is typed for a secret is not shown. */
export const terminal: Terminal = {
	isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
	say: (line) => void process.stderr.write(`${line}\n`),
	async ask(question, signal, isSecret = false) {
		// A reader that shows what is typed writes the question itself.
		if (isSecret) process.stderr.write(question);
		const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
		const output = isSecret ? silent : process.stderr;
		const reader = createInterface({ input: process.stdin, output, terminal: this.isInteractive });
		try {
			return await new Promise<string>((resolve, reject) => {
				const stop = (): void => reject(signal.reason as Error);
				if (signal.aborted) return stop();
				signal.addEventListener('abort', stop, { once: true });
				// In a terminal Ctrl-C comes to the reader, not to the process.
				reader.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
				reader.once('close', () => reject(new Error('The input has ended.')));
				reader.question(isSecret ? '' : question, (answer) => {
					signal.removeEventListener('abort', stop);
					resolve(answer.trim());
				});
			});
		} finally {
			reader.close();
			if (isSecret) process.stderr.write('\n');
		}
	},
};
