import {
	carrierNotPairedException,
	pairedProvider,
	resolveProvider,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairing';
import { readPairing } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingTable';

const US = { id: '7490000000000000001', code: 'US01' };
const GB = { id: '7490000000000000002', code: 'GB01' };

const ROWS = [
	{ storeCode: '*', carrier: 'USPS', provider: 'USPS' },
	{ storeCode: '', carrier: 'FedEx  Ground', provider: '7129720299146184490' },
	{ storeCode: 'GB01', carrier: 'USPS', provider: 'Royal Mail' },
	{ storeCode: '7490000000000000001', carrier: 'GOFO', provider: 'GOFO Express' },
];

const PROVIDERS = [
	{ id: '7117858858072016686', name: 'USPS' },
	{ id: '7117859084333745966', name: 'UPS' },
	{ id: '7129720299146184490', name: 'FedEx' },
];

const messagesOf = (...rows: unknown[]) => readPairing(rows).problems.map(({ message }) => message);

describe('logistics provider pairing', () => {
	const { pairing, problems } = readPairing(ROWS);

	it('has no complaint about good rows', () => expect(problems).toEqual([]));

	it.each([
		['by the rows of all stores', US, 'USPS', 'USPS'],
		['by a row of the store, which comes first (B53)', GB, 'USPS', 'Royal Mail'],
		['by a row of the shop ID', US, 'GOFO', 'GOFO Express'],
		['without regard to case', US, 'usps', 'USPS'],
		['without regard to width', US, 'ＵＳＰＳ', 'USPS'],
		['without regard to what cannot be seen', US, '\u200eUS\u200bPS\ufeff', 'USPS'],
		['without regard to wide blanks', US, 'FedEx\u3000Ground', '7129720299146184490'],
		['without regard to outer and repeated blanks', US, ' fedex ground ', '7129720299146184490'],
		[
			'a store with own rows keeps those of all stores for other carriers',
			GB,
			'FedEx Ground',
			'7129720299146184490',
		],
	] as const)('finds the provider %s', (_, shop, carrier, provider) => {
		expect(pairedProvider(pairing, shop, carrier)).toBe(provider);
	});

	it.each(['USPS-GA', 'US PS', 'UPS', '', 'FedExGround', '__proto__'])(
		'an unpaired carrier %j is never guessed (B48)',
		(carrier) => expect(pairedProvider(pairing, US, carrier)).toBeUndefined(),
	);

	it('rows come as JSON, with underscores, and as the fields of the node', () => {
		const rows = [
			{ store_code: 'US01', Carrier: 'A', provider: 'Provider A' },
			{
				storeCode: '*',
				carrier: 'B',
				provider: { __rl: true, mode: 'list', value: '711', cachedResultName: 'B' },
			},
		];
		const read = readPairing(rows);
		expect(read.problems).toEqual([]);
		expect(pairedProvider(read.pairing, US, 'a')).toBe('Provider A');
		expect(pairedProvider(read.pairing, GB, 'a')).toBeUndefined();
		expect(pairedProvider(read.pairing, GB, 'b')).toBe('711');
	});

	it.each([
		['an ID', { shipping_provider_id: '711' }, '711'],
		['an ID as a number that is exact', { 'Shipping Provider ID': 711 }, '711'],
		['a name', { shipping_provider_name: 'USPS' }, 'USPS'],
		['both: the ID counts', { shippingProviderId: '711', shippingProviderName: 'USPS' }, '711'],
	])('a row of a table names the provider by %s', (_, columns, provider) => {
		const { pairing: read, problems: none } = readPairing([
			{ store_code: 'US01', carrier: 'USPS', note: 'x', ...columns },
		]);
		expect(none).toEqual([]);
		expect(pairedProvider(read, US, 'USPS')).toBe(provider);
	});

	it('a row that nobody has filled in is let pass, and still counts', () => {
		const blank = { store_code: '*', carrier: ' ', shipping_provider_id: null };
		const { problems: found } = readPairing([{}, blank, { carrier: 'USPS' }]);
		expect(found.map(({ row }) => row)).toEqual([3]);
	});

	it('one carrier with two providers is reported with both rows', () => {
		expect(
			messagesOf(
				{ storeCode: 'US01', carrier: 'USPS', provider: 'USPS' },
				{ storeCode: 'US01', carrier: ' usps', provider: 'UPS' },
			),
		).toEqual(['Row 2: carrier "usps" of store US01 is paired with "USPS" already in row 1.']);
	});

	it('the same row twice, and several carriers of one provider, are fine', () => {
		expect(
			messagesOf(
				{ storeCode: '*', carrier: 'USPS', provider: 'USPS' },
				{ storeCode: '*', carrier: 'usps', provider: 'usps' },
				{ storeCode: '*', carrier: 'USPS-GA', provider: 'USPS' },
			),
		).toEqual([]);
	});

	it.each([
		[{ carrier: '', provider: 'USPS' }, ['Row 1: carrier is empty.']],
		[{ carrier: 'USPS' }, ['Row 1: shipping provider is empty.']],
		[{ carrier: 'USPS', provider: { value: '' } }, ['Row 1: shipping provider is empty.']],
		[{ provider: 'USPS' }, ['Row 1: carrier is empty.']],
		[{ carrier: 'USPS' }, ['Row 1: shipping provider is empty.']],
		[
			{ carrier: 'USPS', provider: Number('7117858858072016686') },
			[
				'Row 1: shipping_provider_name 7117858858072017000 is a number that is too long to be exact. Write it as text.',
			],
		],
		[
			{ carrier: 'USPS', shipping_provider_id: '7.11786E+18' },
			[
				'Row 1: shipping_provider_id "7.11786E+18" is a long number that a spreadsheet has shortened; its last digits are lost. Format the column as text and fill it in again.',
			],
		],
		[
			{ 'Store Branch': 'US01', carrier: 'USPS', provider: 'USPS' },
			['Row 1: there is no column store_code, but one named "Store Branch". Rename it.'],
		],
		[
			{ carrier: 'USPS', provider: 'USPS', shipping_provider_name: 'USPS' },
			[
				'Row 1: two columns mean shipping_provider_name, and "shipping_provider_name" is the second one.',
			],
		],
		['USPS', ['Row 1: this is not a row with store_code, carrier and shipping provider.']],
		[null, ['Row 1: this is not a row with store_code, carrier and shipping provider.']],
	])('row %j is reported', (row, messages) => {
		expect(messagesOf(row)).toEqual(messages);
	});
});

describe('the shipping provider of an order', () => {
	it.each([
		['by ID', '7117859084333745966', 'UPS'],
		['by name', 'FedEx', 'FedEx'],
		['by name without regard to case and blanks', ' fedex ', 'FedEx'],
	])('is found %s', (_, wanted, name) => {
		expect(resolveProvider('576', 'CARRIER', wanted, PROVIDERS)).toMatchObject({
			provider: { name },
		});
	});

	it('that its delivery option does not accept is refused, naming what would be accepted (TikTok Shop API §4.7)', () => {
		expect(resolveProvider('576', 'DHL-1', 'DHL', PROVIDERS)).toMatchObject({
			exception: {
				code: 'PROVIDER_NOT_ALLOWED',
				message:
					'Shipping provider "DHL", paired with carrier "DHL-1", is not accepted by the delivery option of order 576. Providers of this delivery option: USPS, UPS, FedEx.',
				details: { carrier: 'DHL-1', provider: 'DHL', allowed: PROVIDERS },
			},
		});
	});

	it('whose name fits several is refused, naming the IDs', () => {
		const twice = [...PROVIDERS, { id: '9', name: 'usps' }];
		expect(resolveProvider('576', 'A', 'USPS', twice)).toMatchObject({
			exception: {
				code: 'PROVIDER_NOT_ALLOWED',
				message: expect.stringContaining(
					'Pair carrier "A" with the ID instead: 7117858858072016686, 9.',
				),
			},
		});
	});
});

describe('an unpaired carrier', () => {
	it('is named with its store, the way out and what it could be paired with', () => {
		expect(carrierNotPairedException('576', US, 'USPS-GA', PROVIDERS)).toMatchObject({
			code: 'CARRIER_NOT_PAIRED',
			message:
				'Carrier "USPS-GA" has no shipping provider in the pairing of store US01. Add a row for it; waiting orders are sent at the next run. Providers of this delivery option: USPS, UPS, FedEx.',
			retrySafe: true,
			details: { carrier: 'USPS-GA', storeCode: 'US01' },
		});
	});

	it('is named without a list where the providers are not known', () => {
		expect(carrierNotPairedException('576', US, 'USPS-GA').message).toMatch(/at the next run\.$/);
	});

	it('an outbound order without any carrier says so', () => {
		expect(carrierNotPairedException('576', US, ' ').message).toBe(
			'The outbound order of order 576 names no carrier, so no shipping provider can be paired with it.',
		);
	});
});
