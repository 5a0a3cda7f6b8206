import type { Fact } from '../../../../nodes/TikTokShop/digest/fact';
import { makeDigest } from '../../../../nodes/TikTokShop/digest/makeDigest';
import { ToldFacts } from '../../../../nodes/TikTokShop/digest/toldFacts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 27, 12);

const fact = (more: Partial<Fact> = {}): Fact => ({
	...{
		key: 'k',
		state: 's',
		group: 'new',
		isUrgent: false,
		code: 'OMS_REJECTED',
		line: 'It waits.',
	},
	...more,
});

const make = (facts: Fact[], rows: object[] = [], more: object = {}) =>
	makeDigest(facts, new ToldFacts(rows), { onlyUrgent: false, now: NOW, maxLines: 60, ...more });

const at = (age: number) => new Date(NOW - age).toISOString();
const toldRow = (age: number, more: object = {}) => ({
	...{ fact: 'k', state: 's', told: at(age), seen: at(age) },
	...more,
});

describe('what is told now', () => {
	it('is nothing, and no digest, where all was told', () => {
		expect(make([fact()], [toldRow(HOUR)])).toEqual({ toldNow: [], seenAgain: [], toForget: [] });
		expect(make([])).toEqual({ toldNow: [], seenAgain: [], toForget: [] });
	});

	it('is a new fact, and one with another state, with the rows that say so', () => {
		const { digest, toldNow } = make(
			[fact(), fact({ key: 'other' })],
			[toldRow(HOUR, { state: 'earlier' }), toldRow(HOUR, { fact: 'other' })],
		);
		expect(digest?.facts).toBe(1);
		expect(toldNow).toEqual([{ fact: 'k', state: 's', told: at(0), seen: at(0) }]);
	});

	it('leaves what is not urgent for later where only urgent facts are asked for', () => {
		const facts = [fact(), fact({ key: 'u', isUrgent: true })];
		const { toldNow, digest } = make(facts, [], { onlyUrgent: true });
		expect(toldNow.map(({ fact: key }) => key)).toEqual(['u']);
		expect(digest?.urgent).toBe(true);
	});

	it('is each fact once where two items say the same', () => {
		expect(make([fact(), fact({ line: 'Again.' })]).digest?.text).toContain('It waits.');
		expect(make([fact(), fact({ line: 'Again.' })]).toldNow).toHaveLength(1);
	});
});

describe('a failure that says nothing when it is over', () => {
	const failure = fact({ comesBack: true, group: 'failing', isUrgent: true });

	it.each<[what: string, age: number, told: number, seen: number]>([
		['was just told: nothing', HOUR / 2, 0, 0],
		['goes on: only its time is written', 2 * HOUR, 0, 1],
		['comes back after a day without it: told again', DAY, 1, 0],
	])('%s', (_, age, told, seen) => {
		const { toldNow, seenAgain } = make([failure], [toldRow(3 * DAY, { seen: at(age) })]);
		expect([toldNow.length, seenAgain.length]).toEqual([told, seen]);
	});

	it('whose time was written is not told again while it goes on', () => {
		const { seenAgain } = make([failure], [toldRow(20 * HOUR)]);
		const rows = [{ ...toldRow(20 * HOUR), ...seenAgain[0] }];
		expect(make([failure], rows, { now: NOW + 20 * HOUR }).digest).toBeUndefined();
	});
});

describe('what is forgotten', () => {
	it.each<[what: string, facts: Fact[], age: number, forgotten: number]>([
		['a fact that is gone for 90 days', [], 90 * DAY, 1],
		['not one that is gone for less', [], 89 * DAY, 0],
		['not one that is still true', [fact()], 100 * DAY, 0],
	])('%s', (_, facts, age, forgotten) => {
		expect(make(facts, [toldRow(age)]).toForget).toHaveLength(forgotten);
	});

	it('not one that another fact needs to be told', () => {
		const row = toldRow(100 * DAY, { fact: 'exception|57|then|CODE' });
		const resolved = fact({ key: 'resolved|57|then', needs: 'exception|57|then' });
		expect(make([resolved], [row]).toForget).toEqual([]);
	});
});

