import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ASSUMPTIONS } from '../../scripts/liveCheck/assumptions';
import { STEPS } from '../../scripts/liveCheck/steps';

const ROOT = join(__dirname, '..', '..');
const read = (page: string): string => readFileSync(join(ROOT, 'docs', page), 'utf8');

const PAGES: Record<string, string> = {
	'TikTok Shop API': read('tiktok-shop-api.md'),
	'OMS API': read('oms-api.md'),
};

/** Whether a source leads somewhere: a section of a page of facts, or a line of docs/behavior.md. */
function exists(source: string): boolean {
	const [page, section] = source.split(' §');
	if (section === undefined) return read('behavior.md').includes(`| ${source} |`);
	return new RegExp(`^#{2,3} ${section.replace('.', '\\.')}\\.? `, 'm').test(PAGES[page]);
}

it('every assumption has an ID of its own', () => {
	const ids = ASSUMPTIONS.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});

describe.each(ASSUMPTIONS.map((each) => [each.id, each] as const))('%s', (id, assumption) => {
	it('names a file that exists, and a source that leads somewhere', () => {
		expect([assumption.usedIn, existsSync(join(ROOT, assumption.usedIn))]).toEqual([
			assumption.usedIn,
			true,
		]);
		expect([assumption.source, exists(assumption.source)]).toEqual([assumption.source, true]);
	});

	it('is one sentence, and its service shows in its ID', () => {
		expect(assumption.what).toMatch(/^[A-Z].*[.)]$/);
		const step = STEPS.find(({ name }) => name === assumption.step);
		expect(id.startsWith('oms-')).toBe(step?.service === 'OMS');
	});

	it('is tried by a step of its own kind', () => {
		const step = STEPS.find(({ name }) => name === assumption.step);
		expect(step?.access).toBe(assumption.needs ?? 'read');
	});
});

it('every step tries something', () => {
	const tried = new Set(ASSUMPTIONS.map(({ step }) => step));
	expect(STEPS.filter(({ name }) => !tried.has(name))).toEqual([]);
});

it('what only reads comes before what writes, and what may end the tokens comes last', () => {
	const names = STEPS.map(({ name }) => name);
	const firstWrite = STEPS.findIndex(({ access }) => access === 'write');
	const reading = ['search', 'details', 'logistics', 'omsGateway', 'omsList', 'omsLookUp'];
	expect(reading.filter((name) => names.indexOf(name as never) > firstWrite)).toEqual([]);
	expect(names[names.length - 1]).toBe('renewal');
});
