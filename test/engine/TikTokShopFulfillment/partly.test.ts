import type { IDataObject } from 'n8n-workflow';

import { addMarket } from '../../sandbox/demo/markets';
import type { Order } from '../../sandbox/tiktok/types';
import { item, onlyException, Fixture, uspsNumber } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const parcel = (trackingNumber: string, units: Record<string, number>): IDataObject => ({
	trackingNumber,
	lines: Object.entries(units).map(([systemSku, quantity]) => ({ systemSku, quantity })),
});

const MAPPING = [
	{
		systemSku: 'SYS-MUG-BLU',
		quantity: 0,
		from: [{ platformSku: 'MUG-BLUE-350', quantity: 0, factor: 1 }],
	},
	{
		systemSku: 'SYS-TEA-GRN',
		quantity: 0,
		from: [{ platformSku: 'TEA-GREEN-100', quantity: 0, factor: 1 }],
	},
];
const MUG_AND_TEA = [{ sellerSku: 'MUG-BLUE-350' }, { sellerSku: 'TEA-GREEN-100' }];

/** An outbound order as the OMS nodes emit it; all of its units are shipped by default. */
const outbound = (
	order: Order,
	outboundOrderNo: string,
	units: Record<string, number>,
	more: IDataObject = {},
): IDataObject => {
	const trackingNumber = uspsNumber();
	return item(order, {
		outboundOrderNo,
		trackingNumber,
		storeCode: order.shop.code,
		parcels: [parcel(trackingNumber, units)],
		lines: Object.entries(units).map(([systemSku, quantity]) => {
			return { systemSku, quantity, shippedQuantity: quantity };
		}),
		...more,
	});
};

const statesOf = ({ lines }: Order) => lines.map(({ status }) => status);

describe('a parcel without a number yet', () => {
	it('the order waits, and both numbers go when the second one is there', async () => {
		const order = fixture.order({ lines: MUG_AND_TEA });
		const [a, b] = [uspsNumber(), uspsNumber()];
		const given = (second: string) =>
			item(order, {
				trackingNumber: a,
				outboundLines: MAPPING,
				parcels: [parcel(a, { 'SYS-MUG-BLU': 1 }), parcel(second, { 'SYS-TEA-GRN': 1 })],
			});
		expect(onlyException(await fixture.run([given('')])).code).toBe('TRACKING_NUMBER_MISSING');
		expect(fixture.writesOf(order)).toEqual([]);
		await fixture.run([given(b)]);
		const [mug, tea] = order.lines.map(({ id }) => id);
		expect(fixture.writesOf(order)).toMatchObject([
			{ trackingNumber: a, lineIds: [mug] },
			{ trackingNumber: b, lineIds: [tea] },
		]);
	});
});

describe('the warehouse has shipped less than was ordered', () => {
	it('only the unit that left is marked as shipped, also at repeats; the others go with their own number', async () => {
		const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 3 }] });
		const lines = [{ systemSku: 'SYS-MUG-BLU', quantity: 3, shippedQuantity: 1 }];
		const given = outbound(order, 'OB1', { 'SYS-MUG-BLU': 1 }, { lines });
		for (const sent of [true, false, false]) {
			const { outputs } = await fixture.run([given]);
			const stillWaiting = order.lines.slice(1).map(({ id }) => id);
			expect(outputs[0]).toMatchObject([{ fulfillment: { sent, stillWaiting } }]);
		}
		expect(fixture.writesOf(order).map(({ lineIds }) => lineIds.length)).toEqual([1]);
		const later = uspsNumber();
		const rest = {
			...given,
			lines: [{ ...lines[0], shippedQuantity: 3 }],
			parcels: [...(given.parcels as IDataObject[]), parcel(later, { 'SYS-MUG-BLU': 2 })],
		};
		await fixture.run([rest]);
		expect(fixture.writesOf(order).map(({ lineIds }) => lineIds.length)).toEqual([1, 2]);
		expect(order.status).toBe('AWAITING_COLLECTION');
	});

	it('a line that has left is not shipped again when the rest follows in an outbound order of its own', async () => {
		const order = fixture.order({
			lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }, { sellerSku: 'TEA-GREEN-100' }],
		});
		const [mug1, mug2, tea] = order.lines.map(({ id }) => id);
		await fixture.run([item(order, { lineItemIds: [mug1, tea] })]);
		const rest = outbound(order, 'OB2', { 'SYS-MUG-BLU': 1 }, { outboundLines: MAPPING });
		await fixture.run([rest]);
		expect(fixture.writesOf(order)).toMatchObject([
			{ lineIds: [mug1, tea] },
			{ lineIds: [mug2], trackingNumber: rest.trackingNumber },
		]);
	});
});

