import { writeFileSync } from 'node:fs';

import { Checks } from '../../support/checks';
import { interrupted, stopOnSignals } from '../../support/interrupt';
import { ensureN8n } from '../../support/n8n/install';
import { CURRENT } from '../../support/n8n/releases';
import { packPackage } from '../../support/n8n/package';
import { readArguments } from './arguments';
import { Cluster } from './cluster';
import { openWorkspace } from './workspace';
import { checkPromises } from './promises';
import { figuresOf } from './report';
import { QueueRun } from './run';
import { ensurePrograms, MissingProgram } from './services/programs';

const print = (line: string): void => console.log(line);

/** Nothing was tried, as the programs are not here; what test runners take for "skipped". */
const NOT_TRIED = 77;

/** `npm run test:queue`: exit 0 when every promise was kept in n8n's queue mode, 77 without PostgreSQL or Redis. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	const startedAt = Date.now();
	stopOnSignals();
	const programs = ensurePrograms(print);
	const installation = await ensureN8n(CURRENT);
	print('Building and packing the package …');
	const tarball = await packPackage();
	print('Starting PostgreSQL, Redis, and n8n: a main and a webhook process and two workers …');
	const cluster = await Cluster.start(installation, tarball, programs, QueueRun.workers);
	try {
		return await runIn(cluster, options, startedAt);
	} finally {
		await cluster.stop();
	}
}

async function runIn(
	cluster: Cluster,
	options: ReturnType<typeof readArguments>,
	startedAt: number,
): Promise<number> {
	const run = await QueueRun.prepare(options, cluster, print);
	try {
		const workspace = await openWorkspace(cluster, run.around.sandbox);
		await run.run(workspace);
		const figures = await figuresOf(run, workspace);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		const report = { ...options, ...figures, wallSeconds: seconds };
		print(`\n${JSON.stringify(report, undefined, '\t')}\n`);
		if (options.report)
			writeFileSync(options.report, `${JSON.stringify(report, undefined, '\t')}\n`);
		const checks = new Checks(print);
		checkPromises(figures, checks);
		print(`\n${checks.summary}`);
		return checks.allKept ? 0 : 1;
	} finally {
		await run.around.close();
	}
}

main()
	.catch((error: unknown) => {
		if (interrupted.aborted) {
			print('Stopped.');
			return 130;
		}
		if (error instanceof MissingProgram) {
			console.error(error.message);
			return NOT_TRIED;
		}
		// Not the whole error: one of an HTTP call holds the cookie.
		console.error(error instanceof Error ? error.stack : error);
		return 2;
	})
	.then((code) => process.exit(code));
