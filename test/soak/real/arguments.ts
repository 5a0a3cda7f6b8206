import { parseArgs } from 'node:util';

/** What `npm run soak:real` was asked for. */
export interface RealOptions {
	orders: number;
	kills: number;
	seed: number;
	/** File for the figures as JSON; empty = none. */
	report: string;
}

const DEFAULTS = { orders: '2000', kills: '20', seed: '1', report: '' };

/** @throws when an argument is unknown or is no number where one is needed */
export function readArguments(args: string[]): RealOptions {
	const { values } = parseArgs({
		args,
		options: {
			orders: { type: 'string', default: DEFAULTS.orders },
			kills: { type: 'string', default: DEFAULTS.kills },
			seed: { type: 'string', default: DEFAULTS.seed },
			report: { type: 'string', default: DEFAULTS.report },
		},
	});
	const number = (name: 'orders' | 'kills' | 'seed'): number => {
		if (!/^[1-9]\d*$/.test(values[name])) {
			throw new Error(`--${name} is "${values[name]}". It must be a whole number of 1 or more.`);
		}
		return Number(values[name]);
	};
	return {
		orders: number('orders'),
		kills: number('kills'),
		seed: number('seed'),
		report: values.report,
	};
}
