import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CHECKOUT = resolve(__dirname, '..', '..');
const BIN = join(CHECKOUT, 'node_modules', '.bin');

/** Texts that the scan of n8n's verification refuses, wherever they stand: also inside other words. */
const REFUSED = [/as any/, /eslint-disable/, /@ts-(?:ignore|nocheck|expect-error)/];

it('nothing that the scan of n8n refuses stands in nodes or credentials, not even in a comment', () => {
	const files = execFileSync('git', ['ls-files', 'nodes', 'credentials'], { encoding: 'utf8' })
		.split('\n')
		.filter((file) => file.endsWith('.ts'));
	expect(files.length).toBeGreaterThan(100);
	const refused = files.flatMap((file) =>
		readFileSync(file, 'utf8')
			.split('\n')
			.flatMap((line, index) =>
				REFUSED.some((pattern) => pattern.test(line))
					? [`${file}:${index + 1}: ${line.trim()}`]
					: [],
			),
	);
	expect(refused).toEqual([]);
});

const { n8n, scripts } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as {
	n8n: { strict: boolean };
	scripts: Record<string, string>;
};
const [lintCommand] = scripts.lint.split(' && ');
const NODE = 'nodes/shared/planted.ts';
const TEST = 'test/planted.ts';
const SCRIPT = 'scripts/planted.ts';

describe('the lint', () => {
	let folder: string;

	/** A checkout with the settings of this one and a few files of its own. */
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-lint-'));
		for (const file of ['package.json', 'tsconfig.json', ...CONFIGS])
			cpSync(join(CHECKOUT, file), join(folder, file));
		mkdirSync(join(folder, 'nodes', 'shared'), { recursive: true });
		symlinkSync(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'));
	});

	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const CONFIGS = ['eslint.config.mjs', 'test/eslint.config.mjs', 'scripts/eslint.config.mjs'];

	/** Runs a command with the programs of this checkout, as npm runs a script. */
	const inFolder = (command: string, flags = '') =>
		spawnSync('sh', ['-c', command], {
			cwd: folder,
			encoding: 'utf8',
			env: { ...process.env, PATH: `${BIN}:${process.env.PATH}`, ESLINT_FLAGS: flags },
		});
	const plant = (file: string, text: string) => writeFileSync(join(folder, file), text);
	const OUTSIDE_NODES =
		"import { readFileSync } from 'node:fs';\nconsole.log(readFileSync('a'), process.env);\n";

	it("is n8n's own in strict mode: n8n-node lint takes the file at the root, and no other", () => {
		expect(n8n.strict).toBe(true);
		plant(TEST, OUTSIDE_NODES);
		const flag = /--flag (\w+)/.exec(lintCommand)?.[1];
		expect(inFolder('n8n-node lint', flag)).toMatchObject({ status: 0 });
		writeFileSync(join(folder, 'eslint.config.mjs'), 'export default [];\n');
		const refused = inFolder('n8n-node lint', flag);
		expect(refused.stdout).toContain('Strict mode violation');
		expect(refused.status).toBe(1);
	}, 120_000);

	it('keeps nodes to what n8n Cloud allows, and lets tests and scripts read files', () => {
		plant(TEST, OUTSIDE_NODES);
		plant(SCRIPT, OUTSIDE_NODES);
		expect(inFolder(lintCommand)).toMatchObject({ status: 0, stdout: '' });
		plant(NODE, OUTSIDE_NODES);
		const { status, stdout } = inFolder(lintCommand);
		expect(status).toBe(1);
		expect(stdout).toContain(NODE);
		expect(stdout).toContain('no-restricted-imports');
		expect(stdout).not.toContain(TEST);
	}, 120_000);

	it.each([NODE, TEST, SCRIPT])(
		'takes no exception that stands inside %s',
		(file) => {
			plant(file, '/* eslint-disable */\nconst unused = 1; // eslint-disable-line\n');
			const { status, stdout } = inFolder(lintCommand);
			expect(stdout).toContain('no-unused-vars');
			expect(status).toBe(1);
		},
		120_000,
	);
});
