import type { Browser, BrowserContextOptions } from 'playwright-core';

import { type Sandbox } from '../../sandbox';
import type { Checks } from '../../support/checks';
import { DataTables, type TableRow } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE } from '../../support/n8n/mappingTables';
import { publish } from '../../support/n8n/publish';
import { readTemplate } from '../../support/n8n/templates';
import { connectInstance } from '../../support/n8n/world';
import { OrdersPage, type TabName } from './pageInBrowser';
import { ordersOf, tabOf } from './truth';

const TABS: readonly TabName[] = ['pending', 'processing', 'shipped', 'cancelled', 'exception'];

/** The orders page in a real n8n, beside the two services. Nothing polls: what happens, happens by the page. */
export class Scene {
	private constructor(
		readonly instance: Instance,
		readonly tables: DataTables,
		readonly browser: Browser,
		readonly checks: Checks,
		readonly print: (line: string) => void,
	) {}

	static async set(
		instance: Instance,
		browser: Browser,
		checks: Checks,
		print: (line: string) => void,
	): Promise<Scene> {
		const { api } = instance;
		// The pace is measured elsewhere.
		const { tables, publishTemplate } = await connectInstance(instance, {
			tikTokShop: { readsPerSecond: 0 },
			oms: { callsPerSecond: 0 },
		});
		const asItComes = await publish(api, {
			...readTemplate('orders-page'),
			id: 'as-it-comes',
		}).then(
			() => 'published',
			(error: Error) => error.message,
		);
		const isRefused = /Credential not configured: httpBasicAuth/.test(asItComes);
		checks.that('without its credentials the page is not published', isRefused, asItComes);
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		await publishTemplate('orders-page', toWarehouse);
		return new Scene(instance, tables, browser, checks, print);
	}

	get sandbox(): Sandbox {
		return this.instance.sandbox;
	}

	get url(): string {
		return this.instance.n8n.url;
	}

	/** @param hash  what the address remembers, e.g. `tab=shipped` */
	open = async (options: BrowserContextOptions = {}, hash = ''): Promise<OrdersPage> => {
		const page = await OrdersPage.open(this.browser, this.url, options, hash);
		await page.settled();
		return page;
	};

	deskRows = async (orderId?: string): Promise<TableRow[]> => {
		const rows = await this.tables.rows(EXCEPTIONS_TABLE);
		return rows.filter(({ order_id: id }) => orderId === undefined || id === orderId);
	};

	/** Compares every tab with what the two services say themselves. */
	async everyOrderInItsTab(page: OrdersPage, when: string): Promise<void> {
		const rows = await this.deskRows();
		const idsOf = (found: TableRow[]) => new Set(found.map(({ order_id: id }) => String(id)));
		const waiting = idsOf(rows.filter(({ status }) => status === 'open'));
		const byHand = idsOf(rows.filter(({ closed_how: how }) => how === 'by hand'));
		const counts = await page.counts();
		for (const tab of TABS) {
			const wanted = ordersOf(this.sandbox)
				.filter((order) => tabOf(this.sandbox, order, waiting, byHand) === tab)
				.map(({ id }) => id)
				.sort();
			await page.show(tab);
			const shown = [...(await page.rows()).keys()].sort();
			const isRight = wanted.join() === shown.join() && counts[tab] === wanted.length;
			this.checks.that(`${when}: ${tab} shows its ${wanted.length} orders`, isRight, {
				missing: wanted.filter((id) => !shown.includes(id)),
				wrong: shown.filter((id) => !wanted.includes(id)),
				count: counts[tab],
			});
		}
	}
}
