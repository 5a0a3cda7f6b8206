import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { cacheRoot, isComplete, markComplete, unmark, withLock } from './cache';
import { cleanEnvironment, npm } from './run';

const NODE_VERSION = '24.21.0';

/** A Node that n8n runs on, with the headers its native module is built against. */
export interface NodeRuntime {
	version: string;
	program: string;
	/** Environment in which this Node comes first, also for npm and node-gyp. */
	env: NodeJS.ProcessEnv;
}

/** n8n 2.41 needs Node 24: the machine's own where it is one with headers, else one from the npm registry. */
export async function ensureNode24(): Promise<NodeRuntime> {
	return ownNode() ?? (await downloadedNode());
}

function ownNode(): NodeRuntime | undefined {
	const home = dirname(dirname(process.execPath));
	const suits =
		process.version.startsWith('v24.') && existsSync(join(home, 'include', 'node', 'node.h'));
	return suits ? runtime(process.version.slice(1), process.execPath, home) : undefined;
}

async function downloadedNode(): Promise<NodeRuntime> {
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(cacheRoot(), `node-${NODE_VERSION}`);
	const home = join(folder, 'node_modules', name);
	const program = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (!isComplete(folder) || !works(program)) {
		await withLock(folder, async () => {
			if (!works(program)) await download(name, folder);
			if (!works(program)) {
				throw new Error(
					`Node ${NODE_VERSION} in ${folder} does not start. Delete the folder and run again.`,
				);
			}
			markComplete(folder, { node: NODE_VERSION });
		});
	}
	return runtime(NODE_VERSION, program, home);
}

async function download(name: string, folder: string): Promise<void> {
	console.log(`Fetching Node ${NODE_VERSION} for n8n (once, about 190 MB) into ${folder} …`);
	mkdirSync(folder, { recursive: true });
	unmark(folder);
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, dependencies: { [name]: NODE_VERSION } }),
	);
	await npm(
		process.execPath,
		['install', '--no-audit', '--no-fund', '--force', '--ignore-scripts'],
		{
			cwd: folder,
			onTick: (seconds) => console.log(`  … fetching Node, ${seconds} s`),
		},
	);
}

function works(program: string): boolean {
	try {
		return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim() === `v${NODE_VERSION}`;
	} catch {
		return false;
	}
}

function runtime(version: string, program: string, home: string): NodeRuntime {
	const base = cleanEnvironment();
	const env = {
		...base,
		PATH: [dirname(program), base.PATH].join(delimiter),
		npm_config_nodedir: home,
	};
	return { version, program, env };
}
