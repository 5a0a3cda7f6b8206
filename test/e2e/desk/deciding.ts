import { LATE_MAPPING, type OrderBook } from '../../sandbox';
import { cancelOrder, fillSellerSku } from '../../sandbox/tiktok/orderChanges';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import { pause } from '../../support/interrupt';
import type { DataTables, TableRow } from '../../support/n8n/dataTables';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { EXCEPTIONS_TABLE } from '../../support/n8n/mappingTables';
import { csv, csvRow } from './files';
import { submitForm, textOf } from './form';
import type { Importing } from './importing';
/** One poll a minute, and time for what it does on a busy machine. */
const ONE_POLL_MS = 90_000;
/** Warehouse steps, and the poll that sends the tracking number. */
const TO_TRACKING_MS = 180_000;

/** Orders that wait: they heal by themselves, are tried again, or are decided about by hand. */
export class Deciding {
	constructor(
		private readonly instance: Instance,
		private readonly tables: DataTables,
		private readonly importing: Importing,
		private readonly desk: PublishedWorkflow,
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const waiting = await this.firstPoll();
		const { PLATFORM_SKU_EMPTY, SKU_NOT_MAPPED, RECIPIENT_INCOMPLETE } = waiting;
		await this.manualSynchronisation(SKU_NOT_MAPPED);
		await this.cancelledByHand(RECIPIENT_INCOMPLETE);
		await this.fromEmptySkuToTracking(PLATFORM_SKU_EMPTY, RECIPIENT_INCOMPLETE);
		await this.tryAgain(SKU_NOT_MAPPED, RECIPIENT_INCOMPLETE);
		await this.morning(RECIPIENT_INCOMPLETE);
		const { duplicates, unwanted, wrongLines } = this.instance.sandbox.books();
		const clean = duplicates + unwanted + wrongLines === 0;
		this.checks.that('no order was created twice, wrongly or unwanted', clean, {
			duplicates,
			unwanted,
			wrongLines,
		});
	}

	/** The IDs of the orders that wait, by the code of their exception. */
	private async firstPoll(): Promise<Record<string, string>> {
		const wanted = ['PLATFORM_SKU_EMPTY', 'RECIPIENT_INCOMPLETE', 'SKU_NOT_MAPPED'];
		const rows = await this.until(ONE_POLL_MS, async () => {
			const open = (await this.exceptions()).filter(({ status }) => status === 'open');
			const codes = open.map(({ code }) => code);
			return wanted.every((code) => codes.includes(code)) ? open : undefined;
		});
		const found = await this.exceptions();
		this.checks.that('the first poll notes the orders that wait', rows !== undefined, found);
		const told = found.every(({ message, hint, opened, last_seen: seen, shop_code: shop }) =>
			[message, hint, opened, seen, shop].every(Boolean),
		);
		this.checks.that('each with shop, reason, what to do, since when and last seen', told, found);
		return Object.fromEntries(found.map(({ code, order_id: id }) => [String(code), String(id)]));
	}

	private async manualSynchronisation(waiting: string): Promise<void> {
		const pull = async (shop: string, ids = '', status = 'Awaiting shipment', from = '') =>
			textOf(
				await submitForm(this.instance.n8n.url, 'tiktok-shop-manual-sync', [
					shop,
					from,
					'',
					status,
					ids,
				]),
			);
		const { checks } = this;
		const { orders } = this.instance.sandbox.books();
		const all = await pull('');
		const told = /\d+ orders pulled · .*in the warehouse already · .*still waiting · /s.test(all);
		checks.that('the form pulls all pending orders and says what became of them', told, all);
		checks.that(
			'it says why an order waits',
			new RegExp(
				`still waiting · 仍在等待 \\| SKU_NOT_MAPPED [^|]* \\| ${waiting} \\| USLC000001`,
			).test(all),
			all,
		);
		const skipped = /skipped · 已跳过 \| The buyer asks to cancel it\./.test(all);
		checks.that('and why one was skipped', skipped, all);
		const any = await pull('GBCB000001', '', 'Any status (others are only shown)', '2020-01-01');
		const british = idsOf(orders.filter(({ shop }) => shop === 'GBCB000001'));
		const only = british.every((id) => any.includes(id)) && !any.includes('USLC000001');
		checks.that('one shop, any status, free days: every order of that shop is shown', only, any);
		checks.that(
			'a delivered one is only shown',
			/skipped · 已跳过 \| Its status on TikTok Shop is DELIVERED/.test(any),
			any,
		);
		const two = await pull('', `${waiting}, 576599999999999999`);
		const exact =
			/1 order pulled · 已同步 1 个订单/.test(two) && /576599999999999999 was not found/.test(two);
		checks.that('by order IDs: one is pulled, the unknown one is named', exact, two);
		const unknown = await pull('NOWHERE');
		checks.that(
			'an unknown shop is told which shops there are',
			/Sunny Home UK \(GBCB000001\)/.test(unknown),
			unknown,
		);
		const wrong = await pull('', 'abc');
		checks.that('what is no order ID pulls nothing', /Nothing was pulled/.test(wrong), wrong);
	}

