import type { ApiAddress } from '../../../nodes/TikTokShop/orders/apiOrder';
import { recipientOf } from '../../../nodes/TikTokShop/orders/recipient';

type Levels = Array<[level: string, name: string, place: string, isoCode?: string]>;

/** An address of a region with these levels. */
function address(region_code: string, levels: Levels, more: object = {}): ApiAddress {
	return {
		name: 'Test Buyer',
		region_code,
		postal_code: '12345',
		address_line1: '12 Sample Road',
		district_info: levels.map(([address_level, address_level_name, address_name, iso_code]) => ({
			...(address_level ? { address_level } : {}),
			...(address_level_name ? { address_level_name } : {}),
			address_name,
			...(iso_code ? { iso_code } : {}),
		})),
		...more,
	};
}

const read = (given: ApiAddress) => recipientOf({ recipient_address: given } as never);

/** [state, city, line 2] */
const parts = (given: ApiAddress) => {
	const { state, city, addressLine2 } = read(given);
	return [state, city, addressLine2];
};

describe('the level that is state and the level that is city', () => {
	const cases: Array<[string, string, Levels, string[]]> = [
		[
			'names in another order than the numbers',
			'US',
			[
				['L3', 'City', 'San Jose'],
				['L1', 'State', 'California'],
				['L0', 'Country', 'United States'],
				['L2', 'County', 'Santa Clara'],
			],
			['California', 'San Jose', 'Santa Clara County'],
		],
		[
			'names before numbers that say otherwise',
			'ES',
			[
				['L3', 'Autonomous community', 'Andalucía'],
				['L1', 'Municipality', 'Marbella'],
				['L2', 'Province', 'Málaga'],
			],
			['Málaga', 'Marbella', 'Andalucía'],
		],
		[
			'numbers only',
			'VN',
			[
				['L0', '', 'Việt Nam'],
				['L1', '', 'Hà Nội'],
				['L2', '', 'Ba Đình'],
				['L3', '', 'Kim Mã'],
			],
			['Hà Nội', 'Ba Đình', 'Kim Mã'],
		],
		[
			'names only',
			'ID',
			[
				['', 'Country', 'Indonesia'],
				['', 'Urban Community', 'Kuningan Timur'],
				['', 'Province', 'Jakarta'],
				['', 'City', 'South Jakarta'],
				['', 'Sub-district', 'Setiabudi'],
			],
			['Jakarta', 'South Jakarta', 'Setiabudi, Kuningan Timur'],
		],
		[
			'neither names nor numbers: the order of the list',
			'PH',
			[
				['', '', 'Philippines'],
				['', '', 'South Luzon'],
				['', '', 'Cavite'],
				['', '', 'Bacoor'],
				['', '', 'Molino III'],
			],
			['Cavite', 'Bacoor', 'Molino III, South Luzon'],
		],
		[
			'a city and a city of the province',
			'VN',
			[
				['L1', 'Province', 'Khánh Hòa'],
				['L2', 'City', 'Nha Trang'],
				['L3', 'Ward', 'Vĩnh Hải'],
			],
			['Khánh Hòa', 'Nha Trang', 'Vĩnh Hải'],
		],
		[
			'two steps since 2025',
			'VN',
			[
				['L1', 'city', 'Hà Nội'],
				['L2', 'ward', 'Phú Diễn'],
			],
			['Hà Nội', 'Phú Diễn', ''],
		],
		[
			'a county without a city',
			'US',
			[
				['L1', 'State', 'Virginia'],
				['L2', 'County', 'Accomack'],
			],
			['Virginia', 'Accomack', ''],
		],
		[
			'a region without province',
			'PH',
			[
				['L1', 'Region', 'Metro Manila'],
				['L2', 'City', 'Quezon City'],
				['L3', 'Barangay', 'Tatalon'],
			],
			['Metro Manila', 'Quezon City', 'Tatalon'],
		],
		[
			'doubled levels and empty names',
			'US',
			[
				['L1', 'State', 'California'],
				['L1', 'State', 'California'],
				['L2', 'County', ''],
				['L3', 'City', 'San Jose'],
				['L3', 'City', 'San Jose'],
			],
			['California', 'San Jose', ''],
		],
		[
			'capitals and low lines in level names',
			'BR',
			[
				['L1', 'STATE', 'Bahia'],
				['L2', 'MUNICIPALITY', 'Salvador'],
				['L3', 'neighbourhood', 'Barra'],
			],
			['Bahia', 'Salvador', 'Barra'],
		],
		[
			'a country without a row',
			'CH',
			[
				['L1', 'Canton', 'Zürich'],
				['L2', 'Municipality', 'Uster'],
				['L3', 'Hamlet', 'Nossikon'],
			],
			['Zürich', 'Uster', 'Nossikon'],
		],
		['no levels', 'SG', [['L0', 'Country', 'Singapore']], ['', '', '']],
	];

	it.each(cases)('%s (%s)', (_, region, levels, expected) => {
		expect(parts(address(region, levels))).toEqual(expected);
	});

	it.each([undefined, '', 'us', 'UK'])('region code %p', (region_code) => {
		const given = address('', [['L0', 'Country', 'United States', 'US']], { region_code });
		const expected: Record<string, string> = { us: 'US', UK: 'GB' };
		expect(read(given).countryCode).toBe(expected[region_code ?? ''] ?? 'US');
	});
});

