import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { DEMO_MAPPING } from '../../sandbox';
import { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { createMapping } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { hasTemplate, type TemplateName } from '../../support/n8n/templates';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { OrdersPage } from '../ordersPage/pageInBrowser';
import { FORM_LOGIN } from '../setUp';
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
];

/** All forms and pages of one n8n, with orders in every state. */
export class Stage {
	private constructor(
		readonly instance: Instance,
		readonly browser: Browser,
		readonly workflows: ReadonlyMap<TemplateName, PublishedWorkflow>,
	) {}

	static async set(instance: Instance, browser: Browser): Promise<Stage> {
		const { api, sandbox } = instance;
		await publishBridge(api, sandbox);
		// The pace is measured elsewhere.
		const credentials = await createCredentials(
			api,
			sandbox,
			{ readsPerSecond: 0 },
			{ callsPerSecond: 0 },
		);
		await createMapping(await DataTables.of(api), DEMO_MAPPING);
		const publishTemplate = templatePublisher(api, credentials);
		const workflows = new Map<TemplateName, PublishedWorkflow>();
		for (const name of ALONE.filter(hasTemplate)) workflows.set(name, await publishTemplate(name));
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		for (const name of WITH_WAREHOUSE.filter(hasTemplate)) {
			workflows.set(name, await publishTemplate(name, toWarehouse));
		}
		const stage = new Stage(instance, browser, workflows);
		await stage.pull();
		return stage;
	}

	/** Opens a form, as who knows its password. @param path  behind `/form/tiktok-shop-` */
	async form(path: string): Promise<Page> {
		const page = await this.window({ viewport: { width: 1280, height: 900 } });
		await page.goto(`${this.instance.n8n.url}/form/tiktok-shop-${path}`);
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
