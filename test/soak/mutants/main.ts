import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { ROOT, type Mutation } from '../virtual/process/modules';
import { MUTANTS, type Mutant } from './list';

/** Small enough to be quick, with enough faults that each break meets one. */
const SIZE = ['--orders', '1500', '--faults', '400', '--worlds', '1'];
const SEEDS = ['1', '2', '3'];
const SIDE_BY_SIDE = 2;

const JEST_CONFIG = createRequire(join(ROOT, 'package.json'))('./jest.config.js') as {
	transform: Record<string, unknown>;
};

interface Outcome {
	mutant: Mutant;
	caught: boolean;
	/** The promise that was broken, or why the run shows nothing. */
	how: string;
	seconds: number;
}

interface Ended {
	code: number;
	/** The line that names the broken promise. */
	how: string;
}

async function run(arguments_: string[], line: RegExp, mutations = ''): Promise<Ended> {
	const child = spawn(process.execPath, arguments_, {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, MUTATIONS: mutations || '[]' },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	}
	const code = await new Promise<number>((resolve) => {
		child.on('exit', (exit) => resolve(exit ?? 2));
	});
	return { code, how: (line.exec(output)?.[0] ?? '').trim() };
}

/** One soak in a process of its own. */
async function soak(
	mutant: Pick<Mutant, 'name' | 'mode'> & Partial<Mutant>,
	seed: string,
): Promise<Ended> {
	const { name, mode, event = '', waitHours = 0 } = mutant;
	const file = join(ROOT, 'test/soak/virtual/main.ts');
	const given = { seed, mode, event, waitHours, mutant: name };
	const more = Object.entries(given).flatMap(([key, value]) => [`--${key}`, String(value)]);
	const line = /^(?:BROKEN: .*|Error: .*)$/m;
	const ended = await run(['--import', 'tsx', file, ...SIZE, ...more], line);
	return { ...ended, how: ended.how.replace('BROKEN: ', '') };
}

/** One test file, with the broken sources. */
async function jest(test: string, mutations: readonly Mutation[]): Promise<Ended> {
	const { transform, ...config } = JEST_CONFIG;
	const [pattern] = Object.keys(transform);
	const broken = { [pattern]: join(ROOT, 'test/soak/mutants/transform.js') };
	const given = JSON.stringify({ ...config, rootDir: ROOT, transform: broken });
	const bin = join(ROOT, 'node_modules/jest/bin/jest.js');
	return await run(
		[bin, '-w', '1', '--config', given, '--runTestsByPath', test],
		/^\s*● .*$/m,
		JSON.stringify(mutations),
	);
}

/** @throws when a text that a mutant breaks is not there exactly once: then it would prove nothing */
function checkTexts({ name, mutations }: Mutant): void {
	for (const { file, find } of mutations) {
		const count = readFileSync(join(ROOT, file), 'utf8').split(find).length - 1;
		if (count === 1) continue;
		throw new Error(`${name}: ${file} holds its text ${count} times instead of once:\n${find}`);
	}
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
	if (mutant.test) {
		const { code, how } = await jest(mutant.test, mutant.mutations);
		return outcome(code === 1, code === 1 ? `${how} (${mutant.test})` : 'SURVIVED');
	}
	for (const seed of SEEDS) {
		const { code, how } = await soak(mutant, seed);
		if (code === 1) return outcome(true, `${how} (seed ${seed})`);
		if (code !== 0) return outcome(false, how || 'the run did not come to an end');
	}
	return outcome(false, 'SURVIVED');
}

/** @throws when something is red without a mutant */
async function checkUnbroken(mutants: readonly Mutant[]): Promise<void> {
	for (const mode of new Set(mutants.filter(({ test }) => !test).map((each) => each.mode))) {
		for (const seed of SEEDS) {
			const { code, how } = await soak({ name: '', mode }, seed);
			if (code !== 0)
				throw new Error(`The unbroken sources fail with seed ${seed}, ${mode}: ${how}`);
		}
	}
	for (const test of new Set(mutants.flatMap((each) => each.test ?? []))) {
		const { code, how } = await jest(test, []);
		if (code !== 0) throw new Error(`The unbroken sources fail in ${test}: ${how}`);
	}
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
	for (const mutant of waiting) checkTexts(mutant);
	await checkUnbroken(waiting);
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
