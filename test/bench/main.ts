import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Checks } from '../support/checks';
import { stopOnSignals } from '../support/interrupt';
import { ensureN8n } from '../support/n8n/install';
import { packPackage } from '../support/n8n/package';
import { CURRENT } from '../support/n8n/releases';
import type { BenchCase, BenchContext } from './context';
import { benchFirstPull } from './firstPull';
import { benchFloor } from './floor/run';
import { benchFlow } from './flow';
import { benchHandOvers } from './handOvers';
import { benchMapOrders } from './mapOrders/run';
import { benchPending } from './pending';
import { benchRequire } from './require';
import { benchRush } from './rush';
import { benchShipBack } from './shipBack';

const print = (line: string): void => console.log(line);

/** `flow` is the one that runs without `--only`; CI runs `hand-overs` too. */
const CASES: Record<string, BenchCase> = {
	flow: benchFlow,
	'hand-overs': benchHandOvers,
	'map-orders': benchMapOrders,
	require: benchRequire,
	'first-pull-5000': benchFirstPull,
	floor: benchFloor,
	'pending-20000': benchPending,
	rush: benchRush,
	'ship-back-3000': benchShipBack,
};

const USAGE = `npm run bench -- [--only NAME] [--report FILE] [--profile FOLDER]

Measures in a real n8n, against the sandbox. It fails on counts (calls and executions of an idle poll, hand-overs of a day, polls
until a new order is in the OMS, double writes) and where work grows with the square of the orders, never on times. --profile writes a processor profile of n8n, for Chrome's developer tools. NAME is one of ${Object.keys(CASES).join(', ')}; flow without it.

hand-overs:  of a day, in n8n's engine and in quick time
flow:        [--orders 1000,4000] [--idle-polls 3]
map-orders:  [--runs 7] [--stock], which adds Split Out, Merge and Edit Fields and takes minutes
floor:       5,000 orders, against n8n's own nodes and a bare loop with the same calls
pending-20000: [--idle-polls 3] [--day], after which 10,000 orders follow in 8 minutes
rush:        [--minutes 10]`;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', multiple: true, default: ['flow'] },
			orders: { type: 'string', default: '1000,4000' },
			'idle-polls': { type: 'string', default: '3' },
			runs: { type: 'string', default: '7' },
			stock: { type: 'boolean', default: false },
			day: { type: 'boolean', default: false },
			minutes: { type: 'string', default: '10' },
			profile: { type: 'string', default: '' },
			report: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const unknown = values.only.some((name) => !(name in CASES));
	if (values.help || unknown) {
		print(USAGE);
		return values.help ? 0 : 1;
	}
	stopOnSignals();
	const checks = new Checks(print);
	const context: BenchContext = {
		installation: await ensureN8n(CURRENT),
		tarball: await packPackage(),
		checks,
		print,
		orders: values.orders.split(',').map(Number),
		idlePolls: Number(values['idle-polls']),
		runs: Number(values.runs),
		stock: values.stock,
		day: values.day,
		profile: values.profile && resolve(values.profile),
		minutes: Number(values.minutes),
	};
	const results: Record<string, unknown> = {};
	for (const name of values.only) results[name] = await CASES[name](context);
	const figures = values.only.length === 1 ? results[values.only[0]] : results;
	print(JSON.stringify(figures, undefined, '\t'));
	if (values.report) writeFileSync(values.report, JSON.stringify(figures, undefined, '\t'));
	print(checks.summary);
	return checks.allKept ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
