import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import type { Checks } from '../../support/checks';
import type { DataTables, TableRow } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE, MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { inBrowser } from '../browser';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import { DeskForm } from './deskForm';
import { submitForm } from './form';
import { seriousProblems } from './serious';

const WITHIN_MS = 60_000;
const SIZE = { width: 1280, height: 1000 };
/** Seller SKU without a mapping row. */
const UNMAPPED = 'NEW-ARRIVAL-01';
/** A message that would do something if it were no text. */
const MARKUP = '<img src=x onerror="document.title=1">';
const UNKNOWN = '576599999999999999';
const OLD = '2026-11-01T08:00:00.000Z';
const MANY = 400;
const MOST_SHOWN = 300;

/** The exception desk as a person uses it, in a browser: the list, several at once, and what goes wrong. */
export class DeskClicking {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-desk-'));
	private pictures = 0;

	constructor(
		private readonly instance: Instance,
		private readonly tables: DataTables,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	async runAll(): Promise<void> {
		const orders = await this.threeWait();
		await inBrowser(this.instance.api, SIZE, async (context) => {
			await context.setHTTPCredentials(FORM_LOGIN);
			const page = await context.newPage();
			page.setDefaultTimeout(WITHIN_MS);
			await this.list(page, orders);
			await this.wrongInput(page, orders);
			await this.several(page, orders);
			await this.allWithThisReason(page, orders);
			await this.changedMeanwhile(page);
			await this.secondClick();
			await this.manyRows(page);
		});
		this.print(`Pictures of the desk: ${this.folder}`);
	}

	/** Three orders with a SKU that is not mapped, noted by the workflows themselves, and a tracking number and a shop that wait. */
	private async threeWait(): Promise<string[]> {
		const { sandbox, n8n } = this.instance;
		const lines = [{ sellerSku: UNMAPPED }];
		const orders = Array.from(
			{ length: 3 },
			() => sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 }).id,
		);
		await submitForm(n8n.url, 'tiktok-shop-manual-sync', ['', '', '', 'Awaiting shipment', '']);
		await this.tables.insert(EXCEPTIONS_TABLE, [
			this.row('shipment:OBS-0001', 'CARRIER_NOT_PAIRED', 'USPS is not paired.'),
			this.row('shop:7490000000000000009', 'SHOP_REFUSED', MARKUP),
		]);
		return orders;
	}

	private async list(page: Page, orders: string[]): Promise<void> {
		const { checks } = this;
		await this.show(page);
		const shown = await page.locator('body').innerText();
		const open = (await this.rows()).filter(({ status }) => status === 'open');
		const missing = open.filter(({ order_id: id }) => !shown.includes(String(id)));
		checks.that('the list has every row that waits', missing.length === 0, [missing, shown]);
		const groups = await page.locator('.multiselect:not([data-radio-select])').count();
		const codes = new Set(open.map(({ code }) => code));
		checks.that('grouped by reason', groups === codes.size, [groups, [...codes]]);
		const hint = shown.indexOf('Add a mapping row for this platform SKU');
		const first = shown.indexOf(orders[0]);
		checks.that('the reason and what to do stand above its rows', hint > 0 && hint < first, shown);
		const line = await page.locator('label', { hasText: orders[0] }).innerText();
		checks.that(
			'a row has order, shop, since when, latest shipping time and message',
			/USLC000001 · since 自 20\d\d-\d\d-\d\d .* · ship by 最晚发货时间 20\d\d-/.test(line),
			line,
		);
		const images = await page.locator('img').count();
		checks.that('what a stranger wrote is text', images === 0 && shown.includes(MARKUP), shown);
		const aligns = await page
			.locator('th, td, .multiselect-option label, h2')
			.evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).textAlign))]);
		const left = aligns.every((align) => ['left', 'start'].includes(align));
		checks.that('everything is aligned to the left', left, aligns);
		const chinese = /平台 SKU 没有产品映射/.test(shown) && /怎么处理/.test(shown);
		checks.that('in English and in Chinese', chinese, shown);
		await seriousProblems(page, 'the list', checks);
		await page.setViewportSize({ width: 360, height: 800 });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		checks.that('on a phone nothing reaches beyond the page', wide <= 360, wide);
		await this.picture(page, 'phone');
		await page.setViewportSize(SIZE);
		await this.show(page, { 'Order ID': orders[1] });
		const options = await this.optionsOf(page);
		const only = options.length === 1 && options[0].startsWith(orders[1]);
		checks.that('an order ID narrows the list to its row', only, options);
		await this.show(page, { 'Order ID': UNKNOWN }, false);
		const unknown = await page.locator('body').innerText();
		const said = unknown.includes(`no exception for “${UNKNOWN}”`);
		checks.that('an unknown ID is answered in words, with a way on', said, unknown);
		await this.picture(page, 'unknown');
		await page.getByRole('link', { name: /^Back to the list/ }).click();
		await page.getByLabel(/^Order ID or SKU/).waitFor();
		checks.that('and the way leads back to the first page', true);
	}

	private async wrongInput(page: Page, orders: string[]): Promise<void> {
		const { checks } = this;
		await this.show(page);
		await this.decide(page, [], 'Try again now');
		const nothing = await page.locator('body').innerText();
		checks.that('nothing ticked: it says so', /Nothing was ticked/.test(nothing), nothing);
		await this.show(page);
		await this.decide(page, [orders[0]], 'Cancel by hand');
		const noNote = await page.locator('body').innerText();
		checks.that('no note: it says so', /has to write a note/.test(noNote), noNote);
		await this.picture(page, 'no-note');
		const open = (await this.rows()).filter(({ order_id: id }) => id === orders[0]);
		checks.that('and nothing was changed', open[0]?.status === 'open', open);
		await this.show(page);
		await page.locator('label', { hasText: orders[0] }).click();
		await page.click('#submit-btn');
		const stays = await page.locator('.error-show').first().innerText();
		const ticked = await page.locator('.multiselect-checkbox:checked').count();
		checks.that('no decision: the page says so and keeps what is ticked', ticked === 1, stays);
	}

	private async several(page: Page, [one, two, other]: string[]): Promise<void> {
		const { checks } = this;
		await this.show(page);
		const mapped = {
			...{ store_code: '*', platform_sku: UNMAPPED, system_sku: 'SYS-MUG-BLU', quantity: 1 },
		};
		await this.tables.insert(MAPPING_TABLE, [mapped]);
		await this.picture(page, 'list');
		await this.decide(page, [one, two, 'shipment:'], 'Try again now');
		const shown = await page.locator('body').innerText();
		await this.picture(page, 'several');
		const title = await page.locator('h1').innerText();
		const right = /^2 created in the warehouse, 1 still waiting/.test(title);
		checks.that('two orders are tried again at once, and created', right, title);
		const made = [one, two].map((id) => this.outboundOf(id));
		checks.that('each has one outbound order', made.join() === '1,1', made);
		const untouched = !shown.includes(other) && this.outboundOf(other) === 0;
		checks.that('the one that was not ticked is not touched', untouched, shown);
		const why = /shipment:OBS-0001/.test(shown);
		checks.that('the tracking number has a line of its own', why, shown);
		await seriousProblems(page, 'the last page', checks);
		const closed = (await this.rows()).filter(({ order_id: id }) =>
			[one, two].includes(String(id)),
		);
		const gone = closed.every(({ status }) => status === 'closed');
		checks.that('and their rows are closed', gone, closed);
	}

	private async allWithThisReason(page: Page, [, , left]: string[]): Promise<void> {
		const { checks } = this;
		const rows = ['1', '2', '3'].map((digit) =>
			this.row(`57646000000000000${digit}`, 'ORDER_UNREADABLE', 'It is in another form.'),
		);
		await this.tables.insert(EXCEPTIONS_TABLE, rows);
		await this.show(page);
		await this.decide(page, ['All 3 with this reason'], 'Cancel by hand', 'sent by a courier');
		const title = await page.locator('h1').innerText();
		checks.that(
			'"all with this reason" closes three at once',
			/^3 closed by hand/.test(title),
			title,
		);
		const after = await this.rows();
		const closed = after.filter(({ closed_how: how, note }) => {
			return how === 'by hand' && note === 'sent by a courier';
		});
		const others = after.find(({ order_id: id }) => id === left);
		const right = closed.length === 3 && others?.status === 'open';
		checks.that('with the note, and no other', right, after);
		await this.show(page, { Show: 'Also what was closed by hand' });
		await this.picture(page, 'closed');
		await this.decide(page, [String(rows[0].order_id)], 'Take back');
		const [back] = (await this.rows()).filter(({ order_id: id }) => id === rows[0].order_id);
		checks.that('"take back" opens one of them again', back?.status === 'open', back);
	}

	private async changedMeanwhile(page: Page): Promise<void> {
		const { checks } = this;
		const [gone, changed] = ['576460000000000101', '576460000000000102'];
		await this.tables.insert(EXCEPTIONS_TABLE, [
			this.row(gone, 'OMS_REJECTED', 'The OMS says no.'),
			this.row(changed, 'OMS_REJECTED', 'The OMS says no.'),
		]);
		await this.show(page);
		// Somebody else decides on one of them, and the other one gets another reason.
		await new DeskForm(this.instance.n8n.url).decide(gone, 'Cancel by hand', 'the other one');
		await this.reason(changed);
		await this.decide(page, [gone, changed], 'Cancel by hand', 'too late');
		const shown = await page.locator('body').innerText();
		await this.picture(page, 'meanwhile');
		const said = /closed it by hand meanwhile/.test(shown) && /another reason now/.test(shown);
		checks.that('what has changed since the list was shown is said', said, shown);
		const rows = (await this.rows()).filter(({ order_id: id }) =>
			[gone, changed].includes(String(id)),
		);
		const notes = rows.map(({ note }) => note);
		checks.that('and not touched', !notes.includes('too late'), rows);
	}

	/** Two clicks on one page, as of a mouse that bounces: the browser disables the button, so here they are sent at once. */
	private async secondClick(): Promise<void> {
		const key = '576460000000000201';
		await this.tables.insert(EXCEPTIONS_TABLE, [this.row(key, 'OMS_REJECTED', 'It says no.')]);
		const form = new DeskForm(this.instance.n8n.url);
		const page = await form.list({ text: key });
		const clicks = ['first', 'second'].map(
			async (note) => await form.click(page, [key], 'Cancel by hand', note),
		);
		const statuses = await Promise.all(clicks);
		const late = await form.click(page, [key], 'Cancel by hand', 'third');
		const rows = (await this.rows()).filter(({ order_id: id }) => id === key);
		const once = rows.length === 1 && ['first', 'second'].includes(String(rows[0].note));
		this.checks.that('a second click does nothing twice', once, [statuses, late, rows]);
	}

	private async manyRows(page: Page): Promise<void> {
		const { checks } = this;
		const many = Array.from({ length: MANY }, (_, index) =>
			this.row(`5764700000000${String(index).padStart(5, '0')}`, 'INSUFFICIENT_STOCK', 'Too few.'),
		);
		await this.tables.insert(EXCEPTIONS_TABLE, many);
		const reason = 'INSUFFICIENT_STOCK · 库存不足';
		const begun = Date.now();
		await this.show(page, { Reason: reason });
		const took = Date.now() - begun;
		const options = await this.optionsOf(page);
		const shown = options.filter((option) => option.startsWith('57647')).length;
		const text = await page.locator('h2 strong').first().innerText();
		const said = text.startsWith(`${MANY - MOST_SHOWN} of ${MANY} are left out`);
		checks.that(
			`${MANY} rows: ${MOST_SHOWN} are shown, and it says how many are left out (${took} ms)`,
			shown === MOST_SHOWN && said,
			[shown, text],
		);
		const all = Date.now();
		await this.decide(page, [`All ${MOST_SHOWN} shown here`], 'Cancel by hand', 'bankrupt');
		const closed = (await this.rows()).filter(({ note }) => note === 'bankrupt').length;
		checks.that(
			`all that are shown are closed, and no other (${Date.now() - all} ms)`,
			closed === MOST_SHOWN,
			closed,
		);
		await this.picture(page, 'many');
	}

	private async show(
		page: Page,
		fields: Record<string, string> = {},
		isList = true,
	): Promise<void> {
		await page.goto(`${this.instance.n8n.url}/form/tiktok-shop-exception-desk`);
		for (const [name, value] of Object.entries(fields)) {
			const field = page.getByLabel(new RegExp(`^${name}`));
			const options = await field.locator('option').allInnerTexts();
			const option = options.find((each) => each.startsWith(value));
			if (options.length > 0) await field.selectOption(option ?? value);
			else await field.fill(value);
		}
		await page.click('#submit-btn');
		const next = isList ? page.locator('.multiselect').first() : page.getByText(/Back to the list/);
		await next.waitFor();
	}

	private async decide(page: Page, keys: string[], what: string, note = ''): Promise<void> {
		for (const key of keys) {
			const lines = page.locator('.multiselect-option label').filter({ hasText: key });
			await lines.first().click();
		}
		await page.locator('.multiselect-option label').filter({ hasText: what }).last().click();
		await page.getByLabel(/^Note/).fill(note);
		await page.click('#submit-btn');
		await page.getByText(/Back to the list/).waitFor();
	}

	private async optionsOf(page: Page): Promise<string[]> {
		return await page
			.locator('.multiselect:not([data-radio-select]) .multiselect-option label')
			.allInnerTexts();
	}

	private async picture(page: Page, name: string): Promise<void> {
		this.pictures += 1;
		const path = join(this.folder, `${this.pictures}-${name}.png`);
		await page.screenshot({ path, fullPage: true });
	}

	/** Another reason, as a later poll writes it: by template 04's upsert. Here the row is written anew. */
	private async reason(key: string): Promise<void> {
		const { api } = this.instance;
		const project = await api.call<{ id: string }>('GET', '/projects/personal');
		const base = `/projects/${project.id}/data-tables`;
		const { data } = await api.call<{ data: Array<{ id: string; name: string }> }>('GET', base);
		const table = data.find(({ name }) => name === EXCEPTIONS_TABLE);
		const filters = [{ columnName: 'order_id', condition: 'eq', value: key }];
		await api.call('PATCH', `${base}/${table?.id}/rows`, {
			filter: { type: 'and', filters },
			data: { message: 'The OMS says something else.' },
		});
	}

	private row(order_id: string, code: string, message: string): Record<string, string> {
		const { id: shop_id, code: shop_code } = this.instance.sandbox.tiktok.shop('US01');
		return {
			...{ order_id, shop_id, shop_code, status: 'open', code, message, hint: 'Look at it.' },
			...{ opened: OLD, last_seen: OLD, closed: '', closed_how: '', note: '' },
		};
	}

	private async rows(): Promise<TableRow[]> {
		return await this.tables.rows(EXCEPTIONS_TABLE);
	}

	private outboundOf(orderId: string): number | undefined {
		const { orders } = this.instance.sandbox.books();
		return orders.find((order) => order.orderId === orderId)?.outbound.length;
	}
}