describe('the text of a digest', () => {
	const many = (group: Fact['group'], number: number, more: Partial<Fact> = {}): Fact[] =>
		Array.from({ length: number }, (_, index) =>
			fact({ key: `${group}${index}`, group, line: `${group} ${index}`, ...more }),
		);

	it('says what is new, by group and code, the urgent ones first', () => {
		const { digest } = make([
			...many('new', 2),
			fact({ key: 'u', code: 'CANCELLED_TOO_LATE', isUrgent: true, line: 'Call them.' }),
			...many('resolved', 1),
		]);
		expect(digest?.subject).toBe('TikTok Shop: 3 new, 1 resolved');
		expect(digest?.text.split('\n')).toEqual([
			'TikTok Shop: 3 new, 1 resolved',
			'',
			'New exceptions: 3 (OMS_REJECTED 2, CANCELLED_TOO_LATE 1)',
			'- Call them.',
			'- new 0',
			'- new 1',
			'',
			'Resolved: 1 (OMS_REJECTED 1)',
			'- resolved 0',
		]);
		expect(digest).toMatchObject({
			codes: { OMS_REJECTED: 3, CANCELLED_TOO_LATE: 1 },
			counts: { new: 3, resolved: 1, audit: 0 },
			facts: 4,
			shortText: digest?.text,
		});
	});

	it('is written of 20,000 facts with a few looks at each, however many lines it may have', () => {
		let looks = 0;
		const facts = Array.from({ length: 20_000 }, (_, index) => ({
			...fact({ key: `many|${index}` }),
			get line() {
				looks += 1;
				return `Order ${index} waits.`;
			},
		}));
		const { digest } = make(facts, [], { maxLines: 100_000 });
		expect(Buffer.byteLength(digest?.shortText ?? '')).toBeLessThanOrEqual(2_000);
		expect(digest?.facts).toBe(20_000);
		expect(looks).toBeLessThan(200_000);
	});

	it.each([30, 60])('never has more than %d lines, and counts what has no room', (maxLines) => {
		const groups = [
			...[
				'failing',
				'authorization',
				'overdue',
				'due',
				'audit',
				'mapping',
				'new',
				'changed',
				'resolved',
			],
		] as Array<Fact['group']>;
		const facts = [...groups.flatMap((group) => many(group, 1)), ...many('new', 1_300).slice(1)];
		const text = make(facts, [], { maxLines }).digest?.text ?? '';
		const lines = text.split('\n');
		expect(lines.length).toBeLessThanOrEqual(maxLines);
		const shown = lines.filter((line) => line.startsWith('- new')).length;
		expect(shown + 1 + groups.length).toBeGreaterThan(7);
		const more = 1_300 - shown;
		expect(lines).toContain(
			shown === 0 ? '1,300 of them' : `and ${more.toLocaleString('en-US')} more`,
		);
	});

	it('has a short form for every chat, whatever the others wrote', () => {
		const { digest } = make(many('new', 500, { line: '订单'.repeat(400), code: '长'.repeat(90) }));
		expect(Buffer.byteLength(digest?.shortText ?? '')).toBeLessThanOrEqual(2_000);
		expect(digest?.shortText).toMatch(/\nand \d+ more$/);
	});

	it('has no markup but its own', () => {
		const line = `<at user_id="all">x</at> <!channel> <b>&'\n\u202Eend`;
		const { digest } = make([fact({ line })]);
		expect(digest?.text).toContain(`- ‹at user_id="all"›x‹/at› ‹!channel› ‹b›&' \\u202Eend`);
		expect(digest?.html).toContain('&lt;at user_id=&quot;all&quot;&gt;x&lt;/at&gt;');
		expect(digest?.html).not.toMatch(/<(?!\/?(h3|ul|li)>)/);
	});
});
