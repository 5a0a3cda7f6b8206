import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { MARKET_ADDRESSES } from '../../sandbox/demo/addresses';
import { addMarket } from '../../sandbox/demo/markets';
import type { Address } from '../../sandbox/tiktok/types';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { runSkuMapping } from '../SkuMapping/run';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});
afterEach(async () => await sandbox.close());

const byCode = (value: string) => ({ __rl: true, mode: 'code', value });
const CREATE = '/v1/outboundOrder/create';

interface PassedOrder {
	/** The order as TikTok Shop Order > Get gives it. */
	item: IDataObject;
	mapped: IDataObject[];
	created: IDataObject[];
	/** Exceptions of SKU Mapping and of Create. */
	exceptions: IDataObject[];
	/** The row of the create call, where there was one. */
	row?: Record<string, unknown>;
}

/** An order of a market on its way through the nodes: Order > Get, SKU Mapping, Create. */
async function throughTheNodes(
	region: string,
	address: Partial<Address> = {},
	seed: object = {},
	channel = 'USPS-GA',
): Promise<PassedOrder> {
	if (region !== 'US' && region !== 'GB') addMarket(sandbox.tiktok, region);
	const { id, shop } = sandbox.tiktok.addOrder({
		shop: `${region}01`,
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		address: { ...MARKET_ADDRESSES[region], ...address },
		...seed,
	});
	const got = await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation: 'get',
			shop: { __rl: true, mode: 'id', value: shop.code },
			orderIds: id,
		} as never,
		[{}],
		{ credentials: tiktokCredentials(sandbox) },
	);
	const [item] = got.outputs[0];
	const rows = [
		{ store_code: '*', platform_sku: 'MUG-BLUE-350', system_sku: 'SYS-MUG-BLU', quantity: 1 },
	];
	const mapping = await runSkuMapping(
		{ operation: 'mapOrders', mappingSource: 'json', mappingJson: JSON.stringify(rows) } as never,
		[[item]],
	);
	const [mapped, unmapped] = mapping.outputs;
	const label = { data: Buffer.from('%PDF').toString('base64'), mimeType: 'application/pdf' };
	const created = await runNode(
		new LingxingOms(),
		{
			resource: 'outboundOrder',
			operation: 'create',
			warehouse: byCode('USLAX1'),
			logisticsChannel: byCode(channel),
		} as never,
		mapped,
		{ credentials: omsCredentials(sandbox), binary: mapped.map(() => ({ data: label })) },
	);
	const [call] = sandbox.log.calls('oms', CREATE);
	return {
		item,
		mapped,
		created: created.outputs[0] ?? [],
		exceptions: [...(unmapped ?? []), ...(created.outputs[1] ?? [])],
		row: (call?.body as Array<Record<string, unknown>> | undefined)?.[0],
	};
}

/** Market → [provinceCode, provinceName, cityName, postCode, addressOne, addressTwo] of the OMS row. */
const ROWS: Readonly<Record<string, string[]>> = {
	US: ['CA', 'California', 'San Jose', '95112', '500 Market Street', 'Apt *5, Santa Clara County'],
	GB: ['ENG', 'England', 'Reading', 'RG4 7AB', '12 High Street', 'Flat 3, Caversham'],
	ES: ['Málaga', 'Málaga', 'Marbella', '29601', 'Calle Larga 12', '3º B, Andalucía'],
	IE: ['County Cork', 'County Cork', 'Cobh', '', '4 Harbour Row', ''],
	IT: ['MB', 'Monza e Brianza', 'Monza', '20900', 'Via Roma 8', 'Scala B, Lombardia'],
	DE: ['Bayern', 'Bayern', 'München', '80331', 'Schloßstraße 12a', 'Altstadt-Lehel'],
	FR: [
		'Île-de-France',
		'Île-de-France',
		'Chelles',
		'77500',
		'12 rue des Écoles',
		'Bâtiment C, Torcy, Seine-et-Marne',
	],
	JP: ['東京都', '東京都', '渋谷区', '150-0043', '道玄坂1-2-3', 'サニーマンション405'],
	ID: [
		'Jakarta',
		'Jakarta',
		'South Jakarta',
		'',
		'Jl. Anggrek No. 7, RT 03/RW 05',
		'Kuningan Timur, Setiabudi',
	],
	TH: ['กรุงเทพมหานคร', 'กรุงเทพมหานคร', 'วัฒนา', '10110', '99/9 ถนนสุขุมวิท', 'คลองตันเหนือ'],
	SG: ['Singapore', 'Singapore', 'Singapore', '238823', '12 Orchard Road', '#05-12'],
	MY: ['10', 'Selangor', 'Shah Alam', '40000', '8 Jalan Mawar 2/3', 'Taman Indah'],
	VN: ['Hà Nội', 'Hà Nội', 'Bắc Từ Liêm', '', 'Số 15 ngõ 20 đường Hồ Tùng Mậu', 'Phú Diễn'],
	PH: ['Cavite', 'Cavite', 'Bacoor', '', 'Blk 4 Lot 12 Sampaguita St', 'Molino III, South Luzon'],
	BR: [
		'SP',
		'São Paulo',
		'Campinas',
		'13025-000',
		'Rua das Flores, 123',
		'Cambuí, Apto 42, Bloco B',
	],
	MX: [
		'CMX',
		'Ciudad de México',
		'Cuauhtémoc',
		'06700',
		'Av. Álvaro Obregón 45',
		'Int. 3, Roma Norte',
	],
};

