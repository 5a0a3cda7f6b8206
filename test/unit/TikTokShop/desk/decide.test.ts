import fc from 'fast-check';

import { decide, missingIn } from '../../../../nodes/TikTokShop/desk/decide';
import { DECISIONS, decisionName, decisionOf } from '../../../../nodes/TikTokShop/desk/decisions';
import type { DeskAnswer } from '../../../../nodes/TikTokShop/desk/deskAnswer';
import { deskEntries } from '../../../../nodes/TikTokShop/desk/deskEntries';
import { missingPage, nothingPage, outcomePage } from '../../../../nodes/TikTokShop/desk/lastPage';
import { listedIn } from '../../../../nodes/TikTokShop/desk/listedIn';
import { OUTCOMES, outcomes, type Happened } from '../../../../nodes/TikTokShop/desk/outcome';
import { row, someRows } from './rows';

const NOW = Date.UTC(2026, 10, 28, 12);
const WAYS = { desk: '../form/desk', manualSync: '../form/sync' };
const NOTHING: Happened = { results: [], notRead: [], closed: [], opened: [], sent: [] };

const answer = (decision: (typeof DECISIONS)[number], keys: string[], groups: string[] = []) => {
	return { decision, keys, groups, note: 'why' };
};
const decided = (
	what: (typeof DECISIONS)[number],
	keys: string[],
	listed: object[],
	now = listed,
	groups: string[] = [],
) => decide(answer(what, keys, groups), deskEntries(listed), deskEntries(now), NOW);

