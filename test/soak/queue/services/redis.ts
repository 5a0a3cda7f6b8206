import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startChild } from '../../../support/n8n/child';
import { freePort } from '../../../support/n8n/process';
import { answers } from './answers';
import type { Service } from './postgres';
import type { Programs } from './programs';

/** A Redis on 127.0.0.1 that keeps nothing on disk. */
export async function startRedis(programs: Programs, folder: string): Promise<Service> {
	mkdirSync(folder, { mode: 0o700 });
	const port = String(await freePort());
	const password = randomBytes(12).toString('hex');
	const configuration = join(folder, 'redis.conf');
	const lines = [
		'bind 127.0.0.1',
		`port ${port}`,
		`dir ${folder}`,
		`requirepass ${password}`,
		'save ""',
		'appendonly no',
	];
	writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
	const logFile = join(folder, 'redis.log');
	const server = startChild(programs.redisServer, [configuration], {
		cwd: folder,
		env: process.env,
		logFile,
	});
	const ping = [programs.redisCli, '-e', '-h', '127.0.0.1', '-p', port, 'ping'];
	try {
		await answers(server, logFile, ping, { REDISCLI_AUTH: password });
	} catch (error) {
		await server.stop();
		throw error;
	}
	const settings = {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: port,
		QUEUE_BULL_REDIS_PASSWORD: password,
	};
	return { settings, stop: server.stop };
}
