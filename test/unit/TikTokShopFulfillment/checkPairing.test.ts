import { checkPairing, listedOf } from '../../../nodes/TikTokShop/fulfillment/pairing/checkPairing';
import { offeredProviders } from '../../../nodes/TikTokShop/fulfillment/pairing/offeredProviders';
import type { PairingInputs } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingFacts';
import { FIELDS, listedOptions } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingForm';
import { unpairedCarriers } from '../../../nodes/TikTokShop/fulfillment/pairing/unpairedCarriers';
import { factsOf, GB, offer, row, shipped, US, warehouse } from './pairingWorld';

const OFFERS = [offer('USPS'), offer('UPS'), offer('UPS', GB), offer('Evri', GB)];
const BOTH: Partial<PairingInputs> = {
	offers: OFFERS,
	shipped: [shipped('A', 'USPS'), shipped('B', 'USPS'), shipped('C', 'USPS', 'GB01')],
	warehouses: [warehouse('US', 'YW', 'YANWEN')],
};

/** What the form offers, as it comes back from n8n. */
function formOf(inputs: Partial<PairingInputs>) {
	const facts = factsOf(inputs);
	const unpaired = unpairedCarriers(facts);
	const names = unpaired.map(({ carrier }) => carrier);
	const listed = listedOptions(unpaired, facts.shops, offeredProviders(facts.offers, names));
	return listedOf(JSON.parse(JSON.stringify(listed)));
}

interface Choice {
	carrier?: string;
	store?: string;
	provider?: string;
}

function check(
	{ carrier = 'USPS', store = '*', provider = 'UPS' }: Choice,
	now: Partial<PairingInputs> = {},
	before = BOTH,
) {
	const listed = formOf(before);
	const answer = {
		carrier: listed.carriers.find((each) => each.carrier === carrier)?.option,
		store: listed.stores.find((each) => each.store === store)?.option,
		provider: listed.providers.find(({ name }) => name === provider)?.option,
	};
	return checkPairing(answer, listed, factsOf({ offers: OFFERS, ...now }));
}

describe('what a person has chosen', () => {
	it('becomes a row for all shops by name where the ID differs, with all parcels that wait', () => {
		expect(check({})).toEqual({
			pairing: {
				...{ store_code: '*', carrier: 'USPS', shipping_provider_id: '' },
				shipping_provider_name: 'UPS',
				parcels: ['A', 'B', 'C'].map((number) => ({ order_id: `shipment:${number}` })),
				later: 0,
			},
		});
	});

	it('becomes a row of one shop by ID, with its parcels only', () => {
		expect(check({ store: 'US01', provider: 'USPS' })).toMatchObject({
			pairing: {
				...{ store_code: 'US01', shipping_provider_id: 'id-USPS-US01' },
				parcels: [{ order_id: 'shipment:A' }, { order_id: 'shipment:B' }],
			},
		});
	});

	it('may be sent by a form that names answers by their labels, with blanks joined', () => {
		const listed = formOf(BOTH);
		const answer = {
			[FIELDS.carrier]: listed.carriers[0].option.replace(/ /g, '  '),
			[FIELDS.store]: listed.stores[0].option,
			[FIELDS.provider]: listed.providers.find(({ name }) => name === 'UPS')?.option,
		};
		const checked = checkPairing(answer, listed, factsOf({ offers: OFFERS }));
		expect(checked).toMatchObject({ pairing: { carrier: 'USPS' } });
	});

	it('hands over at most 200 parcels at once, and counts the others', () => {
		const many = Array.from({ length: 230 }, (_, index) => shipped(`N${index}`, 'USPS'));
		const checked = check({ provider: 'USPS' }, {}, { ...BOTH, shipped: many });
		expect(checked).toMatchObject({ pairing: { later: 30 } });
		expect('pairing' in checked && checked.pairing.parcels).toHaveLength(200);
	});

	it.each<[name: string, choice: Choice, now: Partial<PairingInputs>, refusal: object]>([
		['nothing', { carrier: '-' }, {}, { code: 'NOTHING_CHOSEN' }],
		['a provider that was not offered', { provider: 'DHL' }, {}, { code: 'NOTHING_CHOSEN' }],
		[
			'a carrier that somebody has paired for all shops',
			{},
			{ rows: [row('usps', 'USPS')] },
			{ code: 'PAIRED_ALREADY', carrier: 'USPS', provider: 'USPS' },
		],
		[
			'a carrier that somebody has paired by an ID, which is told by its name',
			{},
			{ rows: [{ carrier: 'USPS', shipping_provider_id: 'id-USPS-US01' }] },
			{ code: 'PAIRED_ALREADY', carrier: 'USPS', provider: 'USPS' },
		],
		[
			'a carrier that somebody has paired for this shop',
			{ store: 'GB01' },
			{ rows: [row('USPS', 'Evri', 'GB01')] },
			{ code: 'PAIRED_ALREADY', carrier: 'USPS', provider: 'Evri' },
		],
		[
			'a carrier whose row cannot be used',
			{},
			{ rows: [row('USPS'), row('USPS', 'UPS')] },
			{ code: 'ROW_UNUSABLE' },
		],
		[
			'a provider that a shop with parcels does not offer',
			{ provider: 'USPS' },
			{},
			{ code: 'NOT_OFFERED', provider: 'USPS', shops: ['GB01'] },
		],
		[
			'a provider that the shop does not offer any more',
			{ store: 'US01', provider: 'USPS' },
			{ offers: [offer('UPS')] },
			{ code: 'NOT_OFFERED', provider: 'USPS', shops: ['US01'] },
		],
		[
			'a provider that no shop of a carrier without parcels offers',
			{ carrier: 'YANWEN', provider: 'Evri' },
			{},
			{ code: 'NOT_OFFERED', provider: 'Evri', shops: ['US01'] },
		],
	])('is refused: %s', (_, choice, now, refusal) => {
		expect(check(choice, now)).toEqual({ refusal: expect.objectContaining(refusal) });
	});

	it('is written although another shop has been paired meanwhile', () => {
		const rows = [row('USPS', 'Evri', 'GB01')];
		expect(check({}, { rows })).toMatchObject({ pairing: { store_code: '*' } });
		expect(check({ store: 'US01' }, { rows })).toMatchObject({ pairing: { store_code: 'US01' } });
	});

	it('goes to the shop of the parcels and to no other', () => {
		expect(check({ store: US.code })).toMatchObject({
			pairing: { parcels: [{ order_id: 'shipment:A' }, { order_id: 'shipment:B' }] },
		});
	});
});
