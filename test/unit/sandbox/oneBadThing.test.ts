import { closeStages, stage, type Stage } from './support';

const DETAIL = '/order/202507/orders';
const SEARCH = '/order/202309/orders/search';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const place = (shop = 'US01') =>
	fixture.sandbox.tiktok.addOrder({ shop, lines: [{ sellerSku: 'MUG-BLUE-350' }] });

async function detailOf(ids: string, shop = 'US01'): Promise<Array<Record<string, unknown>>> {
	const answer = await fixture.client.tiktok<{ orders: Array<Record<string, unknown>> }>(
		'GET',
		DETAIL,
		{ shop, query: { ids } },
	);
	return answer.data.orders;
}

describe('TikTok Shop of the sandbox', () => {
	it('refuses the calls for one shop, and answers those for another', async () => {
		fixture.sandbox.tiktok.shop('GB01').refusal = {
			code: 36009043,
			message: 'inactive',
			status: 401,
		};
		const search = async (shop: string) => {
			const options = { shop, query: { page_size: '10' }, body: {} };
			const { status, code } = await fixture.client.tiktok('POST', SEARCH, options);
			return [status, code];
		};
		expect(await search('GB01')).toEqual([401, '36009043']);
		expect(await search('US01')).toEqual([200, '0']);
	});

	it('damages what it says about one order, until the damage is taken away', async () => {
		const [damaged, sound] = [place(), place()];
		damaged.damage = (view) => (view.recipient_address = null);
		const addresses = async () =>
			(await detailOf(`${damaged.id},${sound.id}`)).map((order) => order.recipient_address);
		expect(await addresses()).toEqual([null, expect.objectContaining({ region_code: 'US' })]);
		delete damaged.damage;
		expect(await addresses()).not.toContain(null);
	});

	it('shows an order in the detail later than in searches', async () => {
		const order = place();
		order.detailFrom = fixture.sandbox.tiktok.seconds() + 60;
		expect(await detailOf(order.id)).toEqual([]);
		fixture.clock.pass(61);
		expect(await detailOf(order.id)).toHaveLength(1);
	});
});

describe('the OMS of the sandbox', () => {
	it('says how many units have left where it ships less, and shows a number that comes later as empty', async () => {
		const shipped = fixture.sandbox.oms.accept({
			thirdOrderNo: 'A-1',
			platformOrderNo: '',
			referOrderNo: '',
			whCode: 'USLAX1',
			logisticsChannel: 'USPS-GA',
			status: 2,
			given: {},
			lines: [{ sku: 'SYS-MUG-BLU', quantity: 5 }],
			carrier: '',
			trackNo: '',
		});
		const parcel = (quantity: number) => [{ sku: 'SYS-MUG-BLU', quantity }];
		shipped.packing = [parcel(1), parcel(2)];
		fixture.sandbox.oms.ship(shipped);
		shipped.parcelTrackNos = [shipped.trackNo, ''];
		const { data } = await fixture.client.oms<unknown[]>('/v1/outboundOrder/detail', {
			thirdOrderNoList: ['A-1'],
		});
		expect(data).toMatchObject([
			{
				logisticsTrackNos: [shipped.trackNo],
				expressList: [{ trackNo: shipped.trackNo }, { trackNo: '' }],
				productList: [{ quantity: 5, realQuantity: 3 }],
			},
		]);
	});
});