describe('a decision', () => {
	it('touches only ticked rows that are still as they were shown, each of them once', () => {
		const ticks = fc.array(fc.nat(45), { maxLength: 12 });
		fc.assert(
			fc.property(
				someRows,
				someRows,
				ticks,
				fc.constantFrom(...DECISIONS),
				(before, after, picks, what) => {
					const listed = deskEntries(before);
					const keys = picks.map((pick) => listed[pick]?.key ?? `unknown-${pick}`);
					const { toClose, toTakeBack, toTry, toSend, lines } = decide(
						answer(what, keys),
						listed,
						deskEntries(after),
						NOW,
					);
					const sent = toSend.map(({ order_id }) => order_id);
					const tried = [...sent, ...toTry.flatMap(({ order_ids: ids }) => ids.split(','))];
					const written = [...toClose, ...toTakeBack].map(({ order_id }) => order_id);
					expect(lines.map(({ key }) => key).sort()).toEqual([...new Set(keys)].sort());
					for (const touched of [tried, written]) {
						expect(new Set(touched).size).toBe(touched.length);
						for (const key of touched) {
							const [was, is] = [listed, deskEntries(after)].map((all) =>
								all.find((each) => each.key === key),
							);
							expect(keys).toContain(key);
							expect(is).toMatchObject({
								...{ code: was?.code, message: was?.message, since: was?.since },
								isClosedByHand: was?.isClosedByHand,
							});
						}
					}
					if (what !== 'cancelByHand') expect(toClose).toEqual([]);
				},
			),
		);
	});

	it('takes all rows of a reason that were shown, and none that came later', () => {
		const listed = [row('1'), row('2'), row('3', { code: 'OMS_REJECTED' })];
		const now = [...listed, row('4')];
		const { toTry } = decided('tryAgain', ['3'], listed, now, ['SKU_NOT_MAPPED']);
		expect(toTry).toEqual([{ shop_id: '7', order_ids: '3,1,2' }]);
	});

	it('tries the orders of each shop together', () => {
		const listed = [row('1'), row('2', { shop_id: '8' }), row('3')];
		expect(decided('tryAgain', ['1', '2', '3'], listed).toTry).toEqual([
			{ shop_id: '7', order_ids: '1,3' },
			{ shop_id: '8', order_ids: '2' },
		]);
	});

	it('closes a row with the note, so that it stays closed; a shop may come back', () => {
		const { toClose } = decided('cancelByHand', ['1', 'shop:7'], [row('1'), row('shop:7')]);
		expect(toClose).toMatchObject([
			{ order_id: '1', status: 'closed', closed_how: 'by hand', note: 'why' },
			{ order_id: 'shop:7', closed_how: 'by hand, until the shop fails again' },
		]);
		expect(toClose[0].closed).toBe('2026-11-28T12:00:00.000Z');
	});

	const byHand = { status: 'closed', closed_how: 'by hand' };

	it('takes "cancel by hand" back by opening the row, and tries an order at once', () => {
		const listed = [row('1', byHand), row('shipment:OBS1', byHand)];
		const { toTakeBack, toTry, toSend } = decided('takeBack', ['1', 'shipment:OBS1'], listed);
		const opened = { status: 'open', closed: '', closed_how: '', note: '' };
		expect(toTakeBack).toEqual(
			expect.arrayContaining([
				{ order_id: '1', ...opened },
				{ order_id: 'shipment:OBS1', ...opened },
			]),
		);
		expect(toTry).toEqual([{ shop_id: '7', order_ids: '1' }]);
		expect(toSend).toEqual([{ order_id: 'shipment:OBS1' }]);
		// As it always was: trying again takes it back.
		expect(decided('tryAgain', ['1'], listed).toTakeBack).toHaveLength(1);
	});

	it.each([
		['gone', 'tryAgain', [], /does not wait any more/],
		['changed', 'tryAgain', [row('1', { message: 'Other.' })], /another reason now: Other\./],
		['changed', 'cancelByHand', [row('1', byHand)], /closed it by hand meanwhile/],
		['byItself', 'takeBack', [row('1')], /nothing to take back/],
	] as const)('says %s, and does nothing, where it cannot be done', (what, decision, now, why) => {
		const { lines, ...done } = decided(decision, ['1'], [row('1')], [...now]);
		expect(lines).toMatchObject([
			{ key: '1', what, why: { en: expect.stringMatching(why) as string } },
		]);
		expect(Object.values(done)).toEqual([[], [], [], []]);
	});

	it.each<[string, Partial<DeskAnswer>, string | undefined]>([
		['rows', { keys: [] }, 'rows'],
		['a decision', { decision: undefined }, 'decision'],
		['the note of who cancels by hand', { decision: 'cancelByHand', note: '' }, 'note'],
		['nothing', { decision: 'tryAgain', note: '' }, undefined],
	])('may lack %s', (_, more, missing) => {
		expect(missingIn({ ...answer('tryAgain', ['1']), ...more })).toBe(missing);
	});

	it('is found by its English name', () => {
		for (const each of DECISIONS) expect(decisionOf(decisionName(each))).toBe(each);
		expect(decisionOf('')).toBeUndefined();
	});
});

describe('the rows that a page has listed', () => {
	it('come back as they were, as a list or as JSON of one', () => {
		const entries = deskEntries([row('1'), row('shop:7')]);
		expect(listedIn(entries)).toEqual(entries);
		expect(listedIn(JSON.stringify(entries))).toEqual(entries);
		for (const nothing of ['', 'no JSON', null, { a: 1 }, [null, {}]]) {
			expect(listedIn(nothing)).toEqual([]);
		}
	});
});

