import {
	isSameName,
	offeredProviders,
} from '../../../nodes/TikTokShop/fulfillment/pairing/offeredProviders';
import { factsOf, GB, offer, US } from './pairingWorld';

const chosen = (offers: object[], carriers: string[] = []) =>
	offeredProviders(factsOf({ offers }).offers, carriers);

describe('shipping providers to choose from', () => {
	it('are listed once, with the shops that offer them', () => {
		const other = { deliveryOptionId: 'o2', id: 'id-UPS-US01' };
		expect(chosen([offer('UPS'), offer('UPS', US, other), offer('Evri', GB)])).toEqual([
			{ id: 'id-Evri-GB01', name: 'Evri', shops: ['GB01'], same_name_as: '' },
			{ id: 'id-UPS-US01', name: 'UPS', shops: ['US01'], same_name_as: '' },
		]);
	});

	it('are paired by their name where their ID differs between shops', () => {
		expect(chosen([offer('UPS'), offer('UPS', GB)])).toMatchObject([
			{ id: '', name: 'UPS', shops: ['US01', 'GB01'] },
		]);
	});

	it('are paired by their ID where a delivery option has two of one name', () => {
		const both = chosen([offer('UPS', US, { id: '7' }), offer('UPS', US, { id: '8' })]);
		expect(both.map(({ id }) => id)).toEqual(['7', '8']);
	});

	it('stand first where they have the name of a carrier, in the order of the carriers', () => {
		const offers = ['A', 'Royal Mail', 'UPS', 'usps '].map((name) => offer(name));
		const carriers = ['USPS', 'ROYALMAIL', 'YANWEN'];
		expect(chosen(offers, carriers).map(({ name, same_name_as: same }) => [name, same])).toEqual([
			['usps', 'USPS'],
			['Royal Mail', 'ROYALMAIL'],
			['A', ''],
			['UPS', ''],
		]);
	});

	it.each([
		['USPS', 'usps ', true],
		['ROYALMAIL', 'Royal Mail', true],
		['DHL-eCommerce', 'DHL eCommerce', true],
		['顺丰', '顺丰', true],
		['USPS', 'UPS', false],
		['USPS Ground', 'USPS', false],
		['-', '.', false],
	])('%s and %s: %s', (one, other, same) => {
		expect([isSameName(one, other), isSameName(other, one)]).toEqual([same, same]);
	});
});
