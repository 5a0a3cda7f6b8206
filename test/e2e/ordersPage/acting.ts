import { cancelOrder, fillSellerSku } from '../../sandbox/tiktok/orderChanges';
import { EXCEPTIONS_TABLE, MAPPING_TABLE, PAIRING_TABLE } from '../../support/n8n/mappingTables';
import { look, WIDTHS } from './looks';
import type { OrdersPage } from './pageInBrowser';
import type { Scene } from './scene';

/** What a person does on the page, and what becomes of it on both sides. */
export class Acting {
	constructor(
		private readonly scene: Scene,
		private readonly on: OrdersPage,
	) {}

	async runAll(): Promise<void> {
		const { on, scene } = this;
		await this.pullNow();
		await scene.everyOrderInItsTab(on, 'after the pull');
		await this.tryAgain();
		await this.addMapping();
		await this.cancelByHand();
		await this.addPairing();
		await this.stoppedAndCancelled();
		await this.refresh();
		await scene.everyOrderInItsTab(on, 'in the end');
		const { duplicates, unwanted, wrongLines } = scene.sandbox.books();
		scene.checks.that(
			'no outbound order twice, wrongly or unwanted',
			duplicates + wrongLines === 0 && unwanted === 1,
			{ duplicates, unwanted, wrongLines },
		);
	}

	private async refresh(): Promise<void> {
		await this.on.page.locator('#refresh').click();
		await this.on.settled();
	}