it('a parcel of cancelled units is told, and the number of the other one goes', async () => {
	const order = fixture.order({ lines: MUG_AND_TEA });
	const [mug, tea] = order.lines;
	tea.status = 'CANCELLED';
	const [a, b] = [uspsNumber(), uspsNumber()];
	const given = outbound(
		order,
		'OB1',
		{ 'SYS-MUG-BLU': 1, 'SYS-TEA-GRN': 1 },
		{
			trackingNumber: b,
			outboundLines: MAPPING,
			parcels: [parcel(b, { 'SYS-TEA-GRN': 1 }), parcel(a, { 'SYS-MUG-BLU': 1 })],
		},
	);
	const { outputs } = await fixture.run([given]);
	expect(outputs[0]).toMatchObject([
		{
			fulfillment: {
				trackingNumber: a,
				sent: true,
				parcels: [{ sent: true }, { sent: false, warning: expect.stringContaining(b) }],
			},
		},
	]);
	expect((await fixture.run([given])).outputs[0]).toMatchObject([{ fulfillment: { sent: false } }]);
	expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber: a, lineIds: [mug.id] }]);
	expect(fixture.writesOf(order)).toHaveLength(1);
});

describe('two outbound orders of one order', () => {
	it.each([
		['one after the other', [[0], [1]]],
		['in the other order', [[1], [0]]],
		['in one run', [[0, 1]]],
		['in one run, the other way round', [[1, 0]]],
		['one, then both again and again', [[0], [0, 1], [1], [1, 0], [0]]],
	])('%s: each ships its own line items, once', async (_, runs) => {
		const order = fixture.order({ lines: MUG_AND_TEA });
		const both = [
			outbound(order, 'OB1', { 'SYS-MUG-BLU': 1 }, { outboundLines: MAPPING }),
			outbound(order, 'OB2', { 'SYS-TEA-GRN': 1 }, { outboundLines: MAPPING }),
		];
		for (const indexes of runs) {
			const { outputs } = await fixture.run(indexes.map((index) => both[index]));
			expect(outputs[1]).toEqual([]);
		}
		const writes = fixture.writesOf(order);
		expect(writes).toHaveLength(2);
		for (const [index, { id }] of order.lines.entries()) {
			const { trackingNumber } = both[index];
			expect(writes.find(({ lineIds }) => lineIds.includes(id))).toMatchObject({
				trackingNumber,
				lineIds: [id],
			});
		}
	});

	it('without a mapping nothing is guessed: the order waits, and the hint says what to connect', async () => {
		const order = fixture.order({ lines: MUG_AND_TEA });
		const both = [
			outbound(order, 'OB1', { 'SYS-MUG-BLU': 1 }),
			outbound(order, 'OB2', { 'SYS-TEA-GRN': 1 }),
		];
		const first = onlyException(await fixture.run([both[0]]));
		expect(first).toMatchObject({ code: 'PARCELS_DO_NOT_ADD_UP', retrySafe: true });
		expect(first.hint).toContain('outboundLines');
		const { outputs } = await fixture.run(both);
		expect(outputs.map((list) => list.length)).toEqual([0, 2]);
		expect(statesOf(order)).toEqual(['AWAITING_SHIPMENT', 'AWAITING_SHIPMENT']);
	});

	it('one package of Vietnam in both: it waits for the second, then goes with the number of the larger part', async () => {
		const { provider } = addMarket(fixture.sandbox.tiktok, 'VN');
		const order = fixture.order({
			shop: 'VN01',
			lines: [{ sellerSku: 'MUG-BLUE-350', units: 3 }],
		});
		const given = (no: string, trackingNumber: string, units: Record<string, number>) =>
			outbound(order, no, units, {
				outboundLines: MAPPING,
				trackingNumber,
				parcels: [parcel(trackingNumber, units)],
			});
		const both = [
			given('OB1', 'GHN1000001', { 'SYS-MUG-BLU': 1 }),
			given('OB2', 'GHN1000002', { 'SYS-MUG-BLU': 2 }),
		];
		const pairs = { USPS: provider.name };
		expect(onlyException(await fixture.run([both[0]], {}, pairs))).toMatchObject({
			code: 'PARCELS_DO_NOT_ADD_UP',
			hint: expect.stringContaining('everything in its package has left'),
		});
		for (const items of [both, both, [both[0]], [both[1]]]) {
			expect((await fixture.run(items, {}, pairs)).outputs[1]).toEqual([]);
		}
		expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber: 'GHN1000002' }]);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});
});

