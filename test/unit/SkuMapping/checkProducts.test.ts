import fc from 'fast-check';

import { checkMapping } from '../../../nodes/SkuMapping/checkMapping/check';
import { found, reasons, row } from './checked';

describe('against the products of the OMS', () => {
	const products = [
		{ systemSku: 'SYS-MUG', productName: 'Mug' },
		{ sku: 'WAITING', approveStatus: 1 },
	];

	it('a system SKU must exist (B56), and should be approved (B63)', () => {
		const rows = [
			row(),
			row({ platform_sku: 'A', system_sku: 'WAITING' }),
			row({ platform_sku: 'B', system_sku: 'sys-mug ' }),
		];
		expect(reasons(rows, { omsProducts: products })).toEqual([
			'Row 2: system SKU "WAITING" is in review in the OMS; only an approved product can ship.',
			'Row 3: blanks around system_sku were removed.',
			'Row 3: system_sku "sys-mug" differs from "SYS-MUG" of row 1 only by case or blanks; both count as they are.',
			'Row 3: system SKU "sys-mug" is not among the products of the OMS.',
		]);
	});

	it('an empty list is one problem, not one of each row', () => {
		expect(found([row(), row({ platform_sku: 'A' })], { omsProducts: [{}] })).toEqual([
			[null, 'INPUT_EMPTY'],
		]);
	});

	it('items that are no products are said to be left out', () => {
		expect(reasons([row()], { omsProducts: [...products, { orderId: '1' }] })).toEqual([
			'1 item of the OMS Products input was left out: only products of the OMS can be compared.',
		]);
	});
});

describe('against the products of the shop', () => {
	const listed = (platformSku: string, more: object = {}) => ({
		platformSku,
		skuId: `id of ${platformSku}`,
		productName: 'Blue Mug',
		shopCode: 'US01',
		status: 'ACTIVATE',
		...more,
	});

	it('seller SKUs without rows are listed once each, empty ones by their SKU ID', () => {
		const platformProducts = [
			listed('MUG'),
			listed('NEW'),
			listed('NEW', { skuId: 'other' }),
			listed('', { skuId: '1729' }),
			listed('OLD', { status: 'DELETED' }),
			listed('SKETCH', { status: 'DRAFT' }),
			listed('PAUSED', { status: 'SELLER_DEACTIVATED' }),
		];
		expect(reasons([row()], { platformProducts })).toEqual([
			'Platform SKU "NEW" of store US01 (product "Blue Mug") has no mapping row.',
			'A SKU of product "Blue Mug" of store US01 (SKU ID 1729) has no seller SKU. Fill it in on TikTok Shop.',
			'Platform SKU "PAUSED" of store US01 (product "Blue Mug") has no mapping row.',
		]);
	});

	it('are judged store by store (B59)', () => {
		const rows = [row({ store_code: 'US01' })];
		const platformProducts = [listed('MUG'), listed('MUG', { shopCode: 'GB01' })];
		expect(checkMapping(rows, { platformProducts }).problems).toMatchObject([
			{ row: null, code: 'LISTED_SKU_NOT_MAPPED', store_code: 'GB01', platform_sku: 'MUG' },
		]);
	});

	it('rows for SKUs that no longer exist deserve a look', () => {
		const rows = [
			row({ platform_sku: 'GONE' }),
			row({ platform_sku: 'OLD', store_code: 'US01' }),
			row({ platform_sku: 'OLD', store_code: 'GB01' }),
			row({ platform_sku: 'id of MUG' }),
			row(),
		];
		const platformProducts = [listed('MUG'), listed('OLD', { status: 'DELETED' })];
		expect(reasons(rows, { platformProducts })).toEqual([
			'Row 1: no product of any listed store (US01) has the seller SKU "GONE".',
			'Row 2: no product of store US01 has the seller SKU "OLD".',
		]);
	});

	it('with the fallbacks of Map Orders, what they find is not reported', () => {
		const platformProducts = [listed('NEW'), listed('SAME'), listed('MUG')];
		const fallbacks = {
			steps: ['skuId', 'sameSku'] as const,
			approvedSkus: new Set(['SAME']),
		};
		const rows = [row(), row({ platform_sku: 'id of NEW' })];
		expect(found(rows, { platformProducts, fallbacks })).toEqual([]);
	});

	it.each([[[]], [[{}]]])('nothing is one problem: %j', (platformProducts) => {
		expect(found([row()], { platformProducts })).toEqual([[null, 'INPUT_EMPTY']]);
	});

	it('whole products, with Simplify off, are said to be left out', () => {
		const platformProducts = [listed('MUG'), { id: '1', skus: [{ seller_sku: 'MUG' }] }];
		expect(reasons([row()], { platformProducts })).toEqual([
			'1 item of the TikTok Shop Products input was left out: only SKUs of a shop can be compared. Leave Simplify on in TikTok Shop > Product > Get Many.',
		]);
	});
});

