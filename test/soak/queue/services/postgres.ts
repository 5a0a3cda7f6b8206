import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startChild, type Child } from '../../../support/n8n/child';
import { freePort } from '../../../support/n8n/process';
import { answers } from './answers';
import type { Programs } from './programs';

const run = promisify(execFile);
const USER = 'n8n';

export interface Service {
	/** Settings of n8n that lead to it. */
	settings: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

/** A PostgreSQL on 127.0.0.1 with everything it writes below `folder`. */
export async function startPostgres(programs: Programs, folder: string): Promise<Service> {
	const { initdb, postgres, pgIsReady } = programs;
	mkdirSync(folder, { mode: 0o700 });
	const password = randomBytes(12).toString('hex');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	const user = await otherUser();
	if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);

	const data = join(folder, 'data');
	const login = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`];
	await run(initdb, ['--pgdata', data, '--encoding=UTF8', '--no-locale', '--no-sync', ...login], {
		cwd: folder,
		...user,
	});
	const port = String(await freePort());
	const logFile = join(folder, 'postgres.log');
	const server: Child = startChild(
		postgres,
		['-D', data, '-p', port, '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'],
		// SIGINT does not wait for those who are connected.
		{ cwd: folder, env: process.env, logFile, user, stopBy: 'SIGINT' },
	);
	try {
		await answers(server, logFile, [pgIsReady, '-q', '-h', '127.0.0.1', '-p', port]);
	} catch (error) {
		await server.stop();
		throw error;
	}
	const settings = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
	return { settings, stop: server.stop };
}

/** PostgreSQL refuses to run as root: then it runs as the user whom its package has made. */
async function otherUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = async (which: '-u' | '-g'): Promise<number> =>
		Number((await run('id', [which, 'postgres'])).stdout);
	return { uid: await idOf('-u'), gid: await idOf('-g') };
}
