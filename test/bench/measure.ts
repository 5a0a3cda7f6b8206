import axios from 'axios';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ASK_EVERY_MS = 50;

export { mainThreadTime, processorTime } from '../support/n8n/processorTime';

/** Resident memory of a process, MB. */
export function memory(pid: number): number {
	const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Math.round(Number(kB) / 1024);
}

/** Size of n8n's SQLite database with its log, bytes. */
export function databaseSize(userFolder: string): number {
	const folder = join(userFolder, '.n8n');
	return readdirSync(folder)
		.filter((name) => name.startsWith('database.sqlite'))
		.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Asks n8n again and again whether it is there: the longest answer is the longest time that its server stood still. */
export class StallWatch {
	private longest = 0;
	private isRunning = true;
	private readonly ended: Promise<void>;

	constructor(private readonly url: string) {
		this.ended = this.watch();
	}

	/** Longest time without an answer, ms. */
	async stop(): Promise<number> {
		this.isRunning = false;
		await this.ended;
		return this.longest;
	}

	private async watch(): Promise<void> {
		while (this.isRunning) {
			const askedAt = performance.now();
			await axios.get(`${this.url}/healthz`, { timeout: 300_000 }).catch(() => undefined);
			this.longest = Math.max(this.longest, Math.round(performance.now() - askedAt));
			await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
		}
	}
}
