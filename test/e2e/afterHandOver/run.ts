import type { OutboundOrder } from '../../sandbox/oms/types';
import type { Order } from '../../sandbox/tiktok/types';
import { cancelLines, cancelOrder, changeAddress } from '../../sandbox/tiktok/orderChanges';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import { DataTables, type TableRow } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE } from '../../support/n8n/mappingTables';
import { connectInstance } from '../../support/n8n/world';
import { withInstance, type Part } from '../part';

/** Two polls a minute apart, and a busy machine. */
const IN_TIME_MS = 240_000;
const LOOK_EVERY_MS = 1_000;
/** The warehouse ships only what a check tells it to, and answers cancellations at once. */
const PACE = { outboundStepMs: Number.POSITIVE_INFINITY, cancelMs: 1_000 };
const NEW_ROAD = '9 New Road';

/** Orders that are cancelled or changed once the warehouse has them, through the templates 04, 05 and 14. */
export async function runAfterHandOver(part: Part): Promise<void> {
	const { checks } = part;
	await withInstance(part, { pace: PACE }, async (instance) => {
		const { sandbox } = instance;
		const orders = Array.from({ length: 6 }, () =>
			sandbox.tiktok.addOrder({
				shop: 'US01',
				lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }],
				ageSeconds: 7_200,
			}),
		);
		const { tables, publishTemplate } = await connectInstance(instance);
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		await publishTemplate('order-sync', toWarehouse);
		await publishTemplate('cancelled-orders');
		await new AfterHandOver(instance, tables, orders, checks).runAll();
	});
}

class AfterHandOver {
	constructor(
		private readonly instance: Instance,
		private readonly tables: DataTables,
		private readonly orders: readonly Order[],
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const { tiktok, oms } = this.instance.sandbox;
		const [cancelled, tooLate, fewer, moved, begun, gone] = this.orders;
		const arrived = await this.until(() =>
			this.orders.every(({ id }) => this.live(id).length === 1),
		);
		this.checks.that('the orders are in the warehouse', arrived, this.all());
		const [[shipped], [left], [picked]] = [tooLate, gone, begun].map(({ id }) => this.live(id));
		oms.ship(shipped);
		oms.ship(left);
		picked.status = 2;
		cancelOrder(tiktok, cancelled.id);
		cancelOrder(tiktok, tooLate.id);
		cancelLines(tiktok, fewer.id, [fewer.lines[0].id]);
		for (const { id } of [moved, begun, gone]) changeAddress(tiktok, id, { line1: NEW_ROAD });
		const isStopped = await this.until(() => this.live(cancelled.id).length === 0);
		this.checks.that('a cancelled order is cancelled in the warehouse', isStopped, this.all());
		await this.isReplaced('with a cancelled unit', fewer, ({ lines }) => lines[0]?.quantity === 1);
		const isThere = ({ given }: OutboundOrder): boolean => given.addressOne === NEW_ROAD;
		await this.isReplaced('with another address', moved, isThere);
		await this.isReplaced('with another address, which the warehouse has begun,', begun, isThere);
		await this.isTold(`cancellation:${tooLate.id}`, 'CANCELLED_TOO_LATE', shipped);
		await this.isTold(gone.id, 'CHANGED_TOO_LATE', left);
	}

	private async isReplaced(
		what: string,
		{ id }: Order,
		isRight: (outbound: OutboundOrder) => boolean,
	): Promise<void> {
		const is = await this.until(() => {
			const live = this.live(id);
			return live.length === 1 && isRight(live[0]) && live[0].thirdOrderNo === `${id}-2`;
		});
		this.checks.that(`an order ${what} gets another outbound order, and only that lives`, is, [
			id,
			...this.all(),
		]);
	}

	private async isTold(
		key: string,
		code: string,
		{ outboundOrderNo }: OutboundOrder,
	): Promise<void> {
		let row: TableRow | undefined;
		const isTold = await this.until(async () => {
			const rows = await this.tables.rows(EXCEPTIONS_TABLE);
			row = rows.find(({ order_id: id }) => id === key);
			return row !== undefined;
		});
		const isRight =
			isTold &&
			row?.code === code &&
			row.status === 'open' &&
			String(row.message).includes(outboundOrderNo);
		const what = `what has left is told with the number for the warehouse: ${code}`;
		this.checks.that(what, isRight, row);
	}

	/** @returns whether it came true in time */
	private async until(isTrue: () => boolean | Promise<boolean>): Promise<boolean> {
		for (let waited = 0; waited < IN_TIME_MS; waited += LOOK_EVERY_MS) {
			if (await isTrue()) return true;
			await pause(LOOK_EVERY_MS);
		}
		return false;
	}

	private live(orderId: string): OutboundOrder[] {
		return this.instance.sandbox.oms.liveOf(orderId);
	}

	private all(): object[] {
		return [...this.instance.sandbox.oms.outbound.values()].map(
			({ thirdOrderNo, status, cancel, lines }) => ({ thirdOrderNo, status, cancel, lines }),
		);
	}
}
