import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps PostgreSQL's programs where no PATH looks. */
const POSTGRES_FOLDERS = '/usr/lib/postgresql';

export interface Programs {
	redisServer: string;
	redisCli: string;
	initdb: string;
	postgres: string;
	pgIsReady: string;
}

/** A program that the run needs is not here and could not be installed. */
export class MissingProgram extends Error {}

/**
 * PostgreSQL and Redis of this machine, installed when they are missing and this is root on a Debian.
 *
 * @throws MissingProgram with the way out
 */
export function ensurePrograms(print: (line: string) => void): Programs {
	const missing = [
		...(find('redis-server') && find('redis-cli') ? [] : ['redis-server']),
		...(find('initdb') && find('postgres') ? [] : ['postgresql']),
	];
	if (missing.length > 0) install(missing, print);
	return {
		redisServer: needed('redis-server'),
		redisCli: needed('redis-cli'),
		initdb: needed('initdb'),
		postgres: needed('postgres'),
		pgIsReady: needed('pg_isready'),
	};
}

function install(packages: string[], print: (line: string) => void): void {
	if (process.getuid?.() !== 0 || !find('apt-get')) return;
	print(`Installing ${packages.join(' and ')} with apt-get …`);
	// In this run level Debian starts no service of a package that it installs.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const options = {
		env,
		stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
	};
	try {
		execFileSync('apt-get', ['update', '-qq'], options);
		execFileSync('apt-get', ['install', '-y', '-qq', ...packages], options);
	} catch (error) {
		print(`apt-get did not install them: ${(error as Error).message}`);
	}
}

function needed(name: string): string {
	const program = find(name);
	if (program) return program;
	throw new MissingProgram(
		`The queue run needs PostgreSQL and Redis, and "${name}" is not on this machine. Install both (Debian, Ubuntu: apt-get install postgresql redis-server), or put the folder of "${name}" into PATH, then run again.`,
	);
}

function find(name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return [...folders, ...postgresFolders()].map((folder) => join(folder, name)).find(isProgram);
}

/** Newest first. */
function postgresFolders(): string[] {
	try {
		const versions = readdirSync(POSTGRES_FOLDERS).sort((a, b) => Number(b) - Number(a));
		return versions.map((version) => join(POSTGRES_FOLDERS, version, 'bin'));
	} catch {
		return [];
	}
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
