import { readShopRows } from '../../../nodes/TikTokShop/shops/shops';

const ROW = {
	id: '7490000000000000001',
	code: 'USLC000001',
	name: 'My Shop',
	region: 'US',
	seller_type: 'LOCAL',
	cipher: 'ROW_abc',
};

describe('a row of Get Authorized Shops', () => {
	it.each([
		['id', '7.49E+18', 'row 1: its ID "7.49E+18"'],
		['code', '5.76E+17', 'row 1: its shop code "5.76E+17"'],
		['cipher', '', 'row 1 has no cipher'],
	])(
		'whose %s is %j is told, and its shop is not read under another name',
		(field, value, told) => {
			const { shops, unreadable } = readShopRows([
				{ ...ROW, [field]: value },
				{ ...ROW, id: '2' },
			]);
			expect(shops.map(({ id }) => id)).toEqual(['2']);
			expect(unreadable).toHaveLength(1);
			expect(unreadable[0].problem).toContain(told);
		},
	);
});
