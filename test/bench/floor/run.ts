import axios from 'axios';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { pause } from '../../support/interrupt';
import { publish } from '../../support/n8n/publish';
import type { BenchContext } from '../context';
import { round } from '../figures';
import { mainThreadTime } from '../measure';
import { withOrderSync, type FirstPullFigures, type OrderSyncBench } from '../orderSync';
import { startPlainServer, type PlainServer } from './plainServer';
import { KINDS, Recorder, type Recording } from './recording';
import { BATCH, stockWorkflow, WEBHOOK_PATH } from './stockWorkflow';

const ORDERS = 5_000;
const ROOT = join(__dirname, '..', '..', '..');

export interface FloorFigures {
	orders: number;
	/** Of the order sync, by kind. */
	calls: Record<string, number>;
	/** Time of the main thread for each order, ms. */
	mainThreadMsPerOrder: {
		orderSync: number;
		/** n8n's own nodes, which fetch, put apart and send. */
		stockNodes: number;
		/** The same with Edit Fields, which sets five fields by expressions. */
		stockNodesWithEditFields: number;
		/** The same calls in a program without n8n. */
		bareLoop: number;
	};
	firstPull: FirstPullFigures;
}

/** The main thread's time for each order: the order sync, n8n's own nodes and a bare loop with the same calls, in one run. */
export async function benchFloor(context: BenchContext): Promise<FloorFigures> {
	return await withOrderSync(context, { orders: ORDERS }, async (bench) => {
		const recorder = new Recorder(bench.instance.sandbox);
		const firstPull = await bench.firstPull();
		const recording = recorder.result();
		await bench.unpublish();
		const plain = await startPlainServer(recording);
		try {
			return {
				orders: ORDERS,
				calls: Object.fromEntries(KINDS.map((kind) => [kind, recording[kind].calls])),
				mainThreadMsPerOrder: {
					orderSync: firstPull.mainThreadMsPerOrder,
					stockNodes: await timeOfStock(bench, plain, recording, false),
					stockNodesWithEditFields: await timeOfStock(bench, plain, recording, true),
					bareLoop: await timeOfBareLoop(plain, recording),
				},
				firstPull,
			};
		} finally {
			await plain.close();
		}
	});
}

async function timeOfStock(
	{ instance: { api, n8n } }: OrderSyncBench,
	plain: PlainServer,
	recording: Recording,
	editsFields: boolean,
): Promise<number> {
	const workflow = stockWorkflow(plain.url, recording, ORDERS, editsFields);
	const { id } = await publish(api, workflow);
	await pause(5_000);
	const before = mainThreadTime(n8n.pid);
	for (let done = 0; done < ORDERS; done += BATCH) {
		await axios.post(`${n8n.url}/webhook/${WEBHOOK_PATH}`, {}, { timeout: 300_000 });
	}
	const time = mainThreadTime(n8n.pid) - before;
	await api.call('POST', `/workflows/${id}/deactivate`, {});
	return round(time / ORDERS);
}

async function timeOfBareLoop(plain: PlainServer, recording: Recording): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-bench-floor-'));
	try {
		const file = join(folder, 'recording.json');
		writeFileSync(file, JSON.stringify(recording));
		const program = join(__dirname, 'bareLoop.ts');
		const args = ['--import', 'tsx', program, plain.url, file];
		const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
		return round(Number(stdout.trim()) / ORDERS);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
