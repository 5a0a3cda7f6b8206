import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';

import { n8n as description } from '../../package.json';
import type { BenchContext } from './context';
import { median, round } from './figures';

const CHECKOUT = resolve(__dirname, '..', '..');

export interface RequireFigures {
	/** Time of `require`, ms, each in a process of its own, by turns. */
	peer: { median: number; runs: number[] };
	/** All nodes and credentials, once the peer is loaded, as in n8n. */
	nodes: { median: number; runs: number[] };
	nodesToPeer: number;
	unpackedKb: number;
	packedKb: number;
	files: number;
}

/** Measures how long n8n takes to load the nodes, against its own `n8n-workflow`, and how large the package is. */
export async function benchRequire({
	installation,
	tarball,
	runs,
}: BenchContext): Promise<RequireFigures> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-bench-require-'));
	try {
		execFileSync('tar', ['xzf', tarball, '-C', folder]);
		const root = join(folder, 'package');
		const files = [...description.nodes, ...description.credentials].map((file) =>
			join(root, file),
		);
		const script = `
			const { performance } = require('node:perf_hooks');
			const took = (names) => {
				const from = performance.now();
				for (const name of names) require(name);
				return performance.now() - from;
			};
			const peer = took(['n8n-workflow']);
			const nodes = took(${JSON.stringify(files)});
			console.log(JSON.stringify({ peer, nodes }));`;
		const taken: Array<{ peer: number; nodes: number }> = [];
		// As n8n does: the package finds n8n's own modules.
		const NODE_PATH = resolve(dirname(installation.program), '..', '..');
		for (let run = 0; run <= runs; run++) {
			const out = execFileSync(installation.node.program, ['-e', script], {
				cwd: NODE_PATH,
				env: { ...installation.node.env, NODE_PATH },
				encoding: 'utf8',
			});
			// The first run fills the cache of files.
			if (run > 0) taken.push(JSON.parse(out) as (typeof taken)[number]);
		}
		const figure = (name: 'peer' | 'nodes') => {
			const all = taken.map((each) => round(each[name]));
			return { median: median(all), runs: all };
		};
		const [peer, nodes] = [figure('peer'), figure('nodes')];
		return { peer, nodes, nodesToPeer: round(nodes.median / peer.median), ...sizes() };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function sizes(): Pick<RequireFigures, 'unpackedKb' | 'packedKb' | 'files'> {
	const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: CHECKOUT,
		encoding: 'utf8',
	});
	const [{ unpackedSize, size, files }] = JSON.parse(out.slice(out.indexOf('['))) as [
		{ unpackedSize: number; size: number; files: unknown[] },
	];
	const inKb = (bytes: number): number => Math.round(bytes / 1_000);
	return { unpackedKb: inKb(unpackedSize), packedKb: inKb(size), files: files.length };
}
