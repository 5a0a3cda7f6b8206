import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

import { name as packageName } from '../../../package.json';
import { pause } from '../../support/interrupt';
import { startInstance, type Instance } from '../../support/n8n/instance';
import { importOnly, type PublishedWorkflow } from '../../support/n8n/publish';
import type { BenchContext } from '../context';
import { median, round } from '../figures';
import {
	CODE_NODE,
	contenders,
	FLOOR,
	OURS,
	STOCK,
	workflowOf,
	type Contender,
} from './contenders';

const NODES = join(__dirname, 'nodes');
const RUN_WITHIN_MS = 10 * 60_000;

export interface MapOrdersFigures {
	orders: number;
	rows: number;
	/** Time of the mapping nodes as n8n measured it, ms; the first run of each is left out, except where there is only one. */
	times: Record<string, { median: number; fastest: number; runs: number[] }>;
	/** By the medians, and by the fastest run of each. */
	mapOrdersToFloor: { median: number; fastest: number };
	codeToMapOrders: number;
}

/** Measures Map Orders against a node that validates nothing and against n8n's own nodes, by turns in one n8n. */
export async function benchMapOrders({
	installation,
	tarball,
	print,
	runs,
	stock,
}: BenchContext): Promise<MapOrdersFigures> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-bench-nodes-'));
	writeNodes(folder);
	const instance = await startInstance(installation, tarball, print, {
		N8N_CUSTOM_EXTENSIONS: join(folder, 'nodes'),
	});
	try {
		return await measure(instance, folder, { runs, stock }, print);
	} finally {
		await instance.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** n8n loads nodes of its own folder as JavaScript. */
function writeNodes(folder: string): void {
	mkdirSync(join(folder, 'nodes'));
	for (const file of readdirSync(NODES)) {
		const source = readFileSync(join(NODES, file), 'utf8');
		const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
		const { outputText } = transpileModule(source, { compilerOptions });
		writeFileSync(join(folder, 'nodes', `${basename(file, '.ts')}.js`), outputText);
	}
}

async function measure(
	{ api }: Instance,
	folder: string,
	{ runs, stock }: Pick<BenchContext, 'runs' | 'stock'>,
	print: (line: string) => void,
): Promise<MapOrdersFigures> {
	const counts = { orders: 10_000, rows: 20_000 };
	const file = join(folder, 'times.json');
	const all: Array<{ contender: Contender; workflow: PublishedWorkflow; taken: number[] }> = [];
	for (const contender of contenders(packageName)) {
		if (contender.name === STOCK && !stock) continue;
		const workflow = await importOnly(api, workflowOf(contender, counts, file));
		all.push({ contender, workflow, taken: [] });
	}
	for (let turn = 0; turn <= runs; turn++) {
		for (const { contender, workflow, taken } of all) {
			if (turn >= (contender.runs ?? Number.POSITIVE_INFINITY)) continue;
			rmSync(file, { force: true });
			await api.runByHand(workflow.id, workflow.manualTrigger);
			const { times, items } = await written(file);
			const ms = contender.nodes.reduce((sum, { name }) => sum + times[name], 0);
			print(`${contender.name}: ${ms} ms, ${items} items`);
			if (items < counts.orders) throw new Error(`${contender.name} gave ${items} items.`);
			// The first run compiles; it counts where it is the only one.
			if (turn > 0 || contender.runs === 1) taken.push(ms);
			await pause(1_500);
		}
	}
	const times = Object.fromEntries(
		all.map(({ contender, taken }) => [
			contender.name,
			{ median: median(taken), fastest: Math.min(...taken), runs: taken },
		]),
	);
	return {
		...counts,
		times,
		mapOrdersToFloor: {
			median: round(times[OURS].median / times[FLOOR].median),
			fastest: round(times[OURS].fastest / times[FLOOR].fastest),
		},
		codeToMapOrders: round(times[CODE_NODE].median / times[OURS].median),
	};
}

interface Written {
	times: Record<string, number>;
	items: number;
}

async function written(file: string): Promise<Written> {
	const until = Date.now() + RUN_WITHIN_MS;
	while (!existsSync(file)) {
		if (Date.now() > until) throw new Error('The execution does not end.');
		await pause(200);
	}
	return JSON.parse(readFileSync(file, 'utf8')) as Written;
}