describe('the last page', () => {
	const ticked = (decision: (typeof DECISIONS)[number], ...rows: object[]) =>
		decided(
			decision,
			deskEntries(rows).map(({ key }) => key),
			rows,
		).lines;

	it('has a line for each ticked row, with what really happened', () => {
		const lines = ticked(
			'tryAgain',
			row('1'),
			row('2'),
			row('3'),
			row('4', { shop_id: '8' }),
			row('5'),
		);
		const happened = {
			...NOTHING,
			results: [
				{ order_id: '1', result: 'created', outbound_order_no: 'OBS1' },
				{
					order_id: '2',
					result: 'waits',
					code: 'OMS_REJECTED',
					message: '库存不足',
					hint: 'Read it.',
				},
				{ order_id: '3', result: 'skipped', message: 'Its status is DELIVERED.' },
			],
			notRead: [{ shop_id: '8', exception: { code: 'SHOP_REFUSED', message: 'Inactive.' } }],
		};
		const of = outcomes(lines, happened);
		expect(of.map(({ key, result }) => [key, result])).toEqual([
			...[
				['1', 'created'],
				['2', 'waits'],
				['4', 'waits'],
			],
			...[
				['3', 'skipped'],
				['5', 'notFound'],
			],
		]);
		expect(of[0].reason).toBe('Outbound order · 出库单 OBS1');
		expect(of[1]).toMatchObject({
			reason: 'OMS_REJECTED: not enough stock · 库存不足 (库存不足)',
			hint: expect.stringMatching(/^Read it\. · 请阅读/) as string,
		});
		const { title, message } = outcomePage(of, WAYS);
		expect(title).toBe(
			'1 created in the warehouse, 2 still waiting, 1 skipped, 1 not found · 已在仓库创建 1，仍在等待 2，已跳过 1，没有找到 1',
		);
		expect(message.match(/<tr>/g)).toHaveLength(6);
		expect(message).toContain('<a href="../form/desk">');
	});

	it('says what became of tracking numbers, also where the workflow that sends them cannot be called', () => {
		const lines = ticked('tryAgain', row('shipment:A'), row('shipment:B'));
		const sent = [{ order_id: 'shipment:A', result: 'sent', outbound_order_no: 'A' }];
		const [first, second] = outcomes(lines, { ...NOTHING, sent });
		expect([first.result, second.result]).toEqual(['sent', 'waits']);
		expect(second.reason).toMatch(/within 15 minutes/);
		const [failed] = outcomes(lines, { ...NOTHING, sent: [{ error: 'It is not active.' }] });
		expect(failed.reason).toMatch(/could not be tried at once.*It is not active\..*published/);
	});

	it('says closed only of rows that were written', () => {
		const lines = ticked('cancelByHand', row('1'), row('2'));
		const of = outcomes(lines, { ...NOTHING, closed: [{ order_id: '1', shop_id: '7' }] });
		expect(of.map(({ key, result }) => [key, result])).toEqual([
			['1', 'closed'],
			['2', 'changed'],
		]);
	});

	it('shows text of others as text', () => {
		const hostile = '<script>alert(1)</script> $& {{ 1 }}';
		const [line] = ticked('tryAgain', row('1', { shop_code: hostile }));
		const results = [
			{ order_id: '1', result: 'waits', code: hostile, message: hostile, hint: hostile },
		];
		const { message } = outcomePage(outcomes([line], { ...NOTHING, results }), WAYS);
		for (const page of [message, nothingPage(false, hostile, WAYS).message]) {
			expect(page).not.toMatch(/\$|<(?!\/?(table|tr|th|td|p|a)[ >])/);
			expect(page).toContain('&lt;script&gt;');
		}
	});

	it('has words in both languages for everything, and a way on', () => {
		for (const { en, zh } of Object.values(OUTCOMES)) {
			expect([en, zh]).toEqual([
				expect.stringMatching(/^[ -~]+$/),
				expect.stringMatching(/\p{Script=Han}/u),
			]);
		}
		const pages = [
			...(['rows', 'decision', 'note'] as const).map((missing) => missingPage(missing, WAYS)),
			nothingPage(true, '', WAYS),
			nothingPage(false, '', WAYS),
			nothingPage(false, '57', WAYS),
		];
		for (const { title, message } of pages) {
			expect([title, message]).toEqual([
				expect.stringMatching(/\w · .*\p{Script=Han}/u),
				expect.stringMatching(/\p{Script=Han}[\s\S]*<a href="\.\.\/form\/desk">/u),
			]);
		}
		expect(nothingPage(false, '57', WAYS).message).toContain('../form/sync');
	});
});
