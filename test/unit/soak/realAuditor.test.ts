import type { OrderSeed } from '../../sandbox';
import { SandboxClient } from '../../sandbox/client';
import type { Order } from '../../sandbox/tiktok/types';
import { Auditor } from '../../soak/real/audit/auditor';
import { closeStages, stage, type Stage } from '../sandbox/support';

const CREATE = '/v1/outboundOrder/create';
const USPS = '7117858858072016686';

let fixture: Stage;
let auditor: Auditor;
let twoAtWork = false;

beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
	twoAtWork = false;
	auditor = new Auditor(fixture.sandbox, () => twoAtWork);
});
afterEach(closeStages);

const place = (seed: Partial<OrderSeed> = {}): Order =>
	fixture.sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		expectedLines: [{ systemSku: 'SYS-MUG-BLU', quantity: 1 }],
		...seed,
	});

async function push({ id }: Order, changes: object = {}): Promise<string> {
	const row = fixture.client.outboundRow({ thirdOrderNo: id, platformOrderNo: id, ...changes });
	return (await fixture.client.oms<Array<{ orderNo: string }>>(CREATE, [row])).data[0].orderNo;
}

function leave(outboundOrderNo: string): string {
	const outbound = fixture.sandbox.oms.order(outboundOrderNo);
	fixture.sandbox.oms.ship(outbound);
	return outbound.trackNo;
}

async function send({ id }: Order, trackingNumber: string): Promise<void> {
	const client = new SandboxClient(fixture.sandbox, fixture.clock.now);
	await client.connect();
	const body = { tracking_number: trackingNumber, shipping_provider_id: USPS };
	await client.tiktok('POST', `/fulfillment/202309/orders/${id}/packages`, { body });
}

const broken = (): string => auditor.violation?.what ?? '';

describe('the auditor of the real layer', () => {
	it('finds nothing wrong with an order that went its way', async () => {
		const order = place();
		const outbound = await push(order);
		expect(auditor.unfinished()).toEqual([`${order.id} ("added") is not shipped`]);
		await send(order, leave(outbound));
		auditor.finish();
		expect([broken(), auditor.unfinished()]).toEqual(['', []]);
		expect(auditor.counts).toMatchObject({ placed: 1, created: 1, shipped: 1, tracked: 1 });
	});

	it('notices an order that is lost', () => {
		const order = place();
		auditor.finish();
		expect(broken()).toMatch(/0 live outbound orders, 0 tracking numbers/);
		expect(auditor.violation?.orderId).toBe(order.id);
	});

	it.each<[string, Partial<OrderSeed>, RegExp]>([
		['on hold', { status: 'ON_HOLD' }, /ON_HOLD was pushed/],
		['unpaid', { status: 'UNPAID' }, /UNPAID was pushed/],
		['cancelled', { status: 'CANCELLED', expected: 'ignore' }, /must not go was pushed/],
		['masked', { masked: true, expected: 'exception' }, /must not go was pushed/],
		['the buyer asks to cancel', { cancelRequested: true }, /was pushed/],
	])('notices at once that an order was pushed that must not: %s', async (_name, seed, what) => {
		await push(place(seed));
		expect(broken()).toMatch(what);
	});

	it('notices an order on hold also when it is released a moment later', async () => {
		const order = place({ status: 'ON_HOLD' });
		await push(order);
		fixture.sandbox.tick();
		expect(order.status).toBe('AWAITING_SHIPMENT');
		expect(broken()).toMatch(/ON_HOLD/);
	});

	it('notices wrong goods', async () => {
		await push(place(), { productList: [{ sku: 'SYS-MUG-BLU', quantity: 2 }] });
		expect(broken()).toMatch(/wrong goods/);
	});

	it('notices a second outbound order, and lets it pass only while two n8n are at work', async () => {
		const order = place();
		twoAtWork = true;
		await push(order);
		await push(order);
		expect([broken(), auditor.counts.doubled]).toEqual(['', 1]);
		expect(auditor.unfinished()).toHaveLength(1);
		twoAtWork = false;
		await push(order);
		expect(broken()).toMatch(/second outbound order/);
	});

	it('notices that two outbound orders are alive at the end, also where two were allowed', async () => {
		twoAtWork = true;
		const order = place();
		const [first] = [await push(order), await push(order)];
		await send(order, leave(first));
		auditor.finish();
		expect(broken()).toMatch(/2 live outbound orders/);
	});

	it("notices a tracking number that is not the parcel's", async () => {
		const order = place();
		leave(await push(order));
		await send(order, '9400000000000000000001');
		expect(broken()).toMatch(/is not the parcel's/);
	});

	it('notices a parcel without a tracking number', async () => {
		const order = place();
		leave(await push(order));
		auditor.finish();
		expect(broken()).toMatch(/1 live outbound orders, 0 tracking numbers/);
	});

	it('keeps the first broken promise', async () => {
		await push(place({ status: 'ON_HOLD' }));
		await push(place({ status: 'UNPAID' }));
		expect(broken()).toMatch(/ON_HOLD/);
	});
});
