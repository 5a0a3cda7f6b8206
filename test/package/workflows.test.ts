import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '..', '..');
const GITHUB = join(ROOT, '.github');

interface Step {
	name?: string;
	uses?: string;
	run?: string;
	env?: Record<string, string>;
	with?: Record<string, unknown>;
}

interface Job {
	steps: Step[];
	environment?: string;
	needs?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	strategy?: { matrix: { node: number[] } };
}

interface Workflow {
	on: Record<string, { branches?: string[]; tags?: string[] } | null>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const read = <T>(path: string): T => parse(readFileSync(join(GITHUB, path), 'utf8')) as T;
const NAMES = readdirSync(join(GITHUB, 'workflows'));
const workflows = NAMES.map(
	(name) => [name, read<Workflow>(`workflows/${name}`)] as [string, Workflow],
);
const named = (name: string): Workflow => read<Workflow>(`workflows/${name}`);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

describe.each(workflows)('workflow %s', (name, workflow) => {
	it('runs only scripts of this package that exist', () => {
		const runs = stepsOf(workflow).map(({ run = '' }) => run);
		const called = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, s]) => s));
		expect(called.filter((script) => !(script in scripts))).toEqual([]);
		expect(runs.some((run) => run.startsWith('npm ci') || run === '.ci/run')).toBe(true);
	});

	it('may only read, but where one job says what it needs more', () => {
		expect(workflow.permissions).toEqual({ contents: 'read' });
	});

	it('ends by itself, and keeps no token in the checkout', () => {
		for (const job of Object.values(workflow.jobs)) {
			expect(job['timeout-minutes']).toBeGreaterThan(0);
			const checkouts = job.steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
			expect(checkouts).toHaveLength(1);
			expect(checkouts[0].with).toMatchObject({ 'persist-credentials': false });
		}
	});

	it('takes only actions of GitHub itself, each by the commit of a version that stands beside it', () => {
		const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
		expect(used.filter((action) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
		const lines = readFileSync(join(GITHUB, 'workflows', name), 'utf8').match(/uses: .*/g) ?? [];
		expect(lines).toHaveLength(used.length);
		expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	it('puts nothing that others write into a command', () => {
		const runs = stepsOf(workflow).flatMap(({ run }) => run ?? []);
		expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
	});
});

describe('CI', () => {
	const { on, jobs } = named('ci.yml');

	it('runs for every pull request and every push to main, in Node 22 and 24', () => {
		expect(Object.keys(on).sort()).toEqual(['pull_request', 'push']);
		expect(on.push?.branches).toEqual(['main']);
		expect(jobs.checks.strategy?.matrix.node).toEqual([22, 24]);
	});

	it('has one job that runs everything', () => {
		const jobsOfAll = Object.values(jobs).filter(({ steps }) =>
			steps.some(({ run }) => run === '.ci/run'),
		);
		expect(jobsOfAll).toHaveLength(1);
	});
});

describe('a release', () => {
	const release = named('release.yml');
	const { check, publish, notes } = release.jobs;

	it('is the only workflow that publishes, by a tag and after the checks', () => {
		const publishing = workflows.filter(([, workflow]) =>
			stepsOf(workflow).some(({ run = '' }) => run.includes('npm publish')),
		);
		expect(publishing.map(([name]) => name)).toEqual(['release.yml']);
		expect(release.on).toEqual({ push: { tags: ['v*'] } });
		expect(publish.needs).toBe('check');
		expect(publish.environment).toBe('npm');
		expect(check.steps.map(({ run }) => run)).toContain('npm run check:owner');
	});

	it('has provenance, for which it may ask GitHub for an identity', () => {
		const command = publish.steps.find(({ run = '' }) => run.startsWith('npm publish'))?.run;
		expect(command).toBe('npm publish --provenance --access public');
		expect(publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	});

	it('shows the token of npm to no step but the publication', () => {
		const knowing = workflows
			.flatMap(([, workflow]) => stepsOf(workflow))
			.filter((step) => JSON.stringify(step).includes('NPM_TOKEN'));
		expect(knowing.map(({ run }) => run)).toEqual(['npm publish --provenance --access public']);
	});

	describe('runs its shell steps, which', () => {
		let folder: string;

		beforeEach(() => {
			folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-release-'));
			writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
			const changelog =
				'# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.3 - 2026-12-01\n\n- now\n\n## 1.2.30\n\n- other\n';
			writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
		});

		afterEach(() => rmSync(folder, { recursive: true, force: true }));

		/** As GitHub runs a step: bash that ends at the first command that fails. */
		const runStep = (job: Job, name: string, tag: string) => {
			const step = job.steps.find((each) => each.name === name);
			expect(step?.env).toEqual({ TAG: '${{ github.ref_name }}' });
			return spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'exit 99'], {
				cwd: folder,
				encoding: 'utf8',
				env: { PATH: process.env.PATH, TAG: tag },
			});
		};
		const GATE = 'The tag is the version, and the changelog has a part for it';

		it.each([
			['v1.2.3', '1.2.3', 0, ''],
			['v1.2.4', '1.2.3', 1, 'The tag is v1.2.4, package.json says 1.2.3.'],
			['1.2.3', '1.2.3', 1, 'The tag is 1.2.3'],
			['v1.2', '1.2', 1, 'CHANGELOG.md has no part "## 1.2".'],
			['v1x2.3', '1x2.3', 1, 'CHANGELOG.md has no part'],
			['v1.2.30', '1.2.30', 0, ''],
		])('take tag %s of version %s with %i', (tag, version, code, message) => {
			writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
			const { status, stderr } = runStep(check, GATE, tag);
			expect(stderr).toContain(message);
			expect(status).toBe(code);
		});

		it.each([
			['v1.2.3', '\n- now\n\n'],
			['v1.2.30', '\n- other\n'],
		])('show the part of the changelog of %s and nothing else', (tag, part) => {
			expect(runStep(notes, 'The part of the changelog', tag).status).toBe(0);
			expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe(part);
		});
	});
});

describe('the form for a bug', () => {
	interface Field {
		type: string;
		id?: string;
		attributes: { label?: string; options?: Array<string | { label: string; required?: boolean }> };
		validations?: { required: boolean };
	}
	const { body } = read<{ body: Field[] }>('ISSUE_TEMPLATE/bug.yml');
	const byId = (id: string) => body.find((field) => field.id === id);

	it.each(['package-version', 'n8n-version', 'node-version', 'region', 'message'])(
		'asks for %s',
		(id) => {
			expect(byId(id)?.validations).toEqual({ required: true });
		},
	);

	it.each(['bug', 'live-check'])(
		'%s takes no report without the word that it holds no secret',
		(form) => {
			const fields = read<{ body: Field[] }>(`ISSUE_TEMPLATE/${form}.yml`).body;
			expect(fields.find(({ id }) => id === 'checked')?.attributes.options).toEqual([
				{ label: expect.stringContaining('No secret'), required: true },
			]);
		},
	);

	it('has each ID once, and a label for each field', () => {
		for (const form of ['bug', 'feature', 'live-check']) {
			const fields = read<{ body: Field[] }>(`ISSUE_TEMPLATE/${form}.yml`).body.filter(
				({ type }) => type !== 'markdown',
			);
			const ids = fields.map(({ id }) => id);
			expect(new Set(ids).size).toBe(ids.length);
			expect(fields.filter(({ attributes }) => !attributes.label)).toEqual([]);
		}
	});
});
