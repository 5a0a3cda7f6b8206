import { recipientFields } from '../../../nodes/LingxingOms/outbound/create/recipientFields';
import { missingRecipientFields } from '../../../nodes/shared/recipient/complete';
import { recipientOf } from '../../../nodes/TikTokShop/orders/recipient';

type Levels = Array<[level: string, name: string, place: string]>;

/** An order to a buyer in this country. */
const buyerIn = (region_code: string, levels: Levels, more: object = {}) =>
	recipientOf({
		recipient_address: {
			name: 'Test Buyer',
			region_code,
			postal_code: '12345',
			address_line1: '12 Sample Road',
			district_info: levels.map(([address_level, address_level_name, address_name]) => ({
				address_level,
				address_level_name,
				address_name,
			})),
			...more,
		},
	} as never);

describe('a state that is one city', () => {
	it.each<[country: string, levels: Levels, state: string, city: string, line2: string]>([
		['DE', [['L1', 'Federal state', 'Berlin']], 'Berlin', 'Berlin', ''],
		[
			'DE',
			[
				['L1', 'Federal state', 'Berlin'],
				['L2', 'Urban district', 'Mitte'],
			],
			'Berlin',
			'Berlin',
			'Mitte',
		],
		[
			'DE',
			[
				['L1', 'Federal state', 'Hamburg'],
				['L2', 'Municipality', 'Hamburg'],
				['L3', 'Urban district', 'Altona'],
			],
			'Hamburg',
			'Hamburg',
			'Altona',
		],
		[
			'DE',
			[
				['L1', 'Federal state', 'Bremen'],
				['L2', 'Municipality', 'Bremerhaven'],
			],
			'Bremen',
			'Bremerhaven',
			'',
		],
		['ES', [['L1', 'Autonomous city', 'Ceuta']], 'Ceuta', 'Ceuta', ''],
		[
			'MY',
			[
				['L1', 'Federal territory', 'Kuala Lumpur'],
				['L2', 'District', 'Cheras'],
			],
			'Kuala Lumpur',
			'Kuala Lumpur',
			'Cheras',
		],
		[
			'MY',
			[
				['L1', 'State', 'Selangor'],
				['L2', 'District', 'Petaling'],
			],
			'Selangor',
			'Petaling',
			'',
		],
	])('%s %j has the city', (country, levels, state, city, line2) => {
		const recipient = buyerIn(country, levels);
		expect(recipient).toMatchObject({ state, city, addressLine2: line2 });
		expect(missingRecipientFields(recipient)).toEqual([]);
	});
});

describe('an address in Japan', () => {
	const TOKYO: Levels = [
		['L1', 'Prefecture', '東京都'],
		['L2', 'City', '渋谷区'],
		['L3', 'Town', '神南'],
	];
	const YOKOHAMA: Levels = [
		['L1', 'Prefecture', '神奈川県'],
		['L2', 'City', '横浜市'],
		['L3', 'Ward', '西区'],
		['L4', 'Town', 'みなとみらい'],
	];
	it.each<[levels: Levels, line1: string, building: string, written: string, line2: string]>([
		[TOKYO, '1-19-11', 'サンプルビル3階', '神南1-19-11', 'サンプルビル3階'],
		[TOKYO, '神南1-19-11', '', '神南1-19-11', ''],
		[TOKYO, '東京都渋谷区神南1-19-11', '', '東京都渋谷区神南1-19-11', ''],
		[YOKOHAMA, '2-2-1', 'タワー12F', '西区みなとみらい2-2-1', 'タワー12F'],
		[YOKOHAMA, 'みなとみらい2-2-1', '', '西区みなとみらい2-2-1', ''],
		[
			[
				['L1', 'Prefecture', '北海道'],
				['L2', 'County', '虻田郡'],
				['L3', 'Town', '倶知安町'],
			],
			'山田190',
			'',
			'山田190',
			'虻田郡',
		],
		[
			[
				['L1', 'Prefecture', 'Tokyo'],
				['L2', 'City', 'Shibuya'],
				['L3', 'Town', 'Jinnan'],
			],
			'1-19-11',
			'Sample Building 3F',
			'1-19-11',
			'Sample Building 3F, Jinnan',
		],
	])(
		'%j, %s %s is written from the large to the small',
		(levels, line1, building, written, line2) => {
			const recipient = buyerIn('JP', levels, { address_line1: line1, address_line2: building });
			expect(recipient).toMatchObject({ addressLine1: written, addressLine2: line2 });
		},
	);
});

describe('what cannot be seen', () => {
	it.each([
		['\u200e\u0645\u062d\u0645\u062f\u200f', '\u0645\u062d\u0645\u062f'],
		['Dana\u0000 Miller\u0007', 'Dana Miller'],
		['\ufeffDana\u200b Miller', 'Dana Miller'],
		['Dana \u202d Miller', 'Dana Miller'],
		['Dana \u{1F469}\u200d\u{1F373}', 'Dana \u{1F469}\u200d\u{1F373}'],
		['Dana\t\r\nMiller', 'Dana Miller'],
	])('does not go on the label: %j', (name, clean) => {
		const recipient = buyerIn('SG', [], {
			name,
			address_line1: name,
			phone_number: '\u202a+6581234567\u202c',
		});
		expect(recipientFields(recipient)).toMatchObject({
			receiver: clean,
			addressOne: clean,
			telephone: '+6581234567',
		});
	});
});

describe('a Polish address', () => {
	it('has the voivodeship as its province', () => {
		const recipient = buyerIn('PL', [
			['L1', 'Voivodeship', 'mazowieckie'],
			['L2', 'County', 'Piaseczno'],
			['L3', 'City', 'Konstancin'],
		]);
		expect(recipient).toMatchObject({ state: 'mazowieckie', city: 'Konstancin' });
		expect(recipient.addressLine2).toBe('Piaseczno');
	});
});
