import { RECIPIENT } from '../../support/items/omsOrder';
import {
	byCode,
	codesOf as codes,
	idsOf,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

let fixture: Fixture;
let create: Fixture['create'];
let existing: Fixture['all'];

beforeEach(async () => {
	fixture = await startFixture();
	({ create, all: existing } = fixture);
});

afterEach(async () => {
	await fixture.sandbox.close();
});

describe('input that is no order', () => {
	it('leaves by Exceptions, named by its index, and the others go on', async () => {
		const { outputs, error } = await create([orders(1)[0], { hello: 'world' }]);
		expect(error).toBeUndefined();
		expect(idsOf(outputs[0])).toEqual([orderId(1)]);
		expect(outputs[1]).toEqual([
			{
				hello: 'world',
				exception: expect.objectContaining({
					code: 'ORDER_UNREADABLE',
					message: 'Item 1 is no order: orderId is empty',
				}),
			},
		]);
	});

	it.each<[string, string, object]>([
		[
			'an order ID that came as a number',
			'NUMBER_NOT_EXACT',
			{ orderId: Number('576460000000000001') },
		],
		['an order ID of a spreadsheet', 'NUMBER_NOT_EXACT', { orderId: '5.7646E+17' }],
		['an order ID that is an object', 'ORDER_UNREADABLE', { orderId: {} }],
		['lines that are no list', 'ORDER_UNREADABLE', { outboundLines: 'SYS-PLATE' }],
		['a line that is null', 'ORDER_UNREADABLE', { outboundLines: [null] }],
		['no lines', 'OUTBOUND_LINES_MISSING', { outboundLines: null }],
		['empty text in place of lines', 'OUTBOUND_LINES_MISSING', { outboundLines: '' }],
		...[0, -1, 1.5, '2', null, 1e20].map((quantity): [string, string, object] => [
			`quantity ${JSON.stringify(quantity)}`,
			'ORDER_UNREADABLE',
			{ outboundLines: [{ systemSku: 'SYS-PLATE', quantity, from: [] }] },
		]),
		[
			'a system SKU that is a number',
			'ORDER_UNREADABLE',
			{ outboundLines: [{ systemSku: 7, quantity: 1 }] },
		],
		['a recipient that is a list', 'ORDER_UNREADABLE', { recipient: [] }],
		['no recipient', 'RECIPIENT_INCOMPLETE', { recipient: null }],
		[
			'a postal code that is a number',
			'ORDER_UNREADABLE',
			{ recipient: { ...RECIPIENT, postalCode: 90012 } },
		],
		['a shop code that is an object', 'ORDER_UNREADABLE', { shop: { code: {} } }],
	])('%s: %s, and nothing is sent for it', async (_, code, more) => {
		const { outputs, error } = await create([{ ...orders(2)[1], ...more }, orders(1)[0]]);
		expect(error).toBeUndefined();
		expect(codes(outputs[1])).toEqual([code]);
		expect(existing().map(({ thirdOrderNo }) => thirdOrderNo)).toEqual([orderId(1)]);
	});

	it('two orders that name the same number: the second waits, it is not taken for the first', async () => {
		const [one, two] = orders(2, { idempotencyKey: 'copied' });
		const { outputs } = await create([one, two], { thirdOrderNo: 'idempotencyKey' });
		expect(idsOf(outputs[0])).toEqual([orderId(1)]);
		expect(codes(outputs[1])).toEqual(['ORDER_UNREADABLE']);
	});

	it('a parameter that cannot be read for one item is about this item; for all items it fails the run', async () => {
		const parameters = { logisticsChannel: byCode("={{ $json.channel || $('Nowhere').first() }}") };
		const [one, two] = orders(2);
		const mixed = await create([one, { ...two, channel: 'USPS-GA' }], parameters);
		expect(codes(mixed.outputs[1])).toEqual(['ORDER_UNREADABLE']);
		expect(idsOf(mixed.outputs[0])).toEqual([orderId(2)]);
		const none = await create([one], parameters);
		expect(none.error).toBeDefined();
	});
});

describe('an order for which the expressions of the node give no warehouse or channel', () => {
	const only = (value: string) => byCode(`={{ $json.shop.region === 'US' ? '${value}' : '' }}`);

	it.each<[string, object]>([
		['no warehouse', { warehouse: only('USLAX1') }],
		['no logistics channel', { logisticsChannel: only('USPS-GA') }],
		[
			'no warehouse and no logistics channel',
			{ warehouse: only('USLAX1'), logisticsChannel: only('USPS-GA') },
		],
	])('waits and is told so, the OMS is not asked for it: %s', async (missing, parameters) => {
		const [order, other] = orders(2);
		const { outputs } = await create(
			[{ ...order, shop: { ...order.shop, region: 'MY' } }, other],
			parameters,
		);
		expect(outputs[1]).toMatchObject([
			{
				exception: {
					code: 'CHANNEL_UNAVAILABLE',
					message: `Order ${orderId(1)}: the node has ${missing} for it (region MY).`,
				},
			},
		]);
		expect(idsOf(outputs[0])).toEqual([orderId(2)]);
		expect(existing()).toHaveLength(1);
	});
});
