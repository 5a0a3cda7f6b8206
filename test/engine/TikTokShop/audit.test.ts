import { omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { AuditWorld, compare, HOUR } from './auditWorld';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const KINDS = [
	'missingInOms',
	'extra',
	'differs',
	'stuck',
	'trackingMissing',
	'trackingDiffers',
	'late',
	'notAudited',
];
const OF_EACH = 5;

let world: AuditWorld;

beforeEach(async () => {
	world = await AuditWorld.start();
});

afterEach(async () => {
	await world.sandbox.close();
});

async function audit(desk?: IDataObject[], parameters?: object) {
	const orders = await world.mapped(await world.orders());
	const { outputs, items, error } = await compare(
		orders,
		await world.outboundOrders(),
		desk,
		parameters,
	);
	if (error) throw error;
	const [differences, [summary], toHandOver] = outputs;
	return { differences, summary, toHandOver, items, orders };
}

const found = (differences: IDataObject[]) =>
	differences.map(({ orderId, kind }) => `${String(kind)} ${String(orderId)}`).sort();

describe('both services, read by the nodes', () => {
	it('of 40 planted differences of eight kinds all are found, and nothing else', async () => {
		for (let turn = 0; turn < 100; turn++) world.agreeing(turn);
		world.strangers();
		const planted = KINDS.flatMap((kind) =>
			Array.from({ length: OF_EACH }, (_, turn) => `${kind} ${world.plant(kind, turn)}`),
		);
		const { differences, summary, toHandOver } = await audit();
		expect(found(differences)).toEqual(planted.sort());
		expect(summary).toMatchObject({
			result: 'red',
			counts: Object.fromEntries(KINDS.map((kind) => [kind, OF_EACH])),
			sides: { orders: 'incomplete', outboundOrders: 'complete' },
		});
		const missing = planted.filter((each) => each.startsWith('missingInOms'));
		expect(toHandOver.map(({ orderId }) => `missingInOms ${String(orderId)}`).sort()).toEqual(
			missing,
		);
	});

	it('agree, and the audit is green', async () => {
		for (let turn = 0; turn < 40; turn++) world.agreeing(turn);
		world.strangers();
		const { differences, summary, toHandOver } = await audit();
		expect(differences).toEqual([]);
		expect(toHandOver).toEqual([]);
		expect(summary).toMatchObject({ result: 'green', orders: 41 });
		expect(Number(summary.linesCompared)).toBeGreaterThan(15);
	});

	it('without orders are green', async () => {
		const { differences, summary } = await audit();
		expect(differences).toEqual([]);
		expect(summary).toMatchObject({ result: 'green', orders: 0, outboundOrders: 0 });
	});

	it('hand over what is missing as it came, so that it takes the same way as a new order', async () => {
		const id = world.plant('missingInOms', 0);
		const { toHandOver, orders, items } = await audit();
		expect(orders[1]).toHaveProperty('outboundLines');
		expect(toHandOver).toEqual([omit(orders[1], 'outboundLines')]);
		expect([toHandOver[0].orderId, items[2][0].pairedItem]).toEqual([id, { item: 1 }]);
	});

	it('are compared without lines where no mapping was there', async () => {
		world.plant('differs', 0);
		const { outputs } = await compare(await world.orders(), await world.outboundOrders());
		expect(outputs[1]).toMatchObject([{ result: 'green', linesCompared: 0 }]);
	});
});

describe('the exception desk', () => {
	it('keeps an order that cannot be mapped from being a difference', async () => {
		const order = world.order({ lines: [{ sellerSku: 'NEW-ARRIVAL-01' }] });
		const row = { order_id: order.id, status: 'open', code: 'SKU_NOT_MAPPED', message: 'No row.' };
		const before = await audit();
		expect(before.differences[0].message).toContain('SKU_NOT_MAPPED');
		const { differences, summary, toHandOver } = await audit([row], {
			options: { includeFine: true },
		});
		expect(differences).toMatchObject([{ kind: 'waits', orderId: order.id }]);
		expect([summary.result, toHandOver]).toEqual(['green', []]);
	});
});

describe('a side that failed', () => {
	beforeEach(() => {
		for (let turn = 0; turn < 4; turn++) world.agreeing(turn);
	});

	it.each(['oms', 'tiktok'] as const)(
		'is told, and nothing is green: %s',
		async (service) => {
			world.sandbox.faults.add({ service, path: /./, kind: '500', times: 1_000 });
			const orders = await world.orders('continueRegularOutput').catch(() => []);
			const outbound = await world.outboundOrders('continueRegularOutput');
			const { outputs, error } = await compare(orders, outbound);
			expect(error).toBeUndefined();
			const [differences, [summary], toHandOver] = outputs;
			const sides = summary.sides as IDataObject;
			expect(sides[service === 'oms' ? 'outboundOrders' : 'orders']).toBe('noAnswer');
			expect([summary.result, toHandOver]).toEqual(['red', []]);
			expect(new Set(differences.map(({ kind }) => kind))).toEqual(new Set(['notAudited']));
			expect(differences.length).toBeLessThan(3);
			expect(differences[0].message).not.toBe('');
		},
		60_000,
	);

	it('does not hide what the other one knows for sure', async () => {
		const late = world.plant('late', 0);
		const orders = await world.orders();
		const { outputs } = await compare(orders, [{ error: 'No answer.' }]);
		expect(found(outputs[0])).toEqual([`late ${late}`, 'notAudited '].sort());
	});
});

describe('the settings', () => {
	it('say how long is long: stuck, and new', async () => {
		world.outbound(world.order(), { createdAt: Date.now() - 30 * HOUR });
		world.order({ ageSeconds: 7_200 });
		const kinds = async (parameters: object) =>
			(await audit(undefined, parameters)).differences.map(({ kind }) => kind);
		expect(await kinds({})).toEqual(['missingInOms']);
		expect(await kinds({ stuckAfterHours: 24, options: { newWithinMinutes: 180 } })).toEqual([
			'stuck',
		]);
	});

	it('say which orders have to be in the OMS', async () => {
		const { warehouseId } = world.order();
		const result = async (options: object) => (await audit(undefined, { options })).summary.result;
		expect(await result({ shops: 'USLC000001', warehouseIds: warehouseId })).toBe('red');
		expect(await result({ shops: 'GBCB000001' })).toBe('green');
		expect(await result({ warehouseIds: '7300000000000000999' })).toBe('green');
	});
});
