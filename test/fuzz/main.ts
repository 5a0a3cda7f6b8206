import { writeFileSync } from 'node:fs';

import { Sources } from '../soak/virtual/process/modules';
import { readArguments, type FuzzOptions } from './arguments';
import { caseWithId, casesOf, idOf, runCase } from './cases';
import { FUZZ_MUTANTS } from './mutants';
import { Report } from './report';
import { partOfParent, runInWorkers, tellParent } from './workers';

const TELL_EVERY_MS = 10_000;
/** A case takes some tenths of a second, on a machine that is busy some seconds. */
const LONGEST_CASE_MS = 120_000;

/** `npm run fuzz`: exit 0 when nothing was lost, doubled, wrong, stuck, silent, stopped or said in raw words; else 1. */
async function main(): Promise<number> {
	const options = readArguments(process.argv.slice(2));
	const part = partOfParent();
	if (part) {
		await work(options, part.first, part.step);
		return 0;
	}
	const report = new Report();
	const startedAt = performance.now();
	const seconds = (): number => (performance.now() - startedAt) / 1_000;
	const timer = setInterval(() => console.log(report.progress(seconds())), TELL_EVERY_MS);
	try {
		await runInWorkers(options, (result) => {
			report.add(result);
			if (options.replay) console.log(JSON.stringify(result, null, '\t'));
		});
	} finally {
		clearInterval(timer);
	}
	console.log(report.printed(seconds()));
	const figures = { ...report.figures(seconds()), kinds: report.sorted };
	if (options.report) writeFileSync(options.report, `${JSON.stringify(figures, null, '\t')}\n`);
	return report.failed ? 1 : 0;
}

async function work(options: FuzzOptions, first: number, step: number): Promise<void> {
	const mutant = FUZZ_MUTANTS.find(({ name }) => name === options.mutant);
	if (options.mutant && !mutant) throw new Error(`There is no mutant "${options.mutant}"`);
	const sources = new Sources(mutant?.mutations ?? []);
	const cases = options.replay ? [caseWithId(options.replay)] : casesOf(options, first, step);
	for (const each of cases) {
		const watch = setTimeout(() => {
			console.error(`${idOf(each)} does not end.`);
			process.exit(2);
		}, LONGEST_CASE_MS);
		await tellParent(await runCase(each, sources));
		clearTimeout(watch);
	}
	if (!options.replay) sources.checkMutations();
}

main().then(
	(code) => process.exit(code),
	(failure: unknown) => {
		console.error(failure);
		process.exit(2);
	},
);
