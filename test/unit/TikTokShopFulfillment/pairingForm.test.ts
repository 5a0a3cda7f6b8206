import type { ResultLine } from '../../../nodes/TikTokShop/desk/resultLine';
import {
	nothingUnpairedPage,
	pairedPage,
	refusalPage,
} from '../../../nodes/TikTokShop/fulfillment/pairing/lastPages';
import { offeredProviders } from '../../../nodes/TikTokShop/fulfillment/pairing/offeredProviders';
import type { PairingInputs } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingFacts';
import {
	listedOptions,
	pairingForm,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairingForm';
import { rowProblems } from '../../../nodes/TikTokShop/fulfillment/pairing/rowProblems';
import { unpairedCarriers } from '../../../nodes/TikTokShop/fulfillment/pairing/unpairedCarriers';
import words from '../../../pages/orders/words.json';
import { factsOf, GB, offer, row, shipped, US, warehouse } from './pairingWorld';

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(1)</script> $& {{ 6*7 }} "'`;

interface Field {
	fieldType: string;
	fieldLabel?: string;
	html?: string;
	defaultValue?: string;
	fieldOptions: { values: Array<{ option: string }> };
}

function form(inputs: Partial<PairingInputs>) {
	const facts = factsOf({ offers: [offer('UPS'), offer('USPS'), offer('Evri', GB)], ...inputs });
	const unpaired = unpairedCarriers(facts);
	const names = unpaired.map(({ carrier }) => carrier);
	const listed = listedOptions(unpaired, facts.shops, offeredProviders(facts.offers, names));
	const text = pairingForm(listed, rowProblems(facts));
	const [{ html = '' }, ...lists] = JSON.parse(text) as Field[];
	const options = lists.map(({ fieldOptions }) => fieldOptions.values.map(({ option }) => option));
	return { text, html, lists, carriers: options[0], stores: options[1], providers: options[2] };
}

const YANWEN = warehouse('US', 'YW', 'YANWEN');

describe('the form that pairs a carrier', () => {
	it('lists carriers by reason first, most parcels first', () => {
		const { html, carriers } = form({
			shipped: [shipped('A', 'USPS'), shipped('B', 'USPS'), shipped('C', 'UPS')],
			warehouses: [YANWEN],
		});
		expect(carriers).toEqual([
			'USPS (2 parcels wait · 2 个包裹等待)',
			'UPS (1 parcel waits · 1 个包裹等待)',
			'YANWEN (no parcel waits yet · 暂无包裹等待)',
		]);
		expect(html).toMatch(/<th>Reason · 原因<\/th><th>Carrier of the OMS/);
		expect(html).toContain('<td>2 parcels wait · 2 个包裹等待</td><td>USPS</td><td>US01: 2</td>');
	});

	it('chooses no provider in advance, not even one of the same name, which stands first', () => {
		const { providers, lists } = form({ shipped: [shipped('A', 'USPS')] });
		expect(providers).toEqual(['USPS (same name · 同名) – US01', 'Evri – GB01', 'UPS – US01']);
		expect(lists[2].defaultValue).toBeUndefined();
	});

	it('says which carrier has the same name where several are not paired', () => {
		const { providers } = form({ shipped: [shipped('A', 'USPS'), shipped('B', 'ups')] });
		expect(providers.slice(0, 2)).toEqual([
			'UPS (same name as ups · 与 ups 同名) – US01',
			'USPS (same name as USPS · 与 USPS 同名) – US01',
		]);
	});

	it.each<[string, Partial<PairingInputs>, string | undefined]>([
		[
			'the only one that parcels wait for',
			{ shipped: [shipped('A', 'USPS')], warehouses: [YANWEN] },
			'USPS (1 parcel waits · 1 个包裹等待)',
		],
		['the only one', { warehouses: [YANWEN] }, 'YANWEN (no parcel waits yet · 暂无包裹等待)'],
		['none of several', { shipped: [shipped('A', 'USPS'), shipped('B', 'UPS')] }, undefined],
	])('chooses a carrier in advance: %s', (_, inputs, expected) => {
		expect(form(inputs).lists[0].defaultValue).toBe(expected);
	});

	it('offers all shops, which is chosen in advance, and each of them', () => {
		const { stores, lists } = form({ shipped: [shipped('A', 'USPS')] });
		expect(stores).toEqual([
			'All shops · 所有店铺',
			'Only US01 (Sunny US) · 仅 US01 (Sunny US)',
			'Only GB01 (Sunny UK) · 仅 GB01 (Sunny UK)',
		]);
		expect(lists[1].defaultValue).toBe(stores[0]);
	});

	it('tells two providers of one name apart by their IDs', () => {
		const offers = [offer('UPS', US, { id: '7' }), offer('UPS', US, { id: '8' })];
		const { providers } = form({ offers, warehouses: [YANWEN] });
		expect(providers).toEqual(['UPS [7] – US01', 'UPS [8] – US01']);
	});

	it('names rows with problems', () => {
		const { html } = form({ shipped: [shipped('A', 'USPS')], rows: [row('USSP')] });
		expect(html).toMatch(/Rows with problems · 有问题的匹配行.*The OMS uses no carrier USSP/s);
		expect(form({ shipped: [shipped('A', 'USPS')] }).html).not.toContain('Rows with problems');
	});

	it('uses the words of the orders page', () => {
		const { lists, stores } = form({ shipped: [shipped('A', 'USPS')] });
		const { en, zh } = words;
		expect(lists.map(({ fieldLabel }) => fieldLabel)).toEqual([
			`${en.carrier} · ${zh.carrier}`,
			`${en.forShop} · ${zh.forShop}`,
			`${en.provider} · ${zh.provider}`,
		]);
		expect(stores[0]).toBe(`${en.allShops} · ${zh.allShops}`);
	});
});

describe('what strangers wrote', () => {
	const markup = /<(?!\/?(table|tr|th|td|h2|p)>)/;

	it('is text in the form', () => {
		const { text, html } = form({
			shipped: [shipped('A', HOSTILE)],
			rows: [row(HOSTILE, HOSTILE, HOSTILE)],
			offers: [offer(HOSTILE)],
		});
		expect(html).not.toMatch(markup);
		expect(html).toContain('&lt;script&gt;');
		expect(text).not.toContain('$');
	});

	it('is text on the last pages', () => {
		const line = {
			order_id: 'shipment:A',
			result: 'waits',
			code: 'X',
			message: HOSTILE,
			hint: HOSTILE,
		};
		const pairing = {
			...{ store_code: HOSTILE, carrier: HOSTILE, shipping_provider_id: '' },
			...{ shipping_provider_name: HOSTILE, parcels: [{ order_id: 'shipment:A' }], later: 0 },
		};
		const pages = [
			pairedPage(pairing, [{ ...line, shop_code: HOSTILE } as unknown as ResultLine], ''),
			pairedPage(pairing, [], HOSTILE),
			refusalPage({ code: 'PAIRED_ALREADY', carrier: HOSTILE, provider: HOSTILE }),
			refusalPage({ code: 'ROW_UNUSABLE', carrier: HOSTILE, message: HOSTILE }),
			refusalPage({ code: 'NOT_OFFERED', provider: HOSTILE, shops: [HOSTILE] }),
			nothingUnpairedPage(rowProblems(factsOf({ rows: [row(HOSTILE, HOSTILE, HOSTILE)] }))),
		];
		for (const { message } of pages) {
			expect(message).not.toMatch(markup);
			expect(message).not.toContain('$');
		}
	});
});

describe('the page after a carrier was paired', () => {
	const parcels = ['A', 'B', 'C'].map((number) => ({ order_id: `shipment:${number}` }));
	const pairing = {
		...{ store_code: 'US01', carrier: 'USPS', shipping_provider_id: '7' },
		...{ shipping_provider_name: 'USPS', parcels, later: 40 },
	};
	const line = (order_id: string, result: string, more: object = {}) =>
		({
			order_id,
			result,
			code: '',
			message: '',
			hint: '',
			shop_code: 'US01',
			...more,
		}) as ResultLine;

	it('says what became of each parcel, those that wait first', () => {
		const { title, message } = pairedPage(
			pairing,
			[
				line('shipment:A', 'sent'),
				line('shipment:B', 'waits', { code: 'CANCEL_REQUESTED', message: 'M.', hint: 'H.' }),
			],
			'',
		);
		expect(title).toBe('USPS is paired with USPS for US01 · 已匹配（US01）');
		expect(message).toContain('3 parcels go now · 3 个包裹现在回传');
		expect(message).toContain('1 sent, 1 waits, 1 not looked at yet');
		expect(message).toContain('40 more go within 15 minutes.');
		const order = [...message.matchAll(/<td>([ABC])<\/td>/g)].map(([, number]) => number);
		expect(order).toEqual(['B', 'C', 'A']);
		expect(message).toMatch(/买家申请取消: M\.<\/td><td>H\./);
	});

	it('says so when no parcel waits', () => {
		const { message } = pairedPage({ ...pairing, parcels: [], later: 0 }, [], '');
		expect(message).toContain('No parcel waits for it now.');
	});
});
