import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { Checks } from '../test/support/checks';
import { stopOnSignals } from '../test/support/interrupt';
import { CURRENT, OLDEST } from '../test/support/n8n/releases';
import { tryInN8n } from './release/inN8n';
import { scan } from './release/scan';
import { packClone, packTree, unpack, type Packed } from './release/source';

const print = (line: string): void => console.log(line);

/**
 * All of a release but the publication: `npm run release:dry`. A clean clone is installed, checked and packed as `npm publish` does it; the
 * tarball is scanned as n8n scans it, unpacked, and installed into the newest and the oldest n8n, where each template is imported.
 *
 * `-- --from-tree` takes this checkout as it is, without `npm ci` and without the checks of a publication; `-- --current` leaves out the
 * oldest n8n.
 */
async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			'from-tree': { type: 'boolean', default: false },
			current: { type: 'boolean', default: false },
		},
	});
	stopOnSignals();
	const checks = new Checks(print);
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-release-'));
	try {
		print(values['from-tree'] ? 'Packing this checkout …' : 'Packing a clean clone …');
		const packed = values['from-tree'] ? await packTree() : await packClone(folder, print);
		const unpacked = await unpack(packed.tarball, folder);
		lookAtContents(packed, unpacked, checks);
		print('Scanning it as n8n does …');
		for (const [half, found] of Object.entries(await scan(unpacked, packed.source))) {
			checks.that(`the ${half} passes n8n's scan`, found === '', found);
		}
		for (const release of values.current ? [CURRENT] : [CURRENT, OLDEST]) {
			print(`Installing it into n8n ${release.version} …`);
			await tryInN8n(release, packed.tarball, unpacked, checks);
		}
		print(`\n${checks.summary}`);
		return checks.allKept ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

function lookAtContents({ tarball, published }: Packed, unpacked: string, checks: Checks): void {
	const { n8n } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	const missing = [...n8n.nodes, ...n8n.credentials].filter(
		(file) => !existsSync(join(unpacked, file)),
	);
	checks.that('the tarball holds every file that n8n loads', missing.length === 0, missing);
	const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(unpacked, join(parentPath, name)));
	if (published) {
		const differing = [
			...published.filter((file) => !files.includes(file)),
			...files.filter((file) => !published.includes(file)),
		];
		const isSame = published.length > 0 && differing.length === 0;
		checks.that(`npm publish would publish the same ${files.length} files`, isSame, differing);
	}
	const unpackedSize = files.reduce((sum, file) => sum + statSync(join(unpacked, file)).size, 0);
	const sizes = [statSync(tarball).size, unpackedSize].map(kilobytes);
	print(`  ${sizes[0]} packed, ${sizes[1]} in ${files.length} files unpacked`);
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1_000)} KB`;

main()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		return 2;
	})
	.then((code) => process.exit(code));