describe('an address of each market of the tracking table (TikTok Shop API §4.5)', () => {
	it('the sandbox has one for each', () => {
		expect(Object.keys(ROWS).sort()).toEqual(Object.keys(MARKET_ADDRESSES).sort());
	});

	it.each(Object.entries(ROWS))('%s: reaches the OMS whole: %j', async (region, expected) => {
		const { row, exceptions, created } = await throughTheNodes(region);
		expect(exceptions).toEqual([]);
		expect(created).toMatchObject([{ outboundOrderCreated: true }]);
		const fields = [
			'provinceCode',
			'provinceName',
			'cityName',
			'postCode',
			'addressOne',
			'addressTwo',
		];
		expect(fields.map((name) => row?.[name] ?? '')).toEqual(expected);
		expect(row).toMatchObject({
			receiver: MARKET_ADDRESSES[region].name,
			telephone: MARKET_ADDRESSES[region].phone,
			countryRegionCode: region,
		});
	});
});

describe('what a country does not have', () => {
	it('is left to the OMS, which refuses in its words', async () => {
		sandbox.oms.alwaysNeedsPostalCode = true;
		const { exceptions, row } = await throughTheNodes('VN');
		expect(row).not.toHaveProperty('postCode');
		expect(exceptions).toMatchObject([
			{ exception: { code: 'OMS_REJECTED', message: expect.stringContaining('postCode') } },
		]);
	});

	it('is told from what is missing: no postal code in Germany', async () => {
		const { exceptions } = await throughTheNodes('DE', { postalCode: '' });
		expect(exceptions).toMatchObject([
			{ exception: { code: 'RECIPIENT_INCOMPLETE', details: { missingFields: ['postalCode'] } } },
		]);
	});
});

describe('an address that TikTok Shop hides', () => {
	it.each(['VN', 'SG', 'US'])('%s: goes with the label of TikTok Shop', async (region) => {
		const { item, created, row } = await throughTheNodes(
			region,
			{},
			{ masked: true, shippingType: 'TIKTOK' },
			'Upload_Shipping_Label',
		);
		expect(item).toMatchObject({ recipient: { masked: true } });
		expect(created).toMatchObject([{ outboundOrderCreated: true }]);
		expect(row).not.toHaveProperty('telephone');
	});

	it('goes with no other label, though SKU Mapping lets it pass', async () => {
		const { mapped, exceptions } = await throughTheNodes('VN', {}, { shippingType: 'TIKTOK' });
		expect(mapped).toHaveLength(1);
		expect(exceptions).toMatchObject([
			{
				exception: {
					code: 'RECIPIENT_INCOMPLETE',
					message: expect.stringContaining('name hidden'),
				},
			},
		]);
		expect(sandbox.oms.outbound.size).toBe(0);
	});

	it('waits at SKU Mapping where the seller ships', async () => {
		const { mapped, exceptions } = await throughTheNodes('US', {}, { masked: true });
		expect(mapped).toEqual([]);
		expect(exceptions).toMatchObject([{ exception: { code: 'RECIPIENT_INCOMPLETE' } }]);
	});
});
