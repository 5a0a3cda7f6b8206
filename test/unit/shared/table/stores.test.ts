import { readTable } from '../../../../nodes/SkuMapping/mapping/mappingRows';
import { readPairing } from '../../../../nodes/TikTokShop/fulfillment/pairing/pairingTable';
import { columnsFound } from '../../../../nodes/shared/table/columns';
import { findForStore } from '../../../../nodes/shared/table/stores';

const SHOP = { code: 'US01', id: '749', name: 'My Shop' };
const MAPPING = { platform_sku: 'A', system_sku: 'B', quantity: 1 };
const PAIRING = { carrier: 'USPS', shipping_provider_name: 'USPS' };

it.each([
	[['*', 'My Shop', '749', 'US01'], 'US01'],
	[['*', 'My Shop', '749'], '749'],
	[['*', 'My Shop'], 'My Shop'],
	[['*', 'US02'], '*'],
	[['US02'], undefined],
])('of rows for %j those for %s count', (stores, expected) => {
	const find = (code: string) => (stores.includes(code) ? code : undefined);
	expect(findForStore(SHOP, find)).toBe(expected);
});

it('a shop without code or name has no rows under an empty store code', () => {
	expect(findForStore({ code: '', id: '', name: '' }, (code) => `rows of "${code}"`)).toBe(
		'rows of "*"',
	);
});

it.each(['carrier2', 'quantity2', 'note', 'imported'])(
	'both tables ignore another column, %s',
	(column) => {
		expect(readTable([{ ...MAPPING, [column]: 'x' }]).problems).toEqual([]);
		expect(readPairing([{ ...PAIRING, [column]: 'x' }]).problems).toEqual([]);
	},
);

it('both tables refuse a row whose store column has an unknown name', () => {
	const store = { 'Store region': 'US01' };
	const named = 'there is no column store_code, but one named "Store region". Rename it';
	expect(readPairing([{ ...PAIRING, ...store }]).problems).toMatchObject([
		{ message: `Row 1: ${named}.` },
	]);
	expect(readTable([{ ...MAPPING, ...store }]).problems).toMatchObject([
		{ row: null, code: 'COLUMN_MISSING', reason: expect.stringContaining('Rename "Store region"') },
	]);
});

it('both tables let an unknown store column stand beside a known one', () => {
	const stores = { store_code: 'US01', 'Store region': 'US' };
	expect(readPairing([{ ...PAIRING, ...stores }]).problems).toEqual([]);
	expect(readTable([{ ...MAPPING, ...stores }]).problems).toEqual([]);
});

it('a message names twenty columns and counts the others', () => {
	const names = Array.from({ length: 23 }, (_, index) => `c${index}`);
	expect(columnsFound(['A', 'B'])).toBe('Columns found: "A", "B"');
	expect(columnsFound(names)).toMatch(/^Columns found: "c0", .*"c19" and 3 more$/);
	expect(columnsFound([])).toBe('');
});
