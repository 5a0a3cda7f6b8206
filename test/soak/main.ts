import { writeFileSync } from 'node:fs';

import { readArguments } from './arguments';
import { MUTANTS } from './mutants/list';
import { Sources } from './process/modules';
import { figuresOf, printed } from './report';
import { Soak } from './soak';

/** `npm run soak`: exit 0 when every promise was kept, 1 with seed and event when one was broken. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	const mutant = MUTANTS.find(({ name }) => name === options.mutant);
	if (options.mutant && !mutant) throw new Error(`There is no mutant "${options.mutant}"`);
	const soak = new Soak(options, new Sources(mutant?.mutations ?? []));
	const startedAt = performance.now();
	let shown = 0;
	const violation = await soak.run((done, text) => {
		if (done < shown + 0.1) return;
		shown = done;
		const seconds = Math.round((performance.now() - startedAt) / 1_000);
		console.log(`${Math.round(done * 100)} % after ${seconds} s: ${text}`);
	});
	const wallSeconds = (performance.now() - startedAt) / 1_000;
	const figures = figuresOf(soak, options, wallSeconds, violation);
	console.log(printed(figures));
	if (options.report) writeFileSync(options.report, `${JSON.stringify(figures, null, '\t')}\n`);
	return violation ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(failure: unknown) => {
		console.error(failure);
		process.exit(2);
	},
);
