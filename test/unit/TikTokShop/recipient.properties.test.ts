import fc from 'fast-check';

import { recipientFields } from '../../../nodes/LingxingOms/outbound/create/recipientFields';
import type { ApiAddress } from '../../../nodes/TikTokShop/orders/apiOrder';
import { readOrder } from '../../../nodes/TikTokShop/orders/readOrder';
import { recipientOf } from '../../../nodes/TikTokShop/orders/recipient';
import { MARKET_ADDRESSES } from '../../sandbox/demo/addresses';

const REGIONS = [...Object.keys(MARKET_ADDRESSES), 'CA', 'AU', 'PR', 'HK', 'KR', 'XX', ''];
const NAMES = [
	'State',
	'Province',
	'Region',
	'County',
	'City',
	'Municipality',
	'District',
	'urban district',
	'ward',
	'Barangay',
	'Neighborhood',
	'Odd',
	'',
];

/** Places and lines of letters only, so that each can be found again. */
const place = fc.constantFrom(
	'Hồ',
	'Hà Nội',
	'Cambuí',
	'San Jose',
	'渋谷区',
	'São Paulo',
	'Kuningan Timur',
	'Ấp 3',
	'Straße',
	'İzmir',
	'',
);
const line = fc.oneof(
	place,
	fc.constantFrom('12 Sample Road', '5 Hồ Tùng Mậu', 'Rua B, Cambuí', '渋谷区1-2', 'Apt *5'),
);

const addresses: fc.Arbitrary<ApiAddress> = fc.record(
	{
		region_code: fc.constantFrom(...REGIONS),
		postal_code: fc.constantFrom('', '12345'),
		post_town: fc.constantFrom('', 'Reading'),
		address_line1: line,
		address_line2: line,
		address_line3: line,
		address_line4: line,
		district_info: fc.array(
			fc.record(
				{
					address_level: fc.constantFrom('L1', 'L2', 'L3', 'L4', ''),
					address_level_name: fc.constantFrom(...NAMES),
					address_name: place,
				},
				{ requiredKeys: ['address_name'] },
			),
			{ maxLength: 6 },
		),
	},
	{ requiredKeys: [] },
);

/** The row that the OMS gets for an address. */
const rowOf = (address: ApiAddress) => {
	const recipient = recipientOf({ recipient_address: address } as never);
	return { recipient, row: recipientFields(recipient) };
};

describe('whatever an address is made of', () => {
	it('every place and every line of it reaches the row of the OMS', () => {
		fc.assert(
			fc.property(addresses, (address) => {
				const { row } = rowOf(address);
				const all = Object.values(row).join(' | ').toLowerCase();
				const texts = [
					...(address.district_info ?? []).map(({ address_name }) => address_name),
					address.address_line1,
					address.address_line2,
					address.address_line3,
					address.address_line4,
					address.post_town,
					address.postal_code,
				];
				for (const text of texts) expect(all).toContain((text ?? '').toLowerCase());
			}),
			{ numRuns: 2_000 },
		);
	});

	it('no piece of a line stands there twice because of us', () => {
		fc.assert(
			fc.property(addresses, (address) => {
				const given = [
					address.address_line1,
					address.address_line2,
					address.address_line3,
					address.address_line4,
				];
				const typed = given.filter(Boolean).join(', ').toLowerCase().split(', ');
				const { recipient } = rowOf(address);
				const pieces = [recipient.addressLine1, recipient.addressLine2]
					.filter(Boolean)
					.join(', ')
					.toLowerCase()
					.split(', ');
				for (const piece of new Set(pieces)) {
					const count = (list: string[]) => list.filter((each) => each === piece).length;
					expect(count(pieces)).toBeLessThanOrEqual(Math.max(1, count(typed)));
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('state and city are never the same level', () => {
		fc.assert(
			fc.property(addresses, (address) => {
				const places = (address.district_info ?? []).filter(({ address_name }) => address_name);
				const { state, city } = rowOf({ ...address, post_town: '' }).recipient;
				if (state && state === city) {
					expect(
						places.filter(({ address_name }) => address_name === state).length,
					).toBeGreaterThan(1);
				}
			}),
		);
	});

	it('nothing odd in an address makes the reading throw', () => {
		const odd = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constant(null),
			fc.constant(undefined),
			fc.constantFrom('*'.repeat(50), '🏠', '\u202E', '__proto__', 'constructor'),
		);
		const anyAddress = fc.record({
			name: odd,
			first_name: odd,
			last_name: odd,
			phone_number: odd,
			region_code: odd,
			postal_code: odd,
			post_town: odd,
			address_line1: odd,
			address_line2: odd,
			address_line3: odd,
			address_line4: odd,
			address_detail: odd,
			full_address: odd,
			district_info: fc.array(
				fc.record({
					address_level: odd,
					address_level_name: odd,
					address_name: odd,
					iso_code: odd,
				}),
			),
		});
		fc.assert(
			fc.property(anyAddress, (recipient_address) => {
				const { order, fault } = readOrder({
					id: '1',
					status: 'AWAITING_SHIPMENT',
					line_items: [{ id: '2' }],
					recipient_address,
				});
				expect(fault).toBeUndefined();
				const row = recipientFields(recipientOf(order as never));
				for (const value of Object.values(row)) expect(typeof value).toBe('string');
			}),
			{ numRuns: 1_000 },
		);
	});
});
