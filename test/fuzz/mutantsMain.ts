import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FUZZ_MUTANTS, type FuzzMutant } from './mutants';
import { FAULTS, type Fault } from './report';

type Counts = Record<Fault, number>;

/** One run in processes of its own. @throws when it does not come to its end, as when a mutant's text is no longer found */
async function countsOf({ only, cases }: FuzzMutant, mutant: string): Promise<Counts> {
	const file = join(tmpdir(), `fuzz-mutant-${process.pid}.json`);
	const given = ['--cases', String(cases), '--only', only, '--mutant', mutant, '--report', file];
	const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts'), ...given], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0 && code !== 1)
		throw new Error(`The run did not end well: ${errors.slice(0, 600)}`);
	const figures = JSON.parse(readFileSync(file, 'utf8')) as Counts;
	rmSync(file);
	return figures;
}

/** Whether more cases show the fault with the break than without. */
async function isCaught(mutant: FuzzMutant, unbroken: Counts): Promise<boolean> {
	const { name, fault } = mutant;
	const broken = await countsOf(mutant, name);
	const shown = FAULTS.map((each) => `${each} ${unbroken[each]} → ${broken[each]}`).join(', ');
	const caught = broken[fault] > unbroken[fault];
	console.log(`${caught ? 'caught  ' : 'SURVIVED'} ${name.padEnd(24)} ${shown}`);
	return caught;
}

/** `npm run fuzz:mutants [name …]`: exit 1 when a break goes unnoticed. */
async function main(): Promise<number> {
	const names = process.argv.slice(2);
	const chosen = FUZZ_MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));
	const unbroken = new Map<string, Counts>();
	let survived = 0;
	for (const mutant of chosen) {
		const run = `${mutant.only} ${mutant.cases}`;
		const counts = unbroken.get(run) ?? (await countsOf(mutant, ''));
		unbroken.set(run, counts);
		if (!(await isCaught(mutant, counts))) survived += 1;
	}
	console.log(`${chosen.length - survived} of ${chosen.length} breaks were noticed.`);
	return survived > 0 ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(failure: unknown) => {
		console.error(failure);
		process.exit(2);
	},
);
