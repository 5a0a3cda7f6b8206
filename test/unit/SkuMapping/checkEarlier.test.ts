import { checkMapping, type CheckInput } from '../../../nodes/SkuMapping/checkMapping/check';
import { reasons, row } from './checked';

describe('against an earlier mapping', () => {
	const combo = (first: number) => [
		row({ platform_sku: 'SET', system_sku: 'SYS-B', quantity: 1 }),
		row({ platform_sku: 'SET', system_sku: 'SYS-A', quantity: first }),
	];

	it('says what is added, removed and changed, in words (B61, B62)', () => {
		const { differences, summary } = checkMapping(
			[row(), row({ platform_sku: 'NEW', store_code: 'US01' }), ...combo(2)],
			{ earlierMapping: [row({ platform_sku: 'OLD' }), ...combo(1).reverse(), row()] },
		);
		expect(differences).toEqual([
			{
				storeCode: 'US01',
				platformSku: 'NEW',
				change: 'added',
				before: '',
				after: 'SYS-MUG × 1',
				effect: '',
			},
			{
				storeCode: '*',
				platformSku: 'SET',
				change: 'changed',
				before: 'SYS-A × 1 + SYS-B × 1',
				after: 'SYS-A × 2 + SYS-B × 1',
				effect:
					'the quantity for platform SKU "SET" of all stores changes: system SKU "SYS-A" from 1 to 2',
				about: 'quantity',
			},
			{
				storeCode: '*',
				platformSku: 'OLD',
				change: 'removed',
				before: 'SYS-MUG × 1',
				after: '',
				effect: '',
			},
		]);
		expect(summary).toMatchObject({ added: 1, changed: 1, removed: 1 });
	});

	it('the order of rows is no difference', () => {
		const { differences } = checkMapping([...combo(2), row()], {
			earlierMapping: [row(), ...combo(2).reverse()],
		});
		expect(differences).toEqual([]);
	});

	it('a mapping with a refused row is not said to be removed', () => {
		const { differences } = checkMapping(
			[row(), row({ platform_sku: 'SET', system_sku: 'SYS-A', quantity: 0 })],
			{ earlierMapping: [row(), ...combo(2)] },
		);
		expect(differences).toEqual([]);
	});

	it('a mapping in which a row only comes twice is compared all the same', () => {
		const { differences } = checkMapping([...combo(2), ...combo(2)], { earlierMapping: combo(1) });
		expect(differences).toMatchObject([{ change: 'changed', platformSku: 'SET' }]);
	});

	it('a wrong file does not remove everything', () => {
		for (const rows of [[], [{}], [{ Date: 1 }]]) {
			const { differences, summary } = checkMapping(rows, { earlierMapping: combo(2) });
			expect(differences).toEqual([]);
			expect(summary).toMatchObject({ added: 0, removed: 0, changed: 0 });
		}
	});

	it('with nothing before, everything is added', () => {
		for (const earlierMapping of [[], [{}]]) {
			const { summary, problems } = checkMapping([row(), ...combo(2)], { earlierMapping });
			expect(summary).toMatchObject({ added: 2, removed: 0, changed: 0 });
			expect(problems).toEqual([]);
		}
	});

	describe('names what would be shipped otherwise for a SKU that is mapped already', () => {
		const effects = (rows: object[], earlierMapping: object[], more: CheckInput = {}) =>
			checkMapping(rows, { earlierMapping, ...more })
				.problems.filter(({ code }) => /_CHANGED$/.test(code))
				.map(({ row: number, code, reason }) => [number, code, reason]);
		const codes = (rows: object[], earlierMapping: object[]) =>
			effects(rows, earlierMapping).map(([number, code]) => [number, code]);

		it('another quantity', () => {
			expect(effects([row({ platform_sku: 'X' }), row({ quantity: 99 })], [row()])).toEqual([
				[
					2,
					'QUANTITY_CHANGED',
					'Row 2: the quantity for platform SKU "MUG" of all stores changes: system SKU "SYS-MUG" from 1 to 99.',
				],
			]);
		});

		it('another system SKU', () => {
			expect(effects([row({ system_sku: 'SYS-LAMP' })], [row()])).toEqual([
				[
					1,
					'SYSTEM_SKU_CHANGED',
					'Row 1: platform SKU "MUG" of all stores ships SYS-MUG × 1 now, and SYS-LAMP × 1 after the change.',
				],
			]);
		});

		it('a combo that loses or gains a part', () => {
			expect(codes(combo(1).slice(1), combo(1))).toEqual([[1, 'SYSTEM_SKU_CHANGED']]);
			expect(codes(combo(1), combo(1).slice(1))).toEqual([[1, 'SYSTEM_SKU_CHANGED']]);
		});

		it('rows of a store that take the place of those of all stores', () => {
			const own = row({ store_code: 'US01', quantity: 3 });
			expect(codes([row(), own], [row()])).toEqual([[2, 'QUANTITY_CHANGED']]);
			expect(effects([row(), { ...own, quantity: 1 }], [row()])).toEqual([]);
		});

		it('rows of a store that go, so that those of all stores count', () => {
			const own = row({ store_code: 'US01', system_sku: 'SYS-OWN' });
			expect(effects([row()], [row(), own])).toEqual([
				[
					null,
					'SYSTEM_SKU_CHANGED',
					'Platform SKU "MUG" of store US01 ships SYS-OWN × 1 now, and SYS-MUG × 1 after the change.',
				],
			]);
			expect(effects([row()], [row(), own], { keepOthers: true })).toEqual([]);
		});

		it('nothing for what is new, the same, or only in another order', () => {
			expect(effects([row({ platform_sku: 'NEW' }), ...combo(2)], [...combo(2)].reverse())).toEqual(
				[],
			);
		});
	});

	it.each([
		[4, 0, false],
		[5, 0, true],
		[0, 4, false],
		[0, 5, true],
		[3, 2, true],
	])('of 20 mapped SKUs %i removed and %i changed is a large change: %s', (gone, other, large) => {
		const before = Array.from({ length: 20 }, (_, index) => row({ platform_sku: `P${index}` }));
		const after = before
			.slice(gone)
			.map((each, index) => (index < other ? { ...each, quantity: 2 } : each));
		const { problems } = checkMapping(after, { earlierMapping: before });
		const said = problems.filter(({ code }) => code === 'LARGE_CHANGE');
		expect(said).toHaveLength(large ? 1 : 0);
		if (large) {
			expect(said[0].reason).toContain(
				`${gone} of 20 mapped SKUs would be removed, and ${other} changed`,
			);
		}
	});

	it('what is kept is not removed, and counts when the shop is asked', () => {
		const input = {
			earlierMapping: [row(), row({ platform_sku: 'OLD' })],
			platformProducts: ['MUG', 'OLD', 'NEW', 'BARE'].map((platformSku) => ({
				platformSku,
				shopCode: 'US01',
				productName: platformSku,
			})),
		};
		const rows = [row({ platform_sku: 'NEW' })];
		const unmapped = (keepOthers: boolean) =>
			checkMapping(rows, { ...input, keepOthers })
				.problems.filter(({ code }) => code === 'LISTED_SKU_NOT_MAPPED')
				.map(({ platform_sku: sku }) => sku);
		expect(checkMapping(rows, { ...input, keepOthers: true }).summary).toMatchObject({
			added: 1,
			removed: 0,
			kept: 2,
		});
		expect(unmapped(true)).toEqual(['BARE']);
		expect(checkMapping(rows, input).summary).toMatchObject({ added: 1, removed: 2, kept: 0 });
		expect(unmapped(false)).toEqual(['MUG', 'OLD', 'BARE']);
	});

	it('rows of it that cannot be used are said to be left out', () => {
		const earlierMapping = [row(), row({ platform_sku: 'X', quantity: 0 })];
		expect(reasons([row()], { earlierMapping })).toEqual([
			'1 item of the Earlier Mapping input was left out: only mapping rows can be compared.',
		]);
	});
});