describe('the address lines', () => {
	const levels: Levels = [
		['L1', 'State', 'São Paulo'],
		['L2', 'Municipality', 'Campinas'],
		['L3', 'Neighborhood', 'Cambuí'],
	];
	const lines = (more: object) => {
		const { addressLine1, addressLine2 } = read(address('BR', levels, more));
		return [addressLine1, addressLine2];
	};

	it.each([
		[
			'all four lines',
			{ address_line2: 'b', address_line3: 'c', address_line4: 'd' },
			['12 Sample Road', 'b, c, d, Cambuí'],
		],
		['a line holds the level', { address_line3: 'Cambuí' }, ['12 Sample Road', 'Cambuí']],
		[
			'a line holds the level among others',
			{ address_line2: 'Apto 4, cambuí' },
			['12 Sample Road', 'Apto 4, cambuí'],
		],
		['the same line twice', { address_line2: '12 sample road' }, ['12 Sample Road', 'Cambuí']],
		[
			'the first line is empty',
			{ address_line1: ' ', address_line2: 'Rua B 4' },
			['Rua B 4', 'Cambuí'],
		],
		[
			'the detail is the lines',
			{ address_line2: 'Bloco B', address_detail: '12 Sample Road Bloco B' },
			['12 Sample Road', 'Bloco B, Cambuí'],
		],
		[
			'the detail holds more',
			{ address_detail: '12 Sample Road, Bloco B, Campinas' },
			['12 Sample Road', 'Cambuí, Bloco B'],
		],
		[
			'only the detail',
			{ address_line1: '', address_detail: '12 Sample Road, Cambuí' },
			['12 Sample Road, Cambuí', ''],
		],
		[
			'only the full address',
			{ address_line1: '', full_address: 'Brazil, São Paulo, Campinas, Cambuí, Rua B, 4' },
			['Rua B, 4', 'Cambuí'],
		],
		[
			'a hidden line: the detail is left out',
			{ address_line1: 'S*****', address_detail: 'Sa****' },
			['S*****', 'Cambuí'],
		],
	])('%s', (_, more, expected) => {
		expect(lines(more)).toEqual(expected);
	});

	it('a ward is not in a street that begins with its name', () => {
		const given = address(
			'VN',
			[
				['L1', 'province', 'Bắc Ninh'],
				['L2', 'district', 'Thuận Thành'],
				['L3', 'commune', 'Hồ'],
			],
			{
				address_line1: '5 Hồ Tùng Mậu',
			},
		);
		expect(read(given)).toMatchObject({ addressLine1: '5 Hồ Tùng Mậu', addressLine2: 'Hồ' });
	});

	it('GB: the post town is the city, the city of the levels goes into the lines', () => {
		const given = address(
			'GB',
			[
				['L1', 'State', 'England'],
				['L2', 'City', 'Caversham'],
			],
			{ post_town: 'Reading' },
		);
		expect(read(given)).toMatchObject({ city: 'Reading', addressLine2: 'Caversham' });
	});
});

describe('the name', () => {
	it.each([
		[{ name: 'Ann Lee', first_name: 'A', last_name: 'L' }, 'US', 'Ann Lee'],
		[{ name: '', first_name: 'Ann', last_name: 'Lee' }, 'US', 'Ann Lee'],
		[{ name: undefined, first_name: 'Ann' }, 'US', 'Ann'],
		[{ name: ' ', first_name: '花子', last_name: '山田' }, 'JP', '山田 花子'],
		[
			{ name: '', first_name_local_script: '花子', last_name_local_script: '山田' },
			'JP',
			'山田 花子',
		],
		[{}, 'US', ''],
	])('%j in %s is "%s"', (given, region_code, expected) => {
		expect(read({ region_code, ...given }).name).toBe(expected);
	});
});

it('no address at all is an empty recipient', () => {
	expect(recipientOf({} as never)).toMatchObject({
		name: '',
		city: '',
		addressLine1: '',
		masked: false,
	});
});
