import { chooseWarehouse } from '../../../nodes/LingxingOms/warehouses/rules/chooseWarehouse';
import { readRules } from '../../../nodes/LingxingOms/warehouses/rules/ruleRow';
import type { OrderItem } from '../../../nodes/shared/orderItem';

describe('the states of a warehouse rule', () => {
	it.each<[recipient: object, country: string, cell: string, holds: boolean]>([
		[{ countryCode: 'US', state: 'Washington', stateCode: 'WA' }, 'US', 'Washington, D.C.', false],
		[
			{ countryCode: 'US', state: 'District of Columbia', stateCode: 'DC' },
			'US',
			'Washington, D.C.',
			true,
		],
		[{ countryCode: 'US', state: 'Puerto Rico', stateCode: 'PR' }, 'US', 'PR, GU', true],
		[{ countryCode: 'BR', state: 'São Paulo', stateCode: 'SP' }, '巴西', 'sao paulo', true],
		[{ countryCode: 'ES', state: 'Málaga', stateCode: '' }, 'ES', 'Malaga', true],
		[{ countryCode: 'VN', state: 'Đà Nẵng', stateCode: '' }, 'VN', 'Da Nang', true],
		[{ countryCode: 'JP', state: '大阪府', stateCode: '' }, 'JP', '大阪府', true],
		[{ countryCode: 'JP', state: 'Gifu', stateCode: '' }, 'JP', 'Kifu', false],
		[{ countryCode: 'CA', state: 'Ontario', stateCode: 'ON' }, 'US, CA', 'ON;NY', true],
	])('a state as its country writes it: %j, %s %s', (recipient, country, state, holds) => {
		const order = { orderId: '57', recipient, lines: [] } as unknown as OrderItem;
		const rules = readRules([{ country, state, skip: 'here' }]);
		expect(rules.map(({ problems }) => problems)).toEqual([[]]);
		expect('skipped' in chooseWarehouse(order, rules)).toBe(holds);
	});
});
