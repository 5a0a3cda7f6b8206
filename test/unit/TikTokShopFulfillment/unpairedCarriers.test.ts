import * as fc from 'fast-check';

import {
	carrierNotPairedException,
	carrierOfMessage,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairing';
import type { PairingInputs } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingFacts';
import { unpairedCarriers } from '../../../nodes/TikTokShop/fulfillment/pairing/unpairedCarriers';
import { factsOf, GB, row, shipped, US, waits, warehouse } from './pairingWorld';

type Case = [name: string, inputs: Partial<PairingInputs>, expected: Record<string, number>];

const listed = (inputs: Partial<PairingInputs>): Record<string, number> =>
	Object.fromEntries(
		unpairedCarriers(factsOf(inputs)).map(({ carrier, parcels }) => [carrier, parcels]),
	);

describe('carriers without a shipping provider', () => {
	it.each<Case>([
		['none where nothing is known', {}, {}],
		['one that has shipped', { shipped: [shipped('A', 'USPS')] }, { USPS: 1 }],
		['one that a channel has', { warehouses: [warehouse('US', 'YW', 'YANWEN')] }, { YANWEN: 0 }],
		['none in a country without a shop', { warehouses: [warehouse('FR', 'X', 'CHRONO')] }, {}],
		['one in the desk alone', { desk: [waits('A', 'GOFO')] }, { GOFO: 1 }],
		[
			'a parcel that has shipped and waits in the desk counts once',
			{ shipped: [shipped('A', 'USPS')], desk: [waits('A', 'USPS')] },
			{ USPS: 1 },
		],
		[
			'a parcel that the desk has closed does not wait',
			{
				shipped: [shipped('A', 'USPS'), shipped('B', 'USPS')],
				desk: [waits('A', 'USPS', US, { status: 'closed' })],
			},
			{ USPS: 1 },
		],
		[
			'a parcel that waits for another reason does not wait for it',
			{ shipped: [shipped('A', 'USPS')], desk: [waits('A', 'USPS', US, { code: 'X' })] },
			{ USPS: 0 },
		],
		[
			'names differ in case and blanks',
			{ desk: [waits('A', 'USPS'), waits('B', ' usps ')] },
			{ USPS: 2 },
		],
		['a row for all shops', { rows: [row(' usps ')], shipped: [shipped('A', 'USPS')] }, {}],
		[
			'a row of another shop',
			{ rows: [row('USPS', 'USPS', 'GB01')], shipped: [shipped('A', 'USPS')] },
			{ USPS: 1 },
		],
		[
			'a row of one shop: only the parcels of the other one wait',
			{
				rows: [row('USPS', 'USPS', 'US01')],
				shipped: [shipped('A', 'USPS'), shipped('B', 'USPS', 'GB01')],
			},
			{ USPS: 1 },
		],
		[
			'a row that is only begun does not count',
			{ rows: [{ carrier: 'USPS' }], shipped: [shipped('A', 'USPS')] },
			{ USPS: 1 },
		],
		[
			'a row that cannot be used has to be mended',
			{ rows: [row('USPS'), row('USPS', 'UPS')], shipped: [shipped('A', 'USPS')] },
			{},
		],
		['another seller in the account', { shipped: [shipped('A', 'USPS', 'OTHER')] }, {}],
		[
			'another sales platform',
			{ shipped: [{ ...shipped('A', 'USPS'), salesPlatform: 'Shopify' }] },
			{},
		],
		[
			'a shop by its ID or name',
			{ shipped: [shipped('A', 'X', '1'), shipped('B', 'X', 'Sunny US')] },
			{ X: 2 },
		],
		['an order without carrier', { shipped: [shipped('A', '')] }, {}],
	])('%s', (_, inputs, expected) => {
		expect(listed(inputs)).toEqual(expected);
	});

	it('most parcels first, then by name', () => {
		const desk = [waits('A', 'UPS'), waits('B', 'GOFO'), waits('C', 'UPS'), waits('D', 'EVRI', GB)];
		const warehouses = [warehouse('US', 'YW', 'ANPOST')];
		const names = unpairedCarriers(factsOf({ desk, warehouses })).map(({ carrier }) => carrier);
		expect(names).toEqual(['UPS', 'EVRI', 'GOFO', 'ANPOST']);
	});

	it('says in which shops, with how many parcels each, and by which logistics channels', () => {
		const [usps] = unpairedCarriers(
			factsOf({
				desk: [waits('A', 'USPS'), waits('B', 'USPS', GB)],
				warehouses: [warehouse('US', 'USPS-GA', 'USPS')],
			}),
		);
		expect(usps).toEqual({
			carrier: 'USPS',
			parcels: 2,
			logistics_channels: ['USW USPS-GA'],
			shops: [
				{ id: '1', code: 'US01', name: 'Sunny US', parcels: 1 },
				{ id: '2', code: 'GB01', name: 'Sunny UK', parcels: 1 },
			],
			waiting: [
				{ order_id: 'shipment:A', shop_id: '1', shop_code: 'US01' },
				{ order_id: 'shipment:B', shop_id: '2', shop_code: 'GB01' },
			],
		});
	});

	it('reads the carrier from the message that the ship-back writes', () => {
		for (const carrier of ['USPS', 'La "Poste"', '中国邮政', 'a. b']) {
			const { message } = carrierNotPairedException('57', US, carrier);
			expect(carrierOfMessage(message)).toBe(carrier);
		}
		expect(carrierOfMessage(carrierNotPairedException('57', US, ' ').message)).toBe('');
	});

	it('however many parcels of whatever carriers: each that no row names is counted once, and no other', () => {
		const carriers = fc.constantFrom('USPS', 'UPS', 'Evri', 'DHL');
		const parcel = fc.record({
			number: fc.nat(30).map(String),
			carrier: carriers,
			shop: fc.constantFrom(US, GB),
			isInDesk: fc.boolean(),
		});
		const parcels = fc.uniqueArray(parcel, { selector: ({ number }) => number, maxLength: 25 });
		const paired = fc.uniqueArray(
			fc.record({ carrier: carriers, store: fc.constantFrom('*', 'US01', 'GB01') }),
			{ selector: ({ carrier, store }) => `${carrier} ${store}` },
		);
		fc.assert(
			fc.property(parcels, paired, (all, rows) => {
				const facts = factsOf({
					shipped: all.map(({ number, carrier, shop }) => shipped(number, carrier, shop.code)),
					desk: all
						.filter(({ isInDesk }) => isInDesk)
						.map(({ number, carrier, shop }) => waits(number, carrier, shop)),
					rows: rows.map(({ carrier, store }) => row(carrier, 'P', store)),
				});
				const found = unpairedCarriers(facts).flatMap(({ carrier, waiting }) =>
					waiting.map(({ order_id }) => `${carrier} ${order_id}`),
				);
				const needed = all
					.filter(({ carrier, shop }) =>
						rows.every(
							(each) => each.carrier !== carrier || !['*', shop.code].includes(each.store),
						),
					)
					.map(({ carrier, number }) => `${carrier} shipment:${number}`);
				expect(found.sort()).toEqual(needed.sort());
			}),
		);
	});
});
