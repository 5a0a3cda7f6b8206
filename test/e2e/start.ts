import { writeFileSync } from 'node:fs';

import { readArguments, USAGE, type StartOptions } from './arguments';
import { interrupted, stopOnSignals } from '../support/interrupt';
import { ensureN8n } from '../support/n8n/install';
import { CURRENT } from '../support/n8n/releases';
import { hasForm, hasTemplate } from '../support/n8n/templates';
import { packPackage } from '../support/n8n/package';
import { FORMS, formAddress } from './formAddresses';
import { outcomeOf } from './outcome';
import { countReport, missing } from './report';
import { EXCEPTIONS_TABLE } from '../support/n8n/mappingTables';
import { FORM_LOGIN } from '../support/n8n/setUp';
import { OrderWatcher } from './orderWatcher';
import { startWorld, type World } from '../support/n8n/world';

/** From the end of n8n's installation. */
const RUN_WITHIN_MS = 8 * 60_000;

const print = (line: string): void => console.log(line);

/** `npm start`: the whole package in a real n8n, against a TikTok Shop and an OMS on this machine. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	if (options.help) {
		print(USAGE);
		return 0;
	}
	stopOnSignals();
	const installation = await ensureN8n(CURRENT);
	const startedAt = Date.now();
	print('Building and packing the package …');
	const world = await startWorld(installation, await packPackage(), print);
	try {
		introduce(world, options);
		const watcher = new OrderWatcher(world, print);
		if (!options.once) return await watch(world, watcher);
		const inTime = await watcher.goToTheEnd(startedAt + RUN_WITHIN_MS);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		return conclude(world, watcher, options, seconds, inTime);
	} finally {
		print('Stopping n8n and the sandbox …');
		await world.stop();
	}
}

function introduce(world: World, options: StartOptions): void {
	const { n8n, login, sandbox } = world;
	const { orderSync, toWarehouse, shipBack, authorizationWatch } = world;
	const link = (id: string): string => `${n8n.url}/workflow/${id}`;
	const page = `orders       ${n8n.url}/webhook/tiktok-shop-orders   all orders, and what can be done about them
             user ${FORM_LOGIN.username}     password ${FORM_LOGIN.password}`;
	print(`
${hasTemplate('orders-page') ? page : ''}
n8n          ${n8n.url}     user ${login.email}     password ${login.password}
  ${link(orderSync.id)}   ${orderSync.name}
  ${link(toWarehouse.id)}   ${toWarehouse.name}
  ${link(shipBack.id)}   ${shipBack.name}
  ${link(authorizationWatch.id)}   ${authorizationWatch.name}
forms        user ${FORM_LOGIN.username}     password ${FORM_LOGIN.password}
${FORMS.filter(([template]) => hasForm(template))
	.map(([template, what]) => `  ${n8n.url}${formAddress(template)}   ${what}`)
	.join('\n')}
TikTok Shop  ${sandbox.tiktokUrl}     (sandbox; what it saw: ${sandbox.tiktokUrl}/_sandbox/books)
OMS          ${sandbox.omsUrl}     (sandbox)

${sandbox.books().seeded} orders in two shops. n8n polls every minute here (every 15 minutes in the templates).${
		options.once ? '' : ' Ctrl-C stops everything.'
	}
`);
}

/** Until Ctrl-C. What you do in the editor meanwhile must not end it. Once all orders have reached their end it says where to look. */
async function watch(world: World, watcher: OrderWatcher): Promise<number> {
	let last = '';
	let isTold = false;
	for (;;) {
		try {
			await watcher.goOn();
			if (!isTold && watcher.allArrived()) {
				isTold = true;
				summarize(world, watcher);
				print('n8n and the sandbox go on. Ctrl-C stops everything.');
			}
		} catch (error) {
			interrupted.throwIfAborted();
			const { message } = error as Error;
			if (message !== last) print(`       (looking failed, trying again: ${message})`);
			last = message;
		}
	}
}

/** What became of the orders, and where to see it. */
function summarize({ sandbox, n8n, orderSync, shipBack }: World, { progress }: OrderWatcher): void {
	const books = sandbox.books();
	print(`
What became of the ${books.seeded} orders
${outcomeOf(books, progress).join('\n')}

Where to look
  each run           ${n8n.url}/workflow/${orderSync.id}/executions     ${n8n.url}/workflow/${shipBack.id}/executions
  what waits, why    ${n8n.url}/home/datatables     data table ${EXCEPTIONS_TABLE}
  decide on them     ${n8n.url}/form/tiktok-shop-exception-desk
  both services      ${sandbox.tiktokUrl}/_sandbox/books
`);
}

function conclude(
	world: World,
	watcher: OrderWatcher,
	options: StartOptions,
	seconds: number,
	inTime: boolean,
): number {
	const { sandbox, n8nVersion } = world;
	const { progress } = watcher;
	const books = sandbox.books();
	const report = countReport(books, progress, n8nVersion, seconds);
	const text = JSON.stringify(report, undefined, '\t');
	if (options.report) writeFileSync(options.report, `${text}\n`);
	print(`\n${text}`);
	summarize(world, watcher);
	const lacking = missing(books, progress, report);
	if (!inTime && lacking.length === 0)
		lacking.push('a workflow did not run again at its next poll');
	if (lacking.length === 0) print('\nEvery order has reached its end.');
	else print(`\nMissing:\n${lacking.map((each) => `  - ${each}`).join('\n')}`);
	return lacking.length === 0 ? 0 : 1;
}

main()
	.catch((error: unknown) => {
		if (interrupted.aborted) {
			print('Stopped.');
			return 130;
		}
		console.error(error instanceof Error ? error.message : error);
		return 1;
	})
	.then((code) => process.exit(code));
