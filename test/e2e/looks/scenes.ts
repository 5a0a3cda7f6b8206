import { join } from 'node:path';
import type { Page } from 'playwright-core';

import type { TemplateName } from '../../support/n8n/templates';
import { SAMPLES, type Stage } from './stage';

/** A page of a form, as far as a person has come. */
export interface FormScene {
	name: string;
	/** Left out where there is no such template. */
	template: TemplateName;
	/** Goes from the first page of the form to the one that is looked at. */
	go?: (page: Page, stage: Stage) => Promise<void>;
	/** File name in docs/images, where a picture of it is wanted, and the width of its window. */
	picture?: { file: string; width: number };
}

/** Every form and what it answers. A new form is a new line here: it is looked at, and where wanted a picture is taken. */
export const FORM_SCENES: readonly FormScene[] = [
	{ name: 'mapping import', template: 'mapping-import' },
	{
		name: 'mapping import, what would change',
		template: 'mapping-import',
		go: async (page) => await upload(page, 'sku-mapping.csv', /what would change/),
		picture: { file: 'mapping-import.jpeg', width: 1100 },
	},
	{
		name: 'mapping import, refused',
		template: 'mapping-import',
		go: async (page) => {
			const buffer = Buffer.from('store_code,platform_sku,system_sku,quantity\n*,MUG,,0\n');
			await page.setInputFiles('input[type=file]', {
				name: 'wrong.csv',
				mimeType: 'text/csv',
				buffer,
			});
			await submit(page, /Nothing was imported/);
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
	{
		name: 'exception desk',
		template: 'exception-desk',
		picture: { file: 'exception-desk.jpeg', width: 1100 },
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
		picture: { file: 'warehouse-rules.jpeg', width: 1100 },
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
		picture: { file: 'check-my-connection.jpeg', width: 1100 },
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

async function upload(page: Page, file: string, heading: RegExp): Promise<void> {
	await page.setInputFiles('input[type=file]', join(SAMPLES, file));
	await submit(page, heading);
}

async function choose(page: Page, label: RegExp, option: RegExp): Promise<void> {
	const list = page.getByLabel(label);
	const texts = await list.locator('option').allInnerTexts();
	await list.selectOption({ label: texts.find((text) => option.test(text)) ?? '' });
}

async function submit(page: Page, heading: RegExp): Promise<void> {
	await page.locator('#submit-btn').click();
	await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}