	private async cancelledByHand(orderId: string): Promise<void> {
		const page = await this.decide(orderId, 'Cancelled by hand', 'shipped by a courier');
		const [row] = await this.exceptions(orderId);
		const closed =
			row?.status === 'closed' &&
			row.closed_how === 'by hand' &&
			row.note === 'shipped by a courier';
		this.checks.that('"cancelled by hand" closes the exception, with the note', closed, [
			page,
			row,
		]);
		const unknown = await this.decide('123', 'Try again now');
		const said = /no exception for order 123/.test(unknown);
		this.checks.that('an order that is not in the desk is answered in words', said, unknown);
	}

	/** Q1 of the customer: the seller SKU is empty, is filled in on TikTok Shop, and nobody does anything else. */
	private async fromEmptySkuToTracking(orderId: string, byHand: string): Promise<void> {
		const { checks } = this;
		const { sandbox } = this.instance;
		const before = this.book(orderId)?.outbound.length;
		checks.that('an order with an empty seller SKU is not in the warehouse', before === 0, before);
		fillSellerSku(sandbox.tiktok, orderId);
		const filledAt = Date.now();
		const created = await this.until(ONE_POLL_MS, async () =>
			this.book(orderId)?.outbound.length === 1 ? true : undefined,
		);
		checks.that(
			`it goes through by itself at the next poll (${secondsSince(filledAt)} s)`,
			created === true,
		);
		const closed = await this.until(ONE_POLL_MS, async () => {
			const [row] = await this.exceptions(orderId);
			return row?.status === 'closed' ? row : undefined;
		});
		const how = closed?.closed_how;
		checks.that('its exception is closed by itself', /by itself/.test(String(how)), closed);
		const times = [closed?.opened, closed?.last_seen, closed?.closed].map(String);
		checks.that(
			'opened, last seen and closed follow each other',
			[...times].sort().join() === times.join(),
			times,
		);
		const tracked = await this.until(TO_TRACKING_MS, async () =>
			(this.book(orderId)?.tracking.length ?? 0) > 0 ? true : undefined,
		);
		const numbers = this.book(orderId)?.tracking.map(({ trackingNumber }) => trackingNumber);
		const parcels = this.book(orderId)?.outbound.map(({ trackNo }) => trackNo);
		const right = tracked === true && numbers?.length === 1 && numbers[0] === parcels?.[0];
		checks.that(`its tracking number is on TikTok Shop (${secondsSince(filledAt)} s)`, right, {
			numbers,
			parcels,
		});
		const rows = await this.exceptions(byHand);
		const stays = rows.length === 1 && this.book(byHand)?.outbound.length === 0;
		checks.that('the order closed by hand stays closed through these polls', stays, rows);
	}

	private async tryAgain(unmapped: string, byHand: string): Promise<void> {
		const { checks } = this;
		const before = await this.decide(unmapped, 'Try again now');
		checks.that(
			'tried again too early it still waits, with the reason',
			/still waits\n.*SKU_NOT_MAPPED|still waits[\s\S]*no mapping row/.test(before),
			before,
		);
		await this.importing.upload(csv(LATE_MAPPING.map(csvRow)));
		const after = await this.decide(unmapped, 'Try again now');
		const [row] = await this.exceptions(unmapped);
		const through = row?.status === 'closed' && this.book(unmapped)?.outbound.length === 1;
		checks.that('with its mapping row imported it goes through', through, [after, row]);
		const again = await this.decide(byHand, 'Try again now');
		const rows = await this.exceptions(byHand);
		const open = rows.filter(({ status }) => status === 'open');
		checks.that('"try again now" takes back "cancelled by hand"', open.length === 1, [again, rows]);
	}

	private async morning(orderId: string): Promise<void> {
		const { checks } = this;
		const first = await runByHand(this.instance, this.desk);
		const [summary] = outputsOf(first, 'Daily Summary').flat(1);
		const open = (await this.exceptions()).filter(({ status }) => status === 'open');
		const right = summary?.count === open.length && String(summary?.text).includes(orderId);
		checks.that('the daily summary names what still waits', right, [summary, open]);
		cancelOrder(this.instance.sandbox.tiktok, orderId);
		await runByHand(this.instance, this.desk);
		const rows = await this.exceptions(orderId);
		const closed = rows.some(({ closed_how: how }) => how === 'TikTok Shop: CANCELLED');
		checks.that('an order cancelled on TikTok Shop leaves the desk by itself', closed, rows);
	}

	private async decide(orderId: string, what: string, note = ''): Promise<string> {
		const fields = [orderId, what, note];
		return textOf(await submitForm(this.instance.n8n.url, 'tiktok-shop-exception-desk', fields));
	}

	private async exceptions(orderId?: string): Promise<TableRow[]> {
		const rows = await this.tables.rows(EXCEPTIONS_TABLE);
		return rows.filter(({ order_id: id }) => orderId === undefined || id === orderId);
	}

	private book(orderId: string): OrderBook | undefined {
		return this.instance.sandbox.books().orders.find((order) => order.orderId === orderId);
	}

	private async until<T>(
		within: number,
		look: () => Promise<T | undefined>,
	): Promise<T | undefined> {
		const until = Date.now() + within;
		for (;;) {
			const seen = await look();
			if (seen !== undefined || Date.now() > until) return seen;
			await pause(1_000);
		}
	}
}

function idsOf(orders: readonly OrderBook[]): string[] {
	return orders.map(({ orderId }) => orderId);
}

function secondsSince(moment: number): number {
	return Math.round((Date.now() - moment) / 1_000);
}
