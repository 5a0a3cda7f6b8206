import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { pause } from '../../support/interrupt';
import { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE } from '../../support/n8n/mappingTables';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import { hasTemplate, type TemplateName } from '../../support/n8n/templates';
import { connectInstance } from '../../support/n8n/world';
import { shipBackTemplate } from '../pairing/run';
import { OrdersPage } from '../ordersPage/pageInBrowser';
import { formAddress } from '../formAddresses';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import { openContext } from './window';

export const SAMPLES = resolve(__dirname, '..', '..', '..', 'workflows-templates', 'samples');
/** The world stands still: a picture shows what was there when it was set up. */
export const STILL = {
	sellerSkuFilledMs: Number.POSITIVE_INFINITY,
	outboundStepMs: Number.POSITIVE_INFINITY,
	holdReleaseMs: Number.POSITIVE_INFINITY,
};
const WITHIN_MS = 60_000;
/** Parcels that have left, with a tracking number. */
const LEFT = 5;
const ALONE: readonly TemplateName[] = [
	'mapping-import',
	'mapping-export',
	'warehouse-rules',
	'check-my-connection',
	'live-check',
];
const WITH_WAREHOUSE: readonly TemplateName[] = [
	'orders-page',
	'manual-sync',
	'exception-desk',
	'order-sync',
	'audit',
	'mapping-new',
];

/** All forms and pages of one n8n, with orders in every state. */
export class Stage {
	private constructor(
		readonly instance: Instance,
		private readonly tables: DataTables,
		readonly browser: Browser,
		readonly workflows: ReadonlyMap<TemplateName, PublishedWorkflow>,
	) {}

	static async set(instance: Instance, browser: Browser): Promise<Stage> {
		const { api } = instance;
		// The pace is measured elsewhere.
		const { credentials, tables, publishTemplate } = await connectInstance(instance, {
			tikTokShop: { readsPerSecond: 0 },
			oms: { callsPerSecond: 0 },
		});
		const workflows = new Map<TemplateName, PublishedWorkflow>();
		for (const name of ALONE.filter(hasTemplate)) workflows.set(name, await publishTemplate(name));
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		for (const name of WITH_WAREHOUSE.filter(hasTemplate)) {
			workflows.set(name, await publishTemplate(name, toWarehouse));
		}
		const stage = new Stage(instance, tables, browser, workflows);
		await stage.pull();
		workflows.set('ship-back', await publish(api, shipBackTemplate(credentials)));
		await stage.parcelsWait();
		const { id: shipBack } = workflows.get('ship-back') as PublishedWorkflow;
		workflows.set('logistics-pairing', await publishTemplate('logistics-pairing', shipBack));
		return stage;
	}

	/** Opens a form, as who knows its password. */
	async form(template: TemplateName, options: BrowserContextOptions = {}): Promise<Page> {
		const page = await this.window({ viewport: { width: 1280, height: 900 }, ...options });
		await page.goto(this.instance.n8n.url + formAddress(template));
		return page;
	}

	/** @param hash  what the address remembers, e.g. `tab=shipped` */
	async orders(options: BrowserContextOptions, hash = ''): Promise<OrdersPage> {
		const page = await OrdersPage.open(this.browser, this.instance.n8n.url, options, hash);
		await page.settled();
		return page;
	}

	private async window(options: BrowserContextOptions): Promise<Page> {
		const context = await openContext(this.browser, { httpCredentials: FORM_LOGIN, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(WITHIN_MS);
		return page;
	}

	/** The carriers of the parcels that have left are not paired. */
	private async parcelsWait(): Promise<void> {
		const until = Date.now() + WITHIN_MS;
		for (;;) {
			const rows = await this.tables.rows(EXCEPTIONS_TABLE);
			if (rows.some(({ code }) => code === 'CARRIER_NOT_PAIRED')) return;
			if (Date.now() > until) throw new Error('No parcel waits for its carrier to be paired.');
			await pause(500);
		}
	}

	/** Everything that can go to the warehouse is there, some of it has left, and one was stopped. */
	private async pull(): Promise<void> {
		const { oms } = this.instance.sandbox;
		const on = await this.orders({});
		await on.page.locator('#pull').click();
		await on.settled();
		const [stopped, ...others] = [...oms.outbound.values()];
		oms.stop(stopped, 5, '库存不足');
		for (const each of others.slice(0, LEFT)) oms.ship(each);
		await on.close();
	}
}
