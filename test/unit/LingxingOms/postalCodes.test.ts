import {
	isInPostalArea,
	postalKeyOf,
	readPostalArea,
} from '../../../nodes/LingxingOms/warehouses/rules/postalCodes';

/** Whether a cell takes a postal code of a country; text where the cell cannot be read. */
function takes(cell: string, country: string, postalCode: string): boolean | string {
	const area = readPostalArea(cell);
	if (typeof area === 'string') return area;
	return isInPostalArea(postalKeyOf(postalCode), country, area);
}

describe('a postal code of each market', () => {
	it.each<[cell: string, country: string, postalCode: string, holds: boolean]>([
		// US: ZIP+4, zeros that a spreadsheet has eaten, zones of three figures
		['02134', 'US', '02134-1001', true],
		['2134', 'US', '02134-1001', true],
		['02134-1001', 'US', '02134-1001', true],
		['02134-1001', 'US', '02134', false],
		['021*', 'US', '02134', true],
		['902xx', 'US', '90210', true],
		['902XX', 'US', '90310', false],
		['900-905', 'US', '90210-1234', true],
		['900-905', 'US', '90610', false],
		['01001-02791', 'US', '02134', true],
		['1001-2791', 'US', '02134', true],
		['1001-2791', 'US', '10013', false],
		['1001-2791', 'US', '10013-1001', false],
		['90000 to 90999', 'US', '90210', true],
		['90000 - 90999', 'US', '90210', true],
		['90000 -90999', 'US', '90210', true],
		['90000至90999', 'US', '90210', true],
		['90000～90999', 'US', '90210', true],
		['90210-0000 - 90210-1999', 'US', '90210-1234', true],
		['00501', 'US', '00501', true],
		['501', 'US', '00501', true],
		['00901', 'PR', '00901-1234', true],
		// GB: area, district, range of districts, blanks and case
		['SW1A 1AA', 'GB', 'sw1a1aa', true],
		['sw1a-1aa', 'GB', 'SW1A 1AA', true],
		['B', 'GB', 'B12 8QX', true],
		['B', 'GB', 'BT1 5GS', false],
		['B*', 'GB', 'B12 8QX', true],
		['B*', 'GB', 'BT1 5GS', false],
		['BT*', 'GB', 'BT1 5GS', true],
		['BT', 'GB', 'BT1 5GS', true],
		['AB10', 'GB', 'AB10 1AA', true],
		['AB1', 'GB', 'AB10 1AA', false],
		['AB1', 'GB', 'AB1 0AA', true],
		['AB1*', 'GB', 'AB10 1AA', true],
		['SW1', 'GB', 'SW1A 1AA', true],
		['AB10-AB56', 'GB', 'AB39 2XY', true],
		['AB10-AB56', 'GB', 'AB9 2XY', false],
		['AB1-AB9', 'GB', 'AB10 1AA', false],
		['B1-B20', 'GB', 'B5 4AA', true],
		['B1-B20', 'GB', 'B21 4AA', false],
		['IM1 - IM9', 'IM', 'IM4 1AA', true],
		['EC1-EC4', 'GB', 'EC2A 4NE', true],
		['SW1-SW9', 'GB', 'SW1A', true],
		['G', 'GB', 'G1', true],
		// JP
		['100-0001', 'JP', '1000001', true],
		['1000001', 'JP', '100-0001', true],
		['100', 'JP', '100-0001', true],
		['600001', 'JP', '060-0001', true],
		['600000-609999', 'JP', '060-0001', true],
		['600000-609999', 'JP', '600-0001', false],
		['100-0000~108-9999', 'JP', '105-0011', true],
		['100-0000-108-9999', 'JP', '109-0011', false],
		// BR
		['01310-100', 'BR', '01310100', true],
		['1310100', 'BR', '01310-100', true],
		['01310', 'BR', '01310-100', true],
		['01000-000 - 05999-999', 'BR', '01310-100', true],
		['01000-000–05999-999', 'BR', '13100-000', false],
		['01000-05999', 'BR', '01310-100', true],
		['1000-5999', 'BR', '01310-100', true],
		['1000-5999', 'BR', '13100-000', false],
		// CA, NL, IE, PL and others
		['K1A 0B1', 'CA', 'k1a0b1', true],
		['K1A-0B1', 'CA', 'K1A 0B1', true],
		['M5V', 'CA', 'M5V 2T6', true],
		['M*', 'CA', 'M5V 2T6', true],
		['1012 AB', 'NL', '1012ab', true],
		['1012XX', 'NL', '1012 XX', true],
		['1012', 'NL', '1012 AB', true],
		['1000-1109', 'NL', '1012 AB', true],
		['D02 X285', 'IE', 'd02x285', true],
		['D02', 'IE', 'D02 X285', true],
		['D01-D24', 'IE', 'D02 X285', true],
		['00-001', 'PL', '00-001', true],
		['00-05', 'PL', '02-495', true],
		['1067', 'DE', '01067', true],
		['1067-9999', 'DE', '01069', true],
		['1010', 'AT', '1010', true],
		['1010-1230', 'AT', '1120', true],
		['049213', 'SG', '049213', true],
		['49213', 'SG', '049213', true],
	])('%s, %s %s: %s', (cell, country, postalCode, holds) => {
		expect(takes(cell, country, postalCode)).toBe(holds);
	});

	it.each([
		'501-99950',
		'90210/90211',
		'90210 90211',
		'90999-90000',
		'B20-B1',
		'9*2',
		'*',
		'-',
		'90210-',
		'A1-B20',
		'90000-90999-91000',
	])('that nobody can have is refused and never just passed over: %s', (cell) => {
		expect(takes(cell, 'US', '90210')).toEqual(expect.stringContaining('postal code'));
	});
});
