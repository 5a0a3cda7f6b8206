import { readFileSync } from 'node:fs';

const page = readFileSync('CHANGELOG.md', 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const GROUPS = [
	'After the update',
	'Added',
	'Changed',
	'Deprecated',
	'Removed',
	'Fixed',
	'Security',
];
/** A person reads it before an update; what is longer belongs into docs/. */
const LONGEST_ENTRY = 320;

const parts = page
	.split(/^## /m)
	.slice(1)
	.map((part) => {
		const [heading, ...lines] = part.split('\n');
		const text = lines.join('\n');
		return { heading, text, groups: [...text.matchAll(/^### (.+)$/gm)].map(([, name]) => name) };
	});
const releases = parts.slice(1);

it('the changelog begins with what is unreleased, and has a dated part for each version, the newest first', () => {
	expect(parts[0].heading).toBe('Unreleased');
	const versions = releases.map(
		({ heading }) => /^(\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$/.exec(heading)?.[1],
	);
	const compare = new Intl.Collator('en', { numeric: true }).compare;
	expect(versions).toEqual([...versions].sort((a, b) => compare(String(b), String(a))));
	expect(versions).toContain(version);
});

it.each(parts)('$heading has each group once', ({ groups }) => {
	expect(groups).toEqual([...new Set(groups)]);
	expect(groups.filter((group) => !GROUPS.includes(group))).toEqual([]);
});

it.each(releases)(
	'$heading has short entries, and none that only a developer understands',
	({ text }) => {
		const entries = text
			.split(/^- /m)
			.slice(1)
			.map((entry) => entry.split(/\n\n|\n#/)[0]);
		expect(entries.length).toBeGreaterThan(0);
		expect(entries.filter((entry) => entry.length > LONGEST_ENTRY)).toEqual([]);
		expect(entries.filter((entry) => /\b(?:nodes|test|scripts)\/\w|\.ts\b/.test(entry))).toEqual(
			[],
		);
	},
);

it('the lock file has the version of the package', () => {
	const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
		version: string;
		packages: Record<string, { version: string }>;
	};
	expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});
