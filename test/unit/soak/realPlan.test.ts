import { planChapters, type Chapter } from '../../soak/real/plan';

const kinds = (chapters: readonly Chapter[]): string[] =>
	chapters.map((chapter) => (chapter.what === 'kill' ? chapter.kill.at : chapter.what));

const killsOf = (chapters: readonly Chapter[]): number =>
	chapters.filter(({ what }) => what !== 'away').length;

describe('the chapters of the real layer', () => {
	it('are the same for the same seed, and others for another', () => {
		expect(planChapters(1, 20)).toEqual(planChapters(1, 20));
		expect(planChapters(1, 20)).not.toEqual(planChapters(2, 20));
	});

	it.each([3, 10, 20, 25])('hold %s kills when so many are asked for', (kills) => {
		for (let seed = 1; seed <= 20; seed++) {
			expect(killsOf(planChapters(seed, kills))).toBe(kills);
		}
	});

	it('of a long run hold every kind of kill, both ways of being away, and two n8n', () => {
		for (let seed = 1; seed <= 20; seed++) {
			expect(new Set(kinds(planChapters(seed, 20)))).toEqual(
				new Set(['create', 'ship', 'start', 'any', 'awayAtStart', 'away', 'two']),
			);
		}
	});

	it('of a short run hold kills in the moment of a write, and services away at the start', () => {
		expect(kinds(planChapters(5, 3)).sort()).toEqual(['awayAtStart', 'create', 'ship']);
	});
});
