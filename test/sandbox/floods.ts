import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createGzip, type Gzip } from 'node:zlib';

import type { FaultKind } from './faults';
import type { Waits } from './http';

type Flood = (response: ServerResponse, waits: Waits, delayMs?: number) => Promise<void>;

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const BEGIN = '{"code":0,"data":"';
const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');
/** The most that is sent, so that a client without a limit ends as well. */
const MOST_MEGABYTES = 600;
const MOST_DRIPS = 10_000;

const isOpen = ({ destroyed, socket }: ServerResponse): boolean =>
	!destroyed && socket?.destroyed === false;

async function drip(response: ServerResponse, waits: Waits, delayMs = 2_000): Promise<void> {
	response.writeHead(200, JSON_TYPE).write(BEGIN);
	for (let drips = 0; drips < MOST_DRIPS && isOpen(response); drips++) {
		await waits.wait(delayMs);
		if (isOpen(response)) response.write(' ');
	}
}

/** Waits for the client to read, or to go away. */
async function pour(into: ServerResponse | Gzip, response: ServerResponse): Promise<void> {
	const gone = new AbortController();
	response.once('close', () => gone.abort());
	into.write(BEGIN);
	for (let sent = 0; sent < MOST_MEGABYTES && isOpen(response); sent++) {
		if (into.write(MEGABYTE)) continue;
		await once(into, 'drain', { signal: gone.signal }).catch(() => undefined);
	}
	into.end();
}

/** Answers that a client must not wait for, or hold, to their end. */
export const FLOODS: Partial<Record<FaultKind, Flood>> = {
	drip,
	endless: async (response) => {
		response.writeHead(200, JSON_TYPE);
		await pour(response, response);
	},
	gzipBomb: async (response) => {
		response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' });
		const gzip = createGzip();
		gzip.pipe(response);
		await pour(gzip, response);
	},
};
