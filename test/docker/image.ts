import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';

import type { N8nInstallation } from '../support/n8n/install';
import { run } from '../support/n8n/run';
import { reachesBuild, stagesOf, type Instruction, type Stage } from './dockerfile';

const ROOT = resolve(__dirname, '..', '..');
const DOCKER = join(ROOT, 'docker');

/** What the Dockerfile makes, in a folder in place of an image. */
export interface Image {
	/** Stands for `/` of the image. */
	root: string;
	entrypoint: string[];
	/** Finds `tini`, `/docker-entrypoint.sh` and `n8n`, as they are in n8n's own image. */
	programs: string;
}

/**
 * Does what `docker build` does, without an engine: every COPY and RUN of the Dockerfile, with the paths of an image below a folder,
 * and of the checkout only what the .dockerignore lets through.
 *
 * @param installs  whether `npm ci` runs too; otherwise the modules of this checkout are linked, which saves minutes
 */
export async function buildImage(
	folder: string,
	n8n: N8nInstallation,
	installs: boolean,
	print: (line: string) => void,
): Promise<Image> {
	const dockerfile = readFileSync(join(DOCKER, 'Dockerfile'), 'utf8');
	const context = copyContext(join(folder, 'context'));
	const roots = new Map<string, string>();
	let last: { stage: Stage; root: string } | undefined;
	for (const stage of stagesOf(dockerfile)) {
		const root = join(folder, stage.name || 'image');
		mkdirSync(root, { recursive: true });
		roots.set(stage.name, root);
		await buildStage(stage, { root, context, roots, n8n, installs, print });
		last = { stage, root };
	}
	if (!last) throw new Error('The Dockerfile has no FROM.');
	const { text } = last.stage.instructions.find(({ name }) => name === 'ENTRYPOINT') as Instruction;
	return {
		root: last.root,
		entrypoint: JSON.parse(text) as string[],
		programs: standIns(join(folder, 'programs'), n8n),
	};
}

interface Build {
	root: string;
	context: string;
	roots: ReadonlyMap<string, string>;
	n8n: N8nInstallation;
	installs: boolean;
	print: (line: string) => void;
}

async function buildStage(stage: Stage, build: Build): Promise<void> {
	const { root, n8n, installs, print } = build;
	let workdir = root;
	for (const { name, text } of stage.instructions) {
		if (name === 'WORKDIR') {
			workdir = join(root, text);
			mkdirSync(workdir, { recursive: true });
		} else if (name === 'COPY') {
			copy(text, workdir, build);
		} else if (name === 'RUN') {
			print(`  RUN ${text}`);
			if (text.startsWith('npm ci') && !installs) {
				print('    (the modules of this checkout are taken; --install runs it)');
				symlinkSync(join(ROOT, 'node_modules'), join(workdir, 'node_modules'));
				continue;
			}
			const command = text.replace(/(?<=\s)\/(?=opt\/|build\/)/g, `${root}/`);
			await run('sh', ['-euc', command], { cwd: workdir, env: n8n.node.env });
		} else if (name !== 'ENTRYPOINT') {
			throw new Error(`Nothing here does what ${name} does.`);
		}
	}
}

function copy(text: string, workdir: string, { root, context, roots }: Build): void {
	const words = text.split(/\s+/);
	const from = words[0].startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
	const source = from === undefined ? context : roots.get(from);
	if (source === undefined) throw new Error(`No stage is called ${from}.`);
	const target = words.pop() as string;
	const into = target.startsWith('/') ? join(root, target) : join(workdir, target);
	for (const word of words) {
		const isFolder = target.endsWith('/');
		const path = isFolder && word !== '.' ? join(into, basename(word)) : into;
		mkdirSync(dirname(path), { recursive: true });
		cpSync(join(source, word), path, { recursive: true });
	}
}

/** The files of the checkout that the .dockerignore lets through; of git's, so nothing that was built before. */
function copyContext(folder: string): string {
	const ignored = readFileSync(join(DOCKER, 'Dockerfile.dockerignore'), 'utf8');
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	const files = listed.split('\n').filter((file) => file && reachesBuild(file, ignored));
	for (const file of files) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(join(ROOT, file), join(folder, file));
	}
	return folder;
}

/** What n8n's image has besides n8n: `tini -- command`, and an entry point that starts n8n with what it is given. */
function standIns(folder: string, n8n: N8nInstallation): string {
	mkdirSync(folder, { recursive: true });
	const programs = {
		tini: 'shift\nexec "$@"',
		'docker-entrypoint.sh': 'exec n8n "$@"',
		n8n: `exec "${n8n.node.program}" "${n8n.program}" "$@"`,
	};
	for (const [name, script] of Object.entries(programs)) {
		writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
		chmodSync(join(folder, name), 0o755);
	}
	return folder;
}
