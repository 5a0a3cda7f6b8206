import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const FILE = resolve(__dirname, '..', '..', 'docker', 'compose.yaml');

export interface ComposeService {
	image: string;
	command?: string | string[];
	environment?: Record<string, string | number>;
	volumes?: string[];
	depends_on?: string[] | Record<string, { condition: string }>;
	deploy?: { replicas: number };
	healthcheck?: { test: string[] };
	ports?: string[];
	build?: { context: string; dockerfile: string };
}

export interface Compose {
	services: Record<string, ComposeService>;
	volumes: Record<string, null>;
}

/**
 * The compose file as Compose reads it.
 *
 * @param values  of the .env file
 * @throws where a value is missing that has to be there
 */
export function readCompose(values: Readonly<Record<string, string>>): Compose {
	const text = readFileSync(FILE, 'utf8').replace(
		/\$\{(\w+)(?::([?-])([^}]*))?\}/g,
		(_, name: string, kind: string | undefined, more: string) => {
			if (values[name]) return values[name];
			if (kind === '?') throw new Error(`${name} is missing: ${more}`);
			return kind === '-' ? more : '';
		},
	);
	return parse(text, { merge: true }) as Compose;
}
