import type { OrderBook } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import type { Execution } from '../../support/n8n/api';
import type { TableRow } from '../../support/n8n/dataTables';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { EXCEPTIONS_TABLE, MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { startWorld, type World } from '../../support/n8n/world';
import type { Part } from '../part';
import {
	addOddities,
	FOREIGN_EXCEPTION,
	MAPPING_WITH_A_ROW_BEGUN,
	type Oddities,
} from './oddities';
import { stopInTheMiddle } from './stopping';

/** Polls come every minute; pulling, shipping and sending back take a few of them. */
const WITHIN_MS = 6 * 60_000;
const LOOK_EVERY_MS = 2_000;

/** The templates as they come, with one order, parcel, row and shop that cannot go on: everything else arrives. */
export async function runIsolation(part: Part): Promise<void> {
	const { installation, tarball, checks, print } = part;
	let oddities: Oddities | undefined;
	const world = await startWorld(installation, tarball, print, {
		mapping: MAPPING_WITH_A_ROW_BEGUN,
		exceptions: [FOREIGN_EXCEPTION],
		prepare: (sandbox) => {
			oddities = addOddities(sandbox);
		},
	});
	try {
		await new Isolation(world, oddities as Oddities, checks, print).run();
	} finally {
		await world.stop();
	}
}

class Isolation {
	constructor(
		private readonly world: World,
		private readonly oddities: Oddities,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	async run(): Promise<void> {
		await this.everythingElseArrives();
		await this.eachIsSeen();
		await this.foreignRowIsPassedBy();
		await this.noExecutionFailed();
		await this.everythingHeals();
		await stopInTheMiddle(this.world, this.checks, this.print);
	}

	private async everythingElseArrives(): Promise<void> {
		const { unreadable, refusedParcel, unusableRow, ofRefusedShop } = this.oddities;
		const odd = [unreadable, refusedParcel, unusableRow, ofRefusedShop].map(({ id }) => id);
		const good = (order: OrderBook): boolean => !odd.includes(order.orderId);
		const left = await this.untilTracked(good);
		this.checks.that(
			'every other order is shipped and has its tracking number on TikTok Shop',
			left.length === 0,
			left,
		);
		const { duplicates, unwanted, wrongLines, wrongTracking } = this.world.sandbox.books();
		const wrong = { duplicates, unwanted, wrongLines, wrongTracking };
		this.checks.that(
			'nothing is doubled, unwanted or wrong',
			Object.values(wrong).every((count) => count === 0),
			wrong,
		);
		this.checks.that(
			'nothing was created for the orders that cannot go on',
			[unreadable, unusableRow, ofRefusedShop].every(
				({ id }) => this.bookOf(id).outbound.length === 0,
			),
			odd,
		);
	}

	private async eachIsSeen(): Promise<void> {
		const { unreadable, refusedParcel, unusableRow, ofRefusedShop } = this.oddities;
		const rows = await this.openExceptions();
		const codeOf = (id: string) => rows.find(({ order_id: orderId }) => orderId === id)?.code;
		const wanted: Array<[what: string, id: string, code: string]> = [
			['the order that cannot be read', unreadable.id, 'ORDER_UNREADABLE'],
			['the order whose mapping row cannot be used', unusableRow.id, 'MAPPING_ROW_UNUSABLE'],
			['the shop that is refused', `shop:${ofRefusedShop.shop.id}`, 'SHOP_REFUSED'],
		];
		for (const [what, id, code] of wanted) {
			this.checks.that(
				`${what} stands in the exception desk as ${code}`,
				codeOf(id) === code,
				rows,
			);
		}
		const [{ orderNo }] = this.bookOf(refusedParcel.id).outbound;
		const parcel = rows.find(({ order_id: id }) => id === `shipment:${orderNo}`);
		this.checks.that(
			'the refused parcel stands there with the answer of TikTok Shop',
			parcel?.code === 'FULFILLMENT_REFUSED' && /36009004/.test(String(parcel.message)),
			rows,
		);
	}

	private async foreignRowIsPassedBy(): Promise<void> {
		const { world, checks } = this;
		const run = await runByHand(world, world.exceptionDesk);
		checks.that(
			'the daily look at the exception desk ends well with a row of another shop in it',
			run.status === 'success' && outputsOf(run, 'Daily Summary').flat(1).length > 0,
			run.error,
		);
		const [summary] = outputsOf(run, 'Daily Summary').flat(1);
		checks.that(
			'and its summary names that row',
			String(summary?.text).includes(FOREIGN_EXCEPTION.order_id),
			summary,
		);
	}

	private async noExecutionFailed(): Promise<void> {
		const { orderSync, toWarehouse, shipBack } = this.world;
		for (const workflow of [orderSync, toWarehouse, shipBack]) {
			const failed = (await this.executions(workflow)).filter(({ status }) => status !== 'success');
			this.checks.that(
				`no execution of "${workflow.name}" failed`,
				failed.length === 0,
				failed.map(({ id, error }) => `${id}: ${error ?? ''}`),
			);
		}
	}

	private async everythingHeals(): Promise<void> {
		const { world, oddities, checks } = this;
		oddities.mend();
		await world.tables.clear(MAPPING_TABLE);
		const good = MAPPING_WITH_A_ROW_BEGUN.filter((row) => 'quantity' in row);
		await world.tables.insert(MAPPING_TABLE, good);
		this.print('       TikTok Shop answers as it should again, and the mapping row is deleted.');
		const left = await this.untilTracked(({ shop }) => shop !== oddities.ofRefusedShop.shop.code);
		checks.that('once mended, all of them go on by themselves', left.length === 0, left);
		// No warehouse is set for the market of that shop, so its order is in the exception desk instead.
		const until = Date.now() + WITHIN_MS;
		const waiting = [oddities.unreadable.id, oddities.unusableRow.id];
		const shop = `shop:${oddities.ofRefusedShop.shop.id}`;
		for (;;) {
			const open = (await this.openExceptions()).map(({ order_id: id }) => String(id));
			if (![...waiting, shop].some((id) => open.includes(id)) || Date.now() > until) {
				checks.that(
					'and their rows in the exception desk are closed',
					![...waiting, shop].some((id) => open.includes(id)),
					open,
				);
				return;
			}
			await pause(LOOK_EVERY_MS);
		}
	}

	/** Orders that should ship and have no right tracking number after the time that is given to them. */
	private async untilTracked(wanted: (order: OrderBook) => boolean): Promise<string[]> {
		const until = Date.now() + WITHIN_MS;
		for (;;) {
			const left = this.world.sandbox
				.books()
				.orders.filter((order) => order.expected === 'ship' && wanted(order) && !isTracked(order));
			if (left.length === 0 || Date.now() > until) {
				return left.map(({ orderId, scenario }) => `${orderId} "${scenario}"`);
			}
			await pause(LOOK_EVERY_MS);
		}
	}

	private bookOf(id: Order['id']): OrderBook {
		return this.world.sandbox.books().orders.find(({ orderId }) => orderId === id) as OrderBook;
	}

	private async openExceptions(): Promise<TableRow[]> {
		const rows = await this.world.tables.rows(EXCEPTIONS_TABLE);
		return rows.filter(({ status }) => status === 'open');
	}

	private async executions({ id }: PublishedWorkflow): Promise<Execution[]> {
		return await this.world.api.finishedExecutions(id, new Set());
	}
}

function isTracked({ outbound, tracking }: OrderBook): boolean {
	const numbers = outbound.filter(({ status }) => status === 3).map(({ trackNo }) => trackNo);
	return tracking.some(({ trackingNumber }) => numbers.includes(trackingNumber));
}
