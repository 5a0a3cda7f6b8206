import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';

import type { TemplateName } from '../../support/n8n/templates';
import { SAMPLES, type Stage } from './stage';

const SAMPLE = join(SAMPLES, 'sku-mapping.csv');

/** A page of a form, as far as a person has come. */
export interface FormScene {
	name: string;
	/** Left out where there is no such template. */
	template: TemplateName;
	/** Goes from the first page of the form to the one that is looked at. */
	go?: (page: Page, stage: Stage) => Promise<void>;
	/** File name in docs/images, where a picture of it is wanted. */
	picture?: string;
}

/** A picture of the orders page. */
export interface OrdersScene {
	file: string;
	/** What the address remembers, e.g. `tab=shipped`. */
	hash: string;
	options: BrowserContextOptions;
}

export const ORDERS_SCENES: readonly OrdersScene[] = [
	{
		file: 'orders-page.jpeg',
		hash: 'tab=exception',
		options: { viewport: { width: 1280, height: 720 } },
	},
	{
		file: 'orders-page-chinese.jpeg',
		hash: 'tab=processing',
		options: { viewport: { width: 1280, height: 720 }, locale: 'zh-CN' },
	},
	{
		file: 'orders-page-phone.jpeg',
		hash: 'tab=exception',
		options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
	},
];

/** Every form and what it answers. A new form is a new line here: it is looked at, and where wanted a picture is taken. */
export const FORM_SCENES: readonly FormScene[] = [
	{ name: 'mapping import', template: 'mapping-import' },
	{
		name: 'mapping import, what would change',
		template: 'mapping-import',
		go: async (page) => {
			await uploadText(page, 'sku-mapping.csv', changed(readFileSync(SAMPLE, 'utf8')));
			await submit(page, /what would change/);
		},
		picture: 'mapping-import.jpeg',
	},
	{
		name: 'mapping import, refused',
		template: 'mapping-import',
		go: async (page) => {
			await uploadText(
				page,
				'wrong.csv',
				'store_code,platform_sku,system_sku,quantity\n*,MUG,,0\n',
			);
			await submit(page, /Nothing was imported/);
		},
	},
	{ name: 'mapping rows', template: 'mapping-new' },
	{
		name: 'mapping rows, what waits without one',
		template: 'mapping-new',
		go: async (page) => await submit(page, /ha(s|ve) no row/),
		picture: 'mapping-new.jpeg',
	},
	{
		name: 'mapping rows, the system SKU',
		template: 'mapping-new',
		go: async (page) => {
			await submit(page, /ha(s|ve) no row/);
			await choose(page, /^Platform SKU/, /^NEW-ARRIVAL-01/);
			await submit(page, /what the warehouse ships/);
		},
	},
	{ name: 'mapping export', template: 'mapping-export' },
	{ name: 'manual synchronisation', template: 'manual-sync' },
	{
		name: 'manual synchronisation, what became of them',
		template: 'manual-sync',
		go: async (page) => await submit(page, /orders? pulled/),
	},
	{
		name: 'manual synchronisation, no such shop',
		template: 'manual-sync',
		go: async (page) => {
			await page.getByLabel(/^Shop/).fill('NOWHERE');
			await submit(page, /No orders/);
		},
	},
	{ name: 'exception desk', template: 'exception-desk' },
	{
		name: 'exception desk, what waits',
		template: 'exception-desk',
		go: async (page) => await submit(page, /^What waits/),
		picture: 'exception-desk.jpeg',
	},
	{
		name: 'exception desk, nothing fits',
		template: 'exception-desk',
		go: async (page) => {
			await page.getByLabel(/^Shop/).fill('NOWHERE');
			await submit(page, /^(?!Exception desk)/);
		},
	},
	{ name: 'pairing', template: 'logistics-pairing' },
	{
		name: 'pairing, carrier and provider',
		template: 'logistics-pairing',
		go: async (page) => {
			await page.locator('#submit-btn').click();
			await page.getByLabel(/^Carrier of the OMS/).waitFor();
		},
		picture: 'pairing.jpeg',
	},
	{ name: 'warehouse rules', template: 'warehouse-rules' },
	{
		name: 'warehouse rules, the list',
		template: 'warehouse-rules',
		go: async (page) => await submit(page, /warehouse rules/),
	},
	{
		name: 'warehouse rules, which one takes an order',
		template: 'warehouse-rules',
		go: async (page, { instance }) => {
			const { orders } = instance.sandbox.books();
			const order = orders.find(
				({ shop, outbound }) => shop === 'USLC000001' && outbound.length > 0,
			);
			await choose(page, /What to do/, /^Say which rule/);
			await page.getByLabel(/^Order ID/).fill(order?.orderId ?? '');
			await submit(page, /^Order · 订单 \d/);
		},
		picture: 'warehouse-rules.jpeg',
	},
	{
		name: 'warehouse rules, no such order',
		template: 'warehouse-rules',
		go: async (page) => {
			await choose(page, /What to do/, /^Say which rule/);
			await page.getByLabel(/^Order ID/).fill('576599999999999999');
			await submit(page, /No such order/);
		},
	},
	{
		name: 'warehouse rules, a new one',
		template: 'warehouse-rules',
		go: async (page) => {
			await choose(page, /What to do/, /^Add a rule/);
			await submit(page, /Add a warehouse rule/);
		},
	},
	{ name: 'check my connection', template: 'check-my-connection' },
	{
		name: 'check my connection, all lines',
		template: 'check-my-connection',
		go: async (page) => await submit(page, /All is well|need you/),
		picture: 'check-my-connection.jpeg',
	},
	{ name: 'live check', template: 'live-check' },
	{
		name: 'live check, what may be written',
		template: 'live-check',
		go: async (page) => {
			await choose(page, /What to do/, /^Read, then/);
			await submit(page, /What may be written/);
		},
	},
	{
		name: 'live check, the report',
		template: 'live-check',
		go: async (page) => await submit(page, /refuted · /),
	},
	{ name: 'audit', template: 'audit' },
	{
		name: 'audit, both sides compared',
		template: 'audit',
		go: async (page) => {
			await choose(page, /What is missing/, /^Only show it/);
			await submit(page, /^(Green|Red)/);
		},
	},
];

async function uploadText(page: Page, name: string, text: string): Promise<void> {
	const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
	await page.setInputFiles('input[type=file]', file);
}

/** The sample file with another quantity, another system SKU, and two rows more. */
function changed(csv: string): string {
	const [head, first, second, ...others] = csv.trim().split(/\r?\n/);
	const lines = [
		head,
		first.replace(/\d+$/, '12'),
		second.replace(/SYS-[\w-]+/, 'SYS-MUG-BLU'),
		...others,
	];
	return [...lines, '*,NEW-ARRIVAL-01,SYS-NEW-01,1', '*,GIFT-BOX-01,SYS-MUG-BLU,1', ''].join('\n');
}

async function choose(page: Page, label: RegExp, option: RegExp): Promise<void> {
	const list = page.getByLabel(label);
	const texts = await list.locator('option').allInnerTexts();
	await list.selectOption({ label: texts.find((text) => option.test(text)) ?? '' });
}

async function submit(page: Page, heading: RegExp): Promise<void> {
	await page.locator('#submit-btn').click();
	try {
		await page.getByRole('heading', { level: 1, name: heading }).waitFor();
	} catch {
		const said = await page.locator('body').innerText();
		throw new Error(`The page has no heading ${String(heading)}. It says: ${said}`);
	}
}