	/** On a phone, on a tablet and on a screen. */
	private async lookAtDialog(what: string): Promise<void> {
		const { page } = this.on;
		const before = page.viewportSize();
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: 800 });
			await look(this.scene, this.on, `${what}, ${width} px wide`);
		}
		if (before) await page.setViewportSize(before);
	}

	private async told(): Promise<string> {
		return (await this.on.page.locator('#told').innerText()).trim();
	}

	private async waiting(code: string): Promise<string> {
		const rows = await this.scene.deskRows();
		const row = rows.find((each) => each.code === code && each.status === 'open');
		return String(row?.order_id ?? '');
	}

	private inWarehouse(orderId: string): boolean {
		return this.scene.sandbox.oms.liveOf(orderId).length === 1;
	}

	private async pullNow(): Promise<void> {
		const { checks, sandbox } = this.scene;
		await this.on.page.locator('#pull').click();
		await this.on.settled();
		const { created } = sandbox.books();
		const said = await this.told();
		const isSaid = said.startsWith(`${created} created · 3 still waiting`);
		checks.that(
			`"Pull now" creates ${created} outbound orders and says so`,
			created > 0 && isSaid,
			said,
		);
	}

	private async tryAgain(): Promise<void> {
		const { checks, sandbox } = this.scene;
		const orderId = await this.waiting('PLATFORM_SKU_EMPTY');
		await this.on.show('exception');
		const why = (await this.on.rows()).get(orderId) ?? '';
		const isTold =
			/the seller SKU of "[^"]+" .* is empty/.test(why) && /Fill in the seller SKU/.test(why);
		checks.that('a row tells why it waits and what to do', isTold, why);
		await this.on.act(orderId, 'tryAgain');
		await this.on.settled();
		checks.that('tried again too early it still waits', /1 still waiting/.test(await this.told()));
		fillSellerSku(sandbox.tiktok, orderId);
		await this.on.act(orderId, 'tryAgain');
		await this.on.settled();
		const isThrough = this.inWarehouse(orderId) && !(await this.on.rows()).has(orderId);
		checks.that('"Try again" sends it once its cause is gone', isThrough, await this.told());
		await this.on.show('processing');
		checks.that('and it is in Processing at once', (await this.on.rows()).has(orderId));
	}

	private async addMapping(): Promise<void> {
		const { checks, tables } = this.scene;
		const { page } = this.on;
		const orderId = await this.waiting('SKU_NOT_MAPPED');
		await this.on.show('exception');
		await this.on.act(orderId, 'addMapping');
		const dialog = page.locator('#mapping-dialog');
		const sku = await dialog.locator('#platform-sku').inputValue();
		checks.that('the SKU without a row is chosen already', sku === 'NEW-ARRIVAL-01', sku);
		await page.locator('#system-skus option').first().waitFor({ state: 'attached' });
		await this.lookAtDialog('the dialog of a mapping row');
		await dialog.locator('.system-sku').fill('SYS-NOBODY-HAS');
		await dialog.locator('[type=submit]').click();
		const wrong = dialog.locator('.wrong');
		await wrong.filter({ hasText: /\S/ }).waitFor();
		const said = await wrong.innerText();
		checks.that(
			'a system SKU that the OMS does not have is not written',
			/has no system SKU/.test(said),
			said,
		);
		await dialog.locator('.system-sku').fill('SYS-NEW-01');
		await dialog.locator('[type=submit]').click();
		await dialog.waitFor({ state: 'hidden' });
		await this.on.settled();
		const rows = (await tables.rows(MAPPING_TABLE)).filter((row) => row.platform_sku === sku);
		const isWritten =
			rows.length === 1 &&
			rows[0].system_sku === 'SYS-NEW-01' &&
			rows[0].quantity === 1 &&
			rows[0].store_code === 'USLC000001';
		checks.that('"Add mapping row" writes one row', isWritten, rows);
		checks.that(
			'and the order that waited for it goes through',
			this.inWarehouse(orderId),
			await this.told(),
		);
	}

	private async cancelByHand(): Promise<void> {
		const { checks } = this.scene;
		const { page } = this.on;
		const orderId = await this.waiting('RECIPIENT_INCOMPLETE');
		await this.on.show('exception');
		await page.locator(`tr[data-key="${orderId}"] input[type=checkbox]`).check();
		await page.locator('#bulk-cancel').click();
		const dialog = page.locator('#cancel-dialog');
		await dialog.locator('#cancel-note').fill('sent by <b>courier</b>');
		await page.keyboard.press('Enter');
		await dialog.waitFor({ state: 'hidden' });
		await this.on.settled();
		const [row] = await this.scene.deskRows(orderId);
		const isClosed =
			row.status === 'closed' &&
			row.closed_how === 'by hand' &&
			row.note === 'sent by <b>courier</b>' &&
			row.code === 'RECIPIENT_INCOMPLETE';
		checks.that('"Cancel by hand" closes the row of the desk, with the note', isClosed, row);
		await this.on.show('cancelled');
		const shown = (await this.on.rows()).get(orderId) ?? '';
		checks.that(
			'it is in Cancelled, with the note',
			shown.includes('sent by <b>courier</b>'),
			shown,
		);
		await page.locator('#pull').click();
		await this.on.settled();
		checks.that('a later pull does not send it', !this.inWarehouse(orderId));
		await this.on.act(orderId, 'tryAgain');
		await this.on.settled();
		const open = (await this.scene.deskRows(orderId)).filter(({ status }) => status === 'open');
		checks.that('"Try again" takes it back', open.length === 1, open);
	}

	private async addPairing(): Promise<void> {
		const { checks, sandbox, tables } = this.scene;
		const { page } = this.on;
		const [parcel] = [...sandbox.oms.outbound.values()].filter(
			({ status, logisticsChannel }) => status < 3 && logisticsChannel === 'USPS-GA',
		);
		sandbox.oms.ship(parcel);
		await tables.insert(EXCEPTIONS_TABLE, [
			{
				order_id: `shipment:${parcel.outboundOrderNo}`,
				shop_code: 'USLC000001',
				status: 'open',
				code: 'CARRIER_NOT_PAIRED',
				message: `Carrier "${parcel.carrier}" has no shipping provider.`,
				hint: 'Add a row for this carrier.',
				opened: new Date().toISOString(),
			},
		]);
		await this.refresh();
		await this.on.show('exception');
		const row = (await this.on.rows()).get(parcel.thirdOrderNo) ?? '';
		const isShown = row.includes(parcel.trackNo) && row.includes(parcel.carrier);
		checks.that('a parcel whose number cannot be sent stands with its order', isShown, row);
		const link = await page.locator(`tr[data-key="${parcel.thirdOrderNo}"] a`).getAttribute('href');
		checks.that('its tracking number is a link', link?.includes(parcel.trackNo) === true, link);
		await this.on.act(parcel.thirdOrderNo, 'addPairing');
		const dialog = page.locator('#pairing-dialog');
		const provider = dialog.locator('#provider');
		await provider
			.locator('option', { hasText: 'USPS (same name)' })
			.waitFor({ state: 'attached' });
		const chosen = await provider.inputValue();
		checks.that('an equal name is offered first and not assumed', chosen === '', chosen);
		await this.lookAtDialog('the dialog of a pairing');
		const offered = await provider.locator('option').nth(1).innerText();
		checks.that('it is the first one', offered === 'USPS (same name)', offered);
		await provider.selectOption({ label: 'USPS (same name)' });
		await dialog.locator('[type=submit]').click();
		await dialog.waitFor({ state: 'hidden' });
		const rows = await tables.rows(PAIRING_TABLE);
		const isWritten =
			rows.length === 1 &&
			rows[0].carrier === parcel.carrier &&
			rows[0].shipping_provider_name === 'USPS';
		checks.that('"Add pairing" writes one row', isWritten, rows);
		await this.on.settled();
		checks.that(
			'and says how many parcels go',
			/1 parcels go within/.test(await this.told()),
			await this.told(),
		);
		await tables.clear(PAIRING_TABLE);
		await this.closeShipment(parcel.outboundOrderNo, parcel.thirdOrderNo);
	}

	/** A person decides that this number is not sent. */
	private async closeShipment(outboundOrderNo: string, orderId: string): Promise<void> {
		await this.on.act(orderId, 'cancelByHand');
		await this.on.page.locator('#cancel-dialog [type=submit]').click();
		await this.on.page.locator('#cancel-dialog').waitFor({ state: 'hidden' });
		await this.on.settled();
		const [row] = await this.scene.deskRows(`shipment:${outboundOrderNo}`);
		const isShown = (await this.on.counts()).shipped > 0 && row.closed_how === 'by hand';
		this.scene.checks.that('a shipment can be closed by hand as well', isShown, row);
	}

	private async stoppedAndCancelled(): Promise<void> {
		const { checks, sandbox } = this.scene;
		const inWork = [...sandbox.oms.outbound.values()].filter(({ status }) => status < 3);
		const [stopped, cancelled] = inWork;
		sandbox.oms.stop(stopped, 5, '库存不足');
		cancelOrder(sandbox.tiktok, cancelled.thirdOrderNo);
		await this.refresh();
		await this.on.show('exception');
		const rows = await this.on.rows();
		const said = rows.get(stopped.thirdOrderNo) ?? '';
		checks.that(
			'what the OMS says is translated, with the original',
			/not enough stock \(库存不足\)/.test(said),
			said,
		);
		const other = rows.get(cancelled.thirdOrderNo) ?? '';
		checks.that(
			'an order cancelled after the hand-over is told at once',
			/the warehouse still has it/.test(other),
			other,
		);
	}
}
