import { Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await Fixture.open();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const outboundOrder = (orderId: string, more: object) => ({
	outboundOrderNo: 'OBS1',
	thirdOrderNo: orderId,
	platformOrderNo: orderId,
	orderId,
	storeCode: '',
	salesPlatform: 'TikTok',
	state: 'shipped',
	exceptionReason: '',
	carrier: 'USPS',
	trackingNumber: '9400111899223197428490',
	parcels: [],
	lines: [],
	...more,
});

const codes = (items: object[]) =>
	items.map((item) => (item as { exception?: { code?: string } }).exception?.code);

describe('an outbound order that has not left the warehouse', () => {
	it.each(['created', 'label_ready', 'processing'])(
		'with a tracking number waits: %s',
		async (state) => {
			const { id } = fixture.order();
			const { outputs } = await fixture.run([outboundOrder(id, { state })]);
			expect(codes(outputs[1])).toEqual(['TRACKING_NUMBER_MISSING']);
			expect(fixture.sandbox.tiktok.order(id).status).toBe('AWAITING_SHIPMENT');
		},
	);

	it.each(['exception', 'intercepting', 'label_exception'])(
		'and that the warehouse does not go on with waits with its reason: %s',
		async (state) => {
			const { id } = fixture.order();
			const { outputs } = await fixture.run([
				outboundOrder(id, { state, exceptionReason: '地址无法派送' }),
			]);
			expect(outputs[1]).toMatchObject([
				{ exception: { code: 'WAREHOUSE_EXCEPTION', details: { outboundOrderNo: 'OBS1' } } },
			]);
			expect(JSON.stringify(outputs[1])).toContain('地址无法派送');
			expect(fixture.sandbox.tiktok.order(id).status).toBe('AWAITING_SHIPMENT');
		},
	);

	it('stops no other one', async () => {
		const [waits, leaves] = [fixture.order(), fixture.order()];
		const { outputs } = await fixture.run([
			outboundOrder(waits.id, { state: 'exception' }),
			outboundOrder(leaves.id, { trackingNumber: '9400111899223197428491' }),
		]);
		expect(outputs[0]).toHaveLength(1);
		expect(codes(outputs[1])).toEqual(['WAREHOUSE_EXCEPTION']);
	});

	it('and was cancelled is passed by without a call for it', async () => {
		const { id } = fixture.order();
		const { outputs } = await fixture.run([outboundOrder(id, { state: 'cancelled' })]);
		expect(outputs[0]).toMatchObject([{ fulfillment: { sent: false, status: 'passedBy' } }]);
	});
});
