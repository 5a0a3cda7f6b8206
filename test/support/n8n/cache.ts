import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { pause } from '../interrupt';

const FOLDER = 'n8n-nodes-tiktok-shop-oms';
const MARKER = '.complete.json';
const LOCK_WAIT_MS = 20 * 60_000;

/** Where downloaded programs live: outside the checkout, shared by all checkouts of a user. */
export function cacheRoot(): string {
	const own = process.env.N8N_OMS_CACHE_DIR;
	if (own) return own;
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), FOLDER);
}

/** The marker is written last, so a folder without it was interrupted or comes from elsewhere. */
export function isComplete(folder: string): boolean {
	return existsSync(join(folder, MARKER));
}

export function markComplete(folder: string, what: object): void {
	writeFileSync(join(folder, MARKER), `${JSON.stringify(what)}\n`);
}

export function unmark(folder: string): void {
	rmSync(join(folder, MARKER), { force: true });
}

/** Runs `work` while no other process does the same to this folder; a lock whose owner died is taken over. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
	const lock = `${folder}.lock`;
	mkdirSync(cacheRoot(), { recursive: true });
	await takeLock(lock);
	try {
		return await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

async function takeLock(lock: string): Promise<void> {
	const until = Date.now() + LOCK_WAIT_MS;
	for (let told = false; ; told = true) {
		try {
			writeFileSync(lock, String(process.pid), { flag: 'wx' });
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const owner = ownerOf(lock);
		if (owner !== undefined && !isAlive(owner)) {
			rmSync(lock, { force: true });
			continue;
		}
		if (Date.now() > until) {
			throw new Error(
				`Process ${owner} still holds ${lock}. Stop it or delete the file, then run again.`,
			);
		}
		if (!told) console.log(`Waiting for process ${owner}, which is installing the same thing …`);
		await pause(1_000);
	}
}

function ownerOf(lock: string): number | undefined {
	try {
		const pid = Number(readFileSync(lock, 'utf8'));
		return Number.isInteger(pid) && pid > 0 ? pid : undefined;
	} catch {
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
