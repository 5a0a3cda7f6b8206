import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { Checks } from '../support/checks';
import { stopOnSignals } from '../support/interrupt';
import { ensureN8n } from '../support/n8n/install';
import { packPackage } from '../support/n8n/package';
import { CURRENT } from '../support/n8n/releases';
import { measureFlow, type FlowFigures } from './flow';

const print = (line: string): void => console.log(line);

const USAGE = `npm run bench -- [--orders 1000,4000] [--idle-polls 3] [--report FILE]

Measures the order sync of the templates in a real n8n, against the sandbox. It fails on counts (calls and executions of an idle poll,
polls until a new order is in the OMS), never on times.`;

/** Order statuses that the templates read. */
const STATUSES = 1;

/** Counts that must hold whatever the machine is. */
function check(checks: Checks, { orders, idle, newOrder, firstPull }: FlowFigures): void {
	checks.that(
		`with ${orders} pending, an idle poll makes at most 2 calls for each shop and status`,
		idle.callsPerPollAndShop <= 2 * STATUSES,
		idle,
	);
	checks.that(`with ${orders} pending, idle polls start no execution`, idle.executions === 0, idle);
	checks.that(
		`a new order behind ${orders} is in the OMS after the next poll`,
		newOrder.polls === 1,
		newOrder,
	);
	// Each batch is one execution, and one more of the sub-workflow.
	checks.that(
		`the first pull of ${orders} orders starts an execution for each 500`,
		firstPull.executions <= 2 * Math.ceil(orders / 500) + 2,
		firstPull,
	);
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			orders: { type: 'string', default: '1000,4000' },
			'idle-polls': { type: 'string', default: '3' },
			report: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		print(USAGE);
		return 0;
	}
	stopOnSignals();
	const checks = new Checks(print);
	const installation = await ensureN8n(CURRENT);
	const tarball = await packPackage();
	const figures: FlowFigures[] = [];
	for (const orders of values.orders.split(',').map(Number)) {
		const polls = Number(values['idle-polls']);
		figures.push(await measureFlow(installation, tarball, orders, polls, print));
		check(checks, figures[figures.length - 1]);
	}
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
