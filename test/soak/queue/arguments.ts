import { parseArgs } from 'node:util';

/** What `npm run test:queue` was asked for. */
export interface QueueOptions {
	orders: number;
	seed: number;
	/** File for the figures as JSON; empty = none. */
	report: string;
}

/** @throws when an argument is unknown or is no number where one is needed */
export function readArguments(args: string[]): QueueOptions {
	const { values } = parseArgs({
		args,
		options: {
			orders: { type: 'string', default: '1000' },
			seed: { type: 'string', default: '1' },
			report: { type: 'string', default: '' },
		},
	});
	const number = (name: 'orders' | 'seed'): number => {
		if (!/^[1-9]\d*$/.test(values[name])) {
			throw new Error(`--${name} is "${values[name]}". It must be a whole number of 1 or more.`);
		}
		return Number(values[name]);
	};
	return { orders: number('orders'), seed: number('seed'), report: values.report };
}
