import type { PairingInputs } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingFacts';
import { rowProblems } from '../../../nodes/TikTokShop/fulfillment/pairing/rowProblems';
import { factsOf, GB, offer, row, shipped, US } from './pairingWorld';

const USED = [shipped('A', 'USPS'), shipped('B', 'EVRI', 'GB01')];

const problems = (rows: object[], more: Partial<PairingInputs> = {}) =>
	rowProblems(factsOf({ shipped: USED, rows, ...more })).map(
		({ row: number, problem }) => `${number} ${problem.en}`,
	);

describe('rows of the pairing that a person has made', () => {
	it.each<[name: string, rows: object[], expected: string[], more?: Partial<PairingInputs>]>([
		['fine ones', [row('USPS'), row('evri', 'EVRI', 'GB01')], []],
		['an ID', [{ carrier: 'USPS', shipping_provider_id: 'id-USPS-US01' }], []],
		['an empty row, as n8n adds it', [{ store_code: null, carrier: null }], []],
		[
			'no provider',
			[{ carrier: 'USPS' }],
			['1 The shipping provider is empty, so the row does not count.'],
		],
		[
			'no carrier',
			[{ shipping_provider_name: 'USPS' }],
			['1 The carrier is empty, so the row does not count.'],
		],
		['an unknown store', [row('USPS', 'USPS', 'US1')], ['1 No authorised shop is called US1.']],
		['an unknown carrier', [row('USSP')], ['1 The OMS uses no carrier USSP.']],
		[
			'a provider that is not offered in the shop that uses the carrier',
			[row('USPS', 'Evri')],
			['1 TikTok Shop does not offer the shipping provider Evri in US01.'],
		],
		[
			'an ID that is not offered, by the name next to it',
			[{ carrier: 'USPS', shipping_provider_id: '9', shipping_provider_name: 'Old post' }],
			['1 TikTok Shop does not offer the shipping provider Old post in US01.'],
		],
		[
			'a provider that no shop offers, of a carrier that none uses yet',
			[row('YANWEN', 'Yanwenn')],
			['1 TikTok Shop does not offer the shipping provider Yanwenn.'],
			{
				warehouses: [
					{ code: 'W', countryCode: 'FR', channels: [{ code: 'Y', carrier: 'YANWEN' }] },
				],
			},
		],
		[
			'a provider that one delivery option does not accept',
			[row('USPS')],
			['1 TikTok Shop does not offer the shipping provider USPS in US01 for Main, Express.'],
			{
				offers: [
					offer('USPS'),
					offer('UPS', US, { deliveryOptionId: 'e', deliveryOption: 'Express' }),
				],
			},
		],
		[
			'a row for all shops where another row decides for the shop',
			[row('USPS', 'Evri'), row('USPS', 'USPS', 'US01')],
			[],
		],
		[
			'two rows that contradict each other',
			[row('USPS'), {}, row('usps', 'UPS')],
			['3 Row 3: carrier "usps" of all stores is paired with "USPS" already in row 1.'],
			{ offers: [offer('USPS'), offer('UPS'), offer('Evri', GB)] },
		],
	])('%s', (...[, rows, expected, more]) => {
		expect(problems(rows, more)).toEqual(expected);
	});

	it('are not blamed for what was not read', () => {
		const nothing = { shops: [], shipped: [], offers: [] };
		expect(problems([row('USSP', 'Nobody', 'XX')], nothing)).toEqual([]);
	});

	it('are told with what to do, in English and Chinese', () => {
		const [problem] = rowProblems(factsOf({ shipped: USED, rows: [row('USPS', 'Evri')] }));
		expect(problem).toMatchObject({ storeCode: '*', carrier: 'USPS', provider: 'Evri' });
		expect(problem.whatToDo.en).toBe('Write one that it offers: USPS.');
		expect(problem.whatToDo.zh).toContain('USPS');
	});
});
