import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { argumentsOf, type SoakOptions } from './arguments';
import { MUTANTS } from '../mutants/list';
import { ROOT, Sources } from './process/modules';
import { resultOf, together, type Result } from './result';
import { Soak } from './soak';

/** Told every virtual hour. */
export type Progress = (world: number, done: number, text: string) => void;

/** What the process of a world sends. */
type Message = { progress: Parameters<Progress> } | { result: Result };

/** One world, in this process. */
export async function runWorld(
	options: SoakOptions,
	world: number,
	progress: Progress,
): Promise<Result> {
	const mutant = MUTANTS.find(({ name }) => name === options.mutant);
	if (options.mutant && !mutant) throw new Error(`There is no mutant "${options.mutant}"`);
	const soak = new Soak(options, world, new Sources(mutant?.mutations ?? []));
	const violation = await soak.run((done, text) => progress(world, done, text));
	return resultOf(soak, world, violation);
}

/** All worlds, each in a process of its own. The first one that breaks a promise ends the others, and is the result. */
export async function runWorlds(options: SoakOptions, progress: Progress): Promise<Result> {
	const children: ChildProcess[] = [];
	const run = async (world: number): Promise<Result> => {
		const file = join(ROOT, 'test/soak/virtual/main.ts');
		const child = fork(file, argumentsOf({ ...options, world, report: '' }));
		children.push(child);
		let result: Result | undefined;
		child.on('message', (message: Message) => {
			if ('result' in message) result = message.result;
			else progress(...message.progress);
		});
		// The last message may be read after the process has ended.
		await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
		if (!result) throw new Error(`World ${world} ended with ${child.signalCode ?? child.exitCode}`);
		if (result.violation) throw new Broken(result);
		return result;
	};
	try {
		const worlds = Array.from({ length: options.worlds }, (_, index) => index + 1);
		return together(await Promise.all(worlds.map(run)));
	} catch (failure) {
		for (const child of children) child.kill();
		if (failure instanceof Broken) return failure.result;
		throw failure;
	}
}

/** In the process of a world: sends its result to the parent. */
export async function runForParent(options: SoakOptions): Promise<void> {
	// Without the callback, the process could end before its last message has left.
	const send = async (message: Message): Promise<void> =>
		await new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
	const progress: Progress = (...said) => void send({ progress: said });
	await send({ result: await runWorld(options, options.world, progress) });
}

class Broken extends Error {
	constructor(readonly result: Result) {
		super(`World ${result.world} broke a promise`);
	}
}
