import { writeFileSync } from 'node:fs';

import { readArguments } from './arguments';
import { figuresOf, printed } from './report';
import { runForParent, runWorld, runWorlds, type Progress } from './worlds';

/** `npm run soak`: exit 0 when every promise was kept, 1 with seed and event when one was broken. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	if (process.send) {
		await runForParent(options);
		return 0;
	}
	const startedAt = performance.now();
	const shown: number[] = [];
	const progress: Progress = (world, done, text) => {
		if (done < (shown[world] ?? 0) + 0.1) return;
		shown[world] = done;
		const seconds = Math.round((performance.now() - startedAt) / 1_000);
		console.log(`world ${world}: ${Math.round(done * 100)} % after ${seconds} s: ${text}`);
	};
	const only = options.worlds === 1 ? 1 : options.world;
	const result = await (only > 0
		? runWorld(options, only, progress)
		: runWorlds(options, progress));
	const figures = figuresOf(result, options, (performance.now() - startedAt) / 1_000);
	console.log(printed(figures));
	if (options.report) writeFileSync(options.report, `${JSON.stringify(figures, null, '\t')}\n`);
	return figures.violation ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(failure: unknown) => {
		console.error(failure);
		process.exit(2);
	},
);
