import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { compileFunction } from 'node:vm';

export const ROOT = resolve(__dirname, '../../../..');

/** A deliberate break: the exact text of a file, and what stands there instead. */
export interface Mutation {
	file: string;
	find: string;
	replace: string;
}

/** What a process sees of the machine it runs on. */
export interface Machine {
	/** Epoch ms by the clock of this machine. */
	now(): number;
	/** Elapsed time, ms, independent of the machine's clock. */
	passed(): number;
	sleep(ms: number): Promise<void>;
	random(): number;
}

interface Module {
	exports: Record<string, unknown>;
}

type Factory = (...values: unknown[]) => void;

const GLOBALS = ['exports', 'require', 'module', 'Date', 'Math', 'performance', 'AbortSignal'];
const realRequire = createRequire(join(ROOT, 'package.json'));

/**
 * The package's own sources, compiled once and started anew for every process: what a module keeps in memory (pacer,
 * queues, tokens in flight) is gone with the process, and clock, waits and chance are those of its machine.
 */
export class Sources {
	private readonly factories = new Map<string, Factory>();
	private readonly applied = new Set<Mutation>();

	constructor(private readonly mutations: readonly Mutation[] = []) {}

	/** @throws when a mutation has not found its text: then it would prove nothing */
	checkMutations(): void {
		for (const mutation of this.mutations) {
			if (this.applied.has(mutation)) continue;
			throw new Error(`The mutation of ${mutation.file} was not applied: the file was not loaded`);
		}
	}

	/** @returns a require of its own, for paths below the package's root */
	start(machine: Machine): (file: string) => Record<string, unknown> {
		const loaded = new Map<string, Module>();
		const workflow = workflowOf(machine);
		const globals = [
			dateOf(machine),
			mathOf(machine),
			{ now: () => machine.passed() },
			{ timeout: (ms: number) => signalAfter(machine, ms) },
		];
		const load = (path: string): Record<string, unknown> => {
			const known = loaded.get(path);
			if (known) return known.exports;
			const isData = path.endsWith('.json');
			const module = { exports: isData ? realRequire(path) : {} } as Module;
			loaded.set(path, module);
			if (isData) return module.exports;
			const requireHere = (name: string): unknown => {
				if (name === 'n8n-workflow') return workflow;
				return name.startsWith('.') ? load(fileOf(join(dirname(path), name))) : realRequire(name);
			};
			this.factory(path)(module.exports, requireHere, module, ...globals);
			return module.exports;
		};
		return (file) => load(fileOf(join(ROOT, file)));
	}

	private factory(path: string): Factory {
		const known = this.factories.get(path);
		if (known) return known;
		const { code } = transformSync(this.mutated(path), {
			filename: path,
			jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
			module: { type: 'commonjs' },
			sourceMaps: 'inline',
		});
		const factory = compileFunction(code, GLOBALS, { filename: path }) as Factory;
		this.factories.set(path, factory);
		return factory;
	}

	private mutated(path: string): string {
		let source = readFileSync(path, 'utf8');
		for (const mutation of this.mutations) {
			if (relative(ROOT, path) !== mutation.file) continue;
			const parts = source.split(mutation.find);
			if (parts.length !== 2) {
				throw new Error(
					`${mutation.file} holds the text to break ${parts.length - 1} times instead of once:\n${mutation.find}`,
				);
			}
			source = parts.join(mutation.replace);
			this.applied.add(mutation);
		}
		return source;
	}
}

function fileOf(path: string): string {
	return [`${path}.ts`, join(path, 'index.ts'), path].find(existsSync) ?? path;
}

function dateOf(machine: Machine): DateConstructor {
	return class extends Date {
		constructor(...given: [] | [string | number]) {
			super(given.length === 0 ? machine.now() : given[0]);
		}

		static override now(): number {
			return machine.now();
		}
	} as DateConstructor;
}

const mathOf = (machine: Machine): Math =>
	Object.create(Math, { random: { value: () => machine.random() } }) as Math;

const workflowOf = (machine: Machine): object =>
	Object.create(realRequire('n8n-workflow') as object, {
		sleep: { value: machine.sleep },
	}) as object;

/** The network gives up first, as n8n's request helper does. */
const AFTER_THE_NETWORK_MS = 50;

/** `AbortSignal.timeout` in virtual time: on a busy machine the real one would end calls that are still under way. */
function signalAfter(machine: Machine, ms: number): AbortSignal {
	const controller = new AbortController();
	void machine.sleep(ms + AFTER_THE_NETWORK_MS).then(() => controller.abort());
	return controller.signal;
}
