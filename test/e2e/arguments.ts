import { parseArgs } from 'node:util';

export interface StartOptions {
	/** Run until every order has reached its end, then stop. */
	once: boolean;
	/** File for the counts of the run. */
	report?: string;
	help: boolean;
}

export const USAGE = `npm start                             starts the demonstration; Ctrl-C stops it
npm start -- --once                   runs until every order has reached its end; exit code 0 or 1
npm start -- --once --report FILE     the same, and writes the counts to FILE as JSON`;

/** @throws with the usage when the command line is not understood */
export function readArguments(args: string[]): StartOptions {
	try {
		const { values } = parseArgs({
			args,
			options: {
				once: { type: 'boolean', default: false },
				report: { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		if (values.report !== undefined && !values.once) {
			throw new Error('--report belongs to --once.');
		}
		return values;
	} catch (error) {
		throw new Error(`${(error as Error).message}\n\n${USAGE}`);
	}
}