describe('a shop or the OMS that does not answer raises no false alarm', () => {
	const shop = { id: '7490', code: 'GB01', name: 'UK', error: 'The service is down.' };
	const listed = { platformSku: 'MUG', skuId: '1', shopCode: 'US01', status: 'ACTIVATE' };
	const rows = [
		row(),
		row({ platform_sku: 'ONLY-GB' }),
		row({ platform_sku: 'GB', store_code: 'GB01' }),
		row({ platform_sku: 'GONE', store_code: 'US01' }),
	];

	it('what may be for the shop that was not read is not told as gone; the others are compared', () => {
		expect(reasons(rows, { platformProducts: [listed, shop] })).toEqual([
			'Row 4: no product of store US01 has the seller SKU "GONE".',
			'The products of store GB01 could not be read, so rows for store GB01 and for all stores were not compared with them: The service is down.',
		]);
	});

	it('where it is not known which shops there are, nothing is told as gone', () => {
		const platformProducts = [listed, { error: 'No access token' }];
		expect(found(rows, { platformProducts })).toEqual([[null, 'INPUT_NOT_READ']]);
	});

	it('the code of the shop goes with it', () => {
		const { problems } = checkMapping([row()], { platformProducts: [shop] });
		expect(problems).toMatchObject([
			{ code: 'INPUT_NOT_READ', severity: 'warning', store_code: 'GB01' },
		]);
	});

	it.each([
		[
			'a text',
			{ error: 'Too many calls', errorHint: 'Wait a minute.' },
			/: Too many calls Wait a minute\.$/,
		],
		[
			'an error of n8n',
			{ error: { message: 'connect ECONNREFUSED' } },
			/: connect ECONNREFUSED\.$/,
		],
		['nothing', { error: null }, /: there was no answer\.$/],
	])('system SKUs are not told as unknown when the OMS fails with %s', (_what, failed, said) => {
		const omsProducts = [{ systemSku: 'OTHER' }, failed];
		expect(found([row()], { omsProducts })).toEqual([[null, 'INPUT_NOT_READ']]);
		expect(reasons([row()], { omsProducts })[0]).toMatch(said);
	});

	it('whichever parts are missing, nothing is told that the whole would not tell', () => {
		const sku = fc.constantFrom('A', 'B', 'C');
		const store = fc.constantFrom('*', 'US01', 'GB01');
		const product = fc.record({ platformSku: sku, shopCode: fc.constantFrom('US01', 'GB01') });
		const mapping = fc.record({ store_code: store, platform_sku: sku, system_sku: sku });
		fc.assert(
			fc.property(
				fc.array(mapping, { minLength: 1, maxLength: 6 }),
				fc.array(product, { maxLength: 8 }),
				fc.subarray(['US01', 'GB01']),
				(given, products, silent) => {
					const table = given.map((each) => row(each));
					const gone = (platformProducts: unknown[]) =>
						checkMapping(table, { platformProducts })
							.problems.filter(({ code }) => code === 'PLATFORM_SKU_GONE')
							.map(({ row: number }) => number);
					const heard = products.filter(({ shopCode }) => !silent.includes(shopCode));
					const failed = silent.map((code) => ({ code, error: 'down' }));
					const whole = gone(products);
					expect(gone([...heard, ...failed]).filter((each) => !whole.includes(each))).toEqual([]);
				},
			),
		);
	});
});
