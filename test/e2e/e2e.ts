import { parseArgs } from 'node:util';

import { Checks } from '../support/checks';
import { runAfterHandOver } from './afterHandOver/run';
import { runAudit } from './audit/run';
import { runDesk } from './desk/run';
import { runDigest } from './digest/run';
import { runDoors } from './doors/run';
import { EditorRun } from './editor/run';
import { interrupted, stopOnSignals } from '../support/interrupt';
import { runIsolation } from './isolation/run';
import { runLiveCheckForm } from './liveCheck/run';
import { runLooks } from './looks/run';
import { MainRun } from './mainRun';
import { runMappingNew } from './mappingNew/run';
import { ensureN8n, type N8nInstallation } from '../support/n8n/install';
import { CURRENT, OLDEST, type N8nRelease } from '../support/n8n/releases';
import { OAuthRun } from './oauth/run';
import { runOrdersPage } from './ordersPage/run';
import { runPairing } from './pairing/run';
import type { Part } from './part';
import { packPackage } from '../support/n8n/package';
import { SetupRun } from './setup/run';
import { ShipBackRun } from './shipBack/run';
import { runTables } from './tables/run';
import { runUpgrade } from './upgrade/run';

const print = (line: string): void => console.log(line);
const checks = new Checks(print);

interface NamedPart {
	name: string;
	title: string;
	release: N8nRelease;
	run(this: void, part: Part): Promise<void>;
}

const PARTS: NamedPart[] = [
	{
		name: 'main',
		title: 'orders to the warehouse and tracking numbers back',
		release: CURRENT,
		run: async (part) => await MainRun.run(part),
	},
	{
		name: 'desk',
		title: 'mapping by file, manual synchronisation, and orders that wait',
		release: CURRENT,
		run: runDesk,
	},
	{
		name: 'after-hand-over',
		title: 'orders that are cancelled or changed once the warehouse has them',
		release: CURRENT,
		run: runAfterHandOver,
	},
	{
		name: 'audit',
		title: 'both sides next to each other, by form and by hand',
		release: CURRENT,
		run: runAudit,
	},
	{
		name: 'orders-page',
		title: 'the orders page: tabs, filters and actions, and who may use it',
		release: CURRENT,
		run: runOrdersPage,
	},
	{
		name: 'looks',
		title: 'every form at three widths: overlap, cut text, and who cannot use it',
		release: CURRENT,
		run: runLooks,
	},
	{
		name: 'tables',
		title: 'tables as people have them, through the form of the mapping import',
		release: CURRENT,
		run: runTables,
	},
	{
		name: 'mapping-new',
		title: 'mapping rows by the form that picks, and the daily look at them',
		release: CURRENT,
		run: runMappingNew,
	},
	{
		name: 'ship-back',
		title: 'parcels that left before their carriers were paired',
		release: CURRENT,
		run: async (part) => await ShipBackRun.run(part),
	},
	{
		name: 'pairing',
		title: 'the form that pairs carriers: right and wrong input, and parcels that go at once',
		release: CURRENT,
		run: runPairing,
	},
	{
		name: 'isolation',
		title: 'an order, a parcel, a row and a shop that cannot go on, among many that can',
		release: CURRENT,
		run: runIsolation,
	},
	{
		name: 'editor',
		title: 'the templates imported through the editor: closed, at their addresses, and twice',
		release: CURRENT,
		run: async (part) => await EditorRun.run(part),
	},
	{
		name: 'setup',
		title: "README's six steps, clicked and counted",
		release: CURRENT,
		run: async (part) => await SetupRun.run(part),
	},
	{
		name: 'digest',
		title: 'what is told, once, by a chat; and a workflow that fails',
		release: CURRENT,
		run: runDigest,
	},
	{
		name: 'live-check',
		title: 'the live check by its form, reading and writing',
		release: CURRENT,
		run: runLiveCheckForm,
	},
	{
		name: 'doors',
		title: 'strangers at the bridge and the forms, and tokens that stay with their host',
		release: CURRENT,
		run: runDoors,
	},
	{
		name: 'upgrade',
		title: 'the package in place of the version before, with orders on their way',
		release: CURRENT,
		run: runUpgrade,
	},
	{
		name: 'oauth',
		title: 'a shop connected by the Connect button',
		release: CURRENT,
		run: async (part) => await OAuthRun.run(part, true),
	},
	{
		name: 'oauth-oldest',
		title: 'a shop connected without a browser',
		release: OLDEST,
		run: async (part) => await OAuthRun.run(part, false),
	},
];

/**
 * `npm run test:e2e`: the package in a real n8n against the sandbox.
 *
 * `--only NAME` runs one part, `--skip NAME` all others; both may come several times. `--screenshot` replaces the pictures
 * of credential and digest in docs/ (`npm run generate:pictures` takes the others); without it, pictures go to a temporary folder.
 */
async function main(): Promise<void> {
	stopOnSignals();
	const wanted = wantedParts();
	const installations = new Map<N8nRelease, N8nInstallation>();
	for (const { release } of wanted) {
		if (!installations.has(release)) installations.set(release, await ensureN8n(release));
	}
	print('Building and packing the package …');
	const tarball = await packPackage();
	for (const part of wanted) await run(part, installations, tarball);
}

function wantedParts(): NamedPart[] {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', multiple: true, default: [] },
			skip: { type: 'string', multiple: true, default: [] },
			screenshot: { type: 'boolean' },
		},
	});
	const { only, skip } = values;
	const names = PARTS.map(({ name }) => name);
	const unknown = [...only, ...skip].find((name) => !names.includes(name));
	if (unknown !== undefined) {
		throw new Error(`There is no part "${unknown}". Parts: ${names.join(', ')}.`);
	}
	return PARTS.filter(
		({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name),
	);
}

/** A part that fails does not stop the next one. */
async function run(
	{ title, release, run: go }: NamedPart,
	installations: ReadonlyMap<N8nRelease, N8nInstallation>,
	tarball: string,
): Promise<void> {
	const startedAt = Date.now();
	print(`\n== n8n ${release.version}: ${title}`);
	try {
		const installation = installations.get(release) as N8nInstallation;
		await go({ installation, tarball, checks, print });
	} catch (error) {
		interrupted.throwIfAborted();
		brokenOff(error);
	}
	print(`   ${Math.round((Date.now() - startedAt) / 1_000)} s`);
}

function brokenOff(error: unknown): void {
	checks.that('the run comes to its end', false, (error as Error).stack ?? String(error));
}

main()
	.catch((error: unknown) => {
		if (!interrupted.aborted) brokenOff(error);
	})
	.then(() => {
		if (interrupted.aborted) process.exit(130);
		print(`\n${checks.summary}`);
		process.exit(checks.allKept ? 0 : 1);
	});
