import { DEMO_MAPPING } from '../../sandbox';
import { addBulkShops, BULK_PACE, BulkPeople, planBulkOrders } from '../../sandbox/bulk';
import type { Order } from '../../sandbox/tiktok/types';
import { closeStages, stage, type Stage } from './support';

afterEach(closeStages);

const OPTIONS = { seed: 7, orders: 400, lengthMs: 10 * 60_000 };

async function fixture(options: Partial<typeof OPTIONS> = {}) {
	const made = await stage({ world: 'empty', pace: BULK_PACE });
	addBulkShops(made.sandbox);
	const traffic = new BulkPeople(made.sandbox, planBulkOrders({ ...OPTIONS, ...options }));
	return { ...made, traffic };
}

/** Lets the given time pass for sandbox and traffic, second by second. */
function live({ clock, sandbox }: Stage, traffic: BulkPeople, seconds: number): void {
	for (let each = 0; each < seconds; each++) {
		clock.pass(1);
		traffic.act();
		sandbox.tick();
	}
}

/** What the demo's mapping makes of an order. */
function mapped({ lines, shop }: Order): Map<string, number> {
	const sums = new Map<string, number>();
	for (const { sellerSku, bundle } of lines) {
		const parts = bundle.length > 0 ? bundle : [{ sellerSku, count: 1 }];
		for (const part of parts) {
			const rows = DEMO_MAPPING.filter(({ platform_sku }) => platform_sku === part.sellerSku);
			const own = rows.filter(({ store_code }) => store_code === shop.code);
			const used = own.length > 0 ? own : rows.filter(({ store_code }) => store_code === '*');
			for (const row of used) {
				const sum = sums.get(row.system_sku) ?? 0;
				sums.set(row.system_sku, sum + part.count * row.quantity);
			}
		}
	}
	return sums;
}

describe('bulk orders', () => {
	it('come the same from the same seed, and others from another', () => {
		expect(planBulkOrders(OPTIONS)).toEqual(planBulkOrders(OPTIONS));
		expect(planBulkOrders(OPTIONS)).not.toEqual(planBulkOrders({ ...OPTIONS, seed: 8 }));
	});

	it('are as many as asked for, of every scenario, in every shop', async () => {
		const { sandbox, traffic, ...rest } = await fixture({ orders: 2_000 });
		live({ sandbox, ...rest }, traffic, 15 * 60);
		expect(traffic.atRest).toBe(true);
		const orders = [...sandbox.tiktok.orders.values()];
		expect(orders).toHaveLength(2_000);
		expect(new Set(orders.map(({ shop }) => shop.key)).size).toBe(5);
		expect(new Set(orders.map(({ scenario }) => scenario.name)).size).toBe(12);
	});

	it('are placed over the time, not all at once', async () => {
		const made = await fixture();
		live(made, made.traffic, 5 * 60);
		const half = made.sandbox.tiktok.orders.size;
		expect(half).toBeGreaterThan(100);
		expect(half).toBeLessThan(300);
	});

	it('end as their scenarios say', async () => {
		const made = await fixture({ orders: 1_000 });
		live(made, made.traffic, 15 * 60);
		const orders = [...made.sandbox.tiktok.orders.values()];
		const waiting = orders.filter(({ scenario }) => scenario.expected === 'ship');
		expect(waiting.length).toBeGreaterThan(700);
		expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['AWAITING_SHIPMENT']));
		expect(waiting.every(({ lines }) => lines.every(({ sellerSku }) => sellerSku))).toBe(true);
		const of = (name: string): Array<string | undefined> => [
			...new Set(
				orders.filter(({ scenario }) => scenario.name === name).map(({ status }) => status),
			),
		];
		expect(of('never paid')).toEqual(['UNPAID']);
		expect(of('cancelled on hold')).toEqual(['CANCELLED']);
		const { lost, unwanted } = made.sandbox.books();
		expect({ lost, unwanted }).toEqual({ lost: waiting.length, unwanted: 0 });
	});

	it('ask for what the mapping of the demo makes of them', async () => {
		const made = await fixture({ orders: 1_000 });
		live(made, made.traffic, 15 * 60);
		for (const order of made.sandbox.tiktok.orders.values()) {
			if (order.scenario.name === 'unmapped SKU') continue;
			const known = (order.scenario.expectedLines ?? []).map(
				({ systemSku, quantity }) => [systemSku, quantity] as const,
			);
			expect(mapped(order)).toEqual(new Map(known));
		}
	});

	it('with an unmapped SKU ship only when somebody maps it later', () => {
		const expected = (mappedLater: boolean): unknown[] => [
			...new Set(
				planBulkOrders({ ...OPTIONS, orders: 1_000, mappedLater })
					.filter(({ seed }) => seed.scenario === 'unmapped SKU')
					.map(({ seed }) => seed.expected ?? 'ship'),
			),
		];
		expect(expected(false)).toEqual(['exception']);
		expect(expected(true)).toEqual(['ship']);
	});
});
