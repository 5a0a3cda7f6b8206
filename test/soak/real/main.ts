import { writeFileSync } from 'node:fs';

import { interrupted, stopOnSignals } from '../../support/interrupt';
import { ensureN8n } from '../../support/n8n/install';
import { CURRENT } from '../../support/n8n/releases';
import { packPackage } from '../../support/n8n/package';
import { readArguments } from './arguments';
import { Instance } from './n8n/instance';
import { RealSoak } from './real';
import { figuresOf, printed } from './report';

const print = (line: string): void => console.log(line);

/** `npm run soak:real`: exit 0 when every promise was kept, 1 with seed and event when one was broken. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	stopOnSignals();
	const installation = await ensureN8n(CURRENT);
	const startedAt = Date.now();
	print('Building and packing the package …');
	const tarball = await packPackage();
	const makeInstance = (name: string): Instance => new Instance(name, installation, tarball);
	const soak = await RealSoak.prepare(options, makeInstance, print);
	try {
		const kept = await soak.run();
		const figures = await figuresOf(soak, options, (Date.now() - startedAt) / 1_000);
		print(printed(figures));
		if (options.report) writeFileSync(options.report, `${JSON.stringify(figures, null, '\t')}\n`);
		return kept ? 0 : 1;
	} finally {
		await soak.close();
	}
}

main()
	.catch((error: unknown) => {
		if (interrupted.aborted) {
			print('Stopped.');
			return 130;
		}
		// Not the whole error: one of an HTTP call holds the cookie.
		console.error(error instanceof Error ? error.stack : error);
		return 2;
	})
	.then((code) => process.exit(code));
