import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { ROOT } from '../process/modules';
import { MUTANTS, type Mutant } from './list';

/** Small enough to be quick, with enough faults that each break meets one. */
const SIZE = ['--orders', '1500', '--faults', '400', '--worlds', '1'];
const SEEDS = ['1', '2', '3'];
const SIDE_BY_SIDE = 2;

interface Outcome {
	mutant: Mutant;
	caught: boolean;
	/** The promise that was broken, or why the run says nothing. */
	how: string;
	seconds: number;
}

/** One run in a process of its own. @returns its exit code, and the line that says what was broken */
async function soak(
	name: string,
	seed: string,
	mode: Mutant['mode'],
	event = '',
): Promise<{ code: number; how: string }> {
	const file = join(ROOT, 'test/soak/main.ts');
	const child = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			file,
			...SIZE,
			'--seed',
			seed,
			'--mode',
			mode,
			'--event',
			event,
			'--mutant',
			name,
		],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	}
	const code = await new Promise<number>((resolve) => {
		child.on('exit', (exit) => resolve(exit ?? 2));
	});
	const line = /^(?:BROKEN: .*|Error: .*)$/m.exec(output)?.[0] ?? '';
	return { code, how: line.replace('BROKEN: ', '') };
}

/** Runs with one seed after the other until one turns red. */
async function hunt(mutant: Mutant): Promise<Outcome> {
	const startedAt = performance.now();
	const outcome = (caught: boolean, how: string): Outcome => ({
		mutant,
		caught,
		how,
		seconds: Math.round((performance.now() - startedAt) / 1_000),
	});
	for (const seed of SEEDS) {
		const { code, how } = await soak(mutant.name, seed, mutant.mode, mutant.event);
		if (code === 1) return outcome(true, `${how} (seed ${seed})`);
		if (code !== 0) return outcome(false, how || 'the run did not come to an end');
	}
	return outcome(false, 'SURVIVED');
}

/** `npm run soak:mutants [name …]`: exit 1 when a break goes unnoticed, or when its text is no longer found. */
async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const waiting = MUTANTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
	const outcomes: Outcome[] = [];
	const worker = async (): Promise<void> => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const outcome = await hunt(next);
			outcomes.push(outcome);
			const { mutant, caught, how, seconds } = outcome;
			const mark = caught ? 'caught  ' : 'SURVIVED';
			console.log(`${mark} ${mutant.name.padEnd(28)} ${String(seconds).padStart(4)} s  ${how}`);
		}
	};
	for (const mode of ['templates', 'cursor'] as const) {
		for (const seed of SEEDS) {
			const { code, how } = await soak('', seed, mode);
			if (code !== 0)
				throw new Error(`The unbroken sources fail with seed ${seed}, ${mode}: ${how}`);
		}
	}
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
	const survived = outcomes.filter(({ caught }) => !caught);
	console.log(`\n${outcomes.length - survived.length} of ${outcomes.length} mutants were caught.`);
	for (const { mutant } of survived) console.log(`Not caught: ${mutant.name}: ${mutant.what}`);
	if (survived.length > 0) process.exitCode = 1;
}

void main().catch((failure: unknown) => {
	console.error(failure);
	process.exitCode = 1;
});