it.each([1, 7, 42])(
	'answers that are lost on the way change nothing of that, seed %s',
	async (seed) => {
		const { faults } = fixture.sandbox;
		faults.seed(seed);
		const path = /\/orders\/\d+\/packages$/;
		faults.add({ service: 'tiktok', path, kind: 'resetAfterAccept', probability: 0.4 });
		faults.add({ service: 'tiktok', path, kind: '503', probability: 0.1 });
		const orders = Array.from({ length: 6 }, () => fixture.order({ lines: MUG_AND_TEA }));
		const items = orders.flatMap((order, index) => [
			outbound(order, `OB${index}A`, { 'SYS-TEA-GRN': 1 }, { outboundLines: MAPPING }),
			outbound(order, `OB${index}B`, { 'SYS-MUG-BLU': 1 }, { outboundLines: MAPPING }),
		]);
		for (const given of [items, [...items].reverse()]) {
			const { outputs, error } = await fixture.run(given);
			expect(error).toBeUndefined();
			expect(outputs.map((list) => list.length)).toEqual([12, 0]);
		}
		expect(faults.struck.resetAfterAccept).toBeGreaterThan(0);
		for (const [index, order] of orders.entries()) {
			const [tea, mug] = items.slice(index * 2).map(({ trackingNumber }) => trackingNumber);
			const numbers = new Map(
				fixture
					.writesOf(order)
					.map(({ lineIds, trackingNumber }) => [lineIds.join(), trackingNumber]),
			);
			expect(fixture.writesOf(order)).toHaveLength(2);
			expect(order.lines.map(({ id }) => numbers.get(id))).toEqual([mug, tea]);
		}
	},
	60_000,
);

it('a set of twelve in two boxes goes with the main number and a warning, and is done after that', async () => {
	const order = fixture.order({ lines: [{ sellerSku: 'TEA-CASE-12' }] });
	const [a, b] = [uspsNumber(), uspsNumber()];
	const given = item(order, {
		trackingNumber: a,
		parcels: [parcel(a, { 'SYS-TEA-GRN': 6 }), parcel(b, { 'SYS-TEA-GRN': 6 })],
	});
	const { outputs } = await fixture.run([given]);
	expect(outputs[0]).toMatchObject([
		{ fulfillment: { trackingNumber: a, sent: true, warning: expect.stringContaining(b) } },
	]);
	expect((await fixture.run([given])).outputs[0]).toMatchObject([{ fulfillment: { sent: false } }]);
	expect(fixture.writesOf(order)).toHaveLength(1);
});
