import type { BrowserContext } from 'playwright-core';

import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE, PAIRING_TABLE } from '../../support/n8n/mappingTables';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import { chooseCredential, readTemplate, saveSuccesses } from '../../support/n8n/templates';
import { connectInstance } from '../../support/n8n/world';
import { inBrowser } from '../browser';
import { openForm } from '../editor/addresses';
import { CONNECTED_TYPE } from '../../support/n8n/oauth/credential';
import { FORM_LOGIN, setUpLikeAUser, type ChosenCredentials } from '../../support/n8n/setUp';
import { withInstance, type Part } from '../part';
import { PairingForm } from './formPages';
import { shipOrders } from './parcels';

const ADDRESS = '/form/tiktok-shop-pairing';
const SIZE = { width: 1280, height: 1000 };
const PARCELS = 13;
const WITHIN_MS = 120_000;

/** The form that pairs carriers, clicked in a browser: what it shows, what it writes, and that the parcels go at once. */
export async function runPairing(part: Part): Promise<void> {
	const { checks } = part;
	await withInstance(part, {}, async (instance) => {
		const { api, sandbox } = instance;
		shipOrders(sandbox, PARCELS, 'USPS-GA');
		const { credentials, tables } = await connectInstance(instance);
		// Every 15 minutes, as it comes: what goes before that goes by the form.
		const shipBack = await publish(api, shipBackTemplate(credentials));
		const pairing = readTemplate('logistics-pairing');
		setUpLikeAUser(pairing, credentials, shipBack.id);
		saveSuccesses(pairing);
		await publish(api, pairing);
		await inBrowser(api, SIZE, async (context) => {
			await new PairingRun(instance, tables, context, checks, shipBack).runAll();
		});
	});
}

class PairingRun {
	constructor(
		private readonly instance: Instance,
		private readonly tables: DataTables,
		private readonly context: BrowserContext,
		private readonly checks: Checks,
		private readonly shipBack: PublishedWorkflow,
	) {}

	async runAll(): Promise<void> {
		const { checks, context, instance } = this;
		const { without, wrong } = await openForm(instance.n8n.url, ADDRESS);
		checks.that('the form is closed without its password', without === 401 && wrong === 401);
		await context.setHTTPCredentials(FORM_LOGIN);
		await this.parcelsWait();
		const form = await this.form();
		await this.whatItShows(form);
		const other = await this.form();
		await other.list();
		await this.pairs(form);
		await this.somebodyElse(other);
		await this.clickedTwice(form);
		await this.wrongRow();
		await this.notOfferedAnyMore();
		await this.nobodySends();
		await this.noAnswer();
		await this.nothingLeft();
	}

	/** The first poll finds the parcels, and none of their carriers is paired. */
	private async parcelsWait(): Promise<void> {
		const rows = async () =>
			(await this.tables.has(EXCEPTIONS_TABLE)) ? await this.tables.rows(EXCEPTIONS_TABLE) : [];
		const noted = await this.until(async () => (await rows()).length >= PARCELS);
		const open = (await rows()).filter(({ code }) => code === 'CARRIER_NOT_PAIRED');
		this.checks.that(
			`${PARCELS} parcels wait in the exception desk`,
			noted && open.length === PARCELS,
			open.length,
		);
	}

	private async whatItShows(form: PairingForm): Promise<void> {
		const { checks } = this;
		const text = await form.list();
		const told = /Reason · 原因\s+Carrier of the OMS/.test(text);
		checks.that('the form lists the carriers, reason first', told, text);
		const first = /13 parcels wait · 13 个包裹等待\s+USPS\s+USLC000001: 13/.test(text);
		checks.that('with the parcels that wait for them', first, text);
		const carriers = await form.options(/^Carrier of the OMS/);
		checks.that('the only carrier with parcels is chosen', /^USPS/.test(carriers.chosen), carriers);
		const providers = await form.options(/^Shipping provider on TikTok Shop/);
		const named = providers.all.filter((option) => /same name/.test(option));
		checks.that(
			'a provider of the same name stands first, and none is chosen',
			/^USPS \(same name/.test(named[0]) && providers.chosen === '',
			providers,
		);
		await form.page.locator('#submit-btn').click();
		await form.page.locator('.error-show').first().waitFor();
		checks.that('nothing is sent without a provider', (await this.rows()).length === 0);
	}

	private async pairs(form: PairingForm): Promise<void> {
		const { checks } = this;
		await form.choose({ provider: /^USPS \(same name/ });
		const text = await form.pair();
		const says = /USPS is paired with USPS for all shops[\s\S]*13 parcels go now[\s\S]*13 sent/;
		checks.that('the last page says that 13 parcels go now, and were sent', says.test(text), text);
		const writes = this.writes();
		const orders = new Set(writes.map(({ orderId }) => orderId));
		checks.that(
			'TikTok Shop has each of the 13 tracking numbers once',
			writes.length === PARCELS && orders.size === PARCELS,
			writes.length,
		);
		const rows = await this.rows();
		const [{ store_code: store, carrier, shipping_provider_name: provider }] = rows;
		const isOne = rows.length === 1 && [store, carrier, provider].join() === '*,USPS,USPS';
		checks.that('the row is written once', isOne, rows);
		const desk = await this.tables.rows(EXCEPTIONS_TABLE);
		const open = desk.filter(({ status }) => status === 'open');
		checks.that('the exception desk is empty', open.length === 0, open);
	}

	private async somebodyElse(other: PairingForm): Promise<void> {
		await other.choose({ carrier: /^USPS/, provider: /^UPS/ });
		const text = await other.pair();
		const says = /This carrier is paired already[\s\S]*paired USPS with USPS meanwhile/.test(text);
		this.checks.that('a carrier that was paired meanwhile is not paired again', says, text);
		await this.isUnchanged('and its row stays');
	}

	private async clickedTwice(form: PairingForm): Promise<void> {
		await form.page.goBack().catch(() => undefined);
		const button = form.page.locator('#submit-btn');
		const isThere = await button
			.waitFor({ timeout: 10_000 })
			.then(() => true)
			.catch(() => false);
		if (isThere) await button.click().catch(() => undefined);
		await pause(3_000);
		await this.isUnchanged('going back and clicking again writes and sends nothing');
	}

	private async wrongRow(): Promise<void> {
		await this.tables.insert(PAIRING_TABLE, [
			{ store_code: 'US-9', carrier: 'USSP', shipping_provider_name: 'USPS' },
		]);
		const form = await this.form();
		const text = await form.list();
		const says =
			/Rows with problems[\s\S]*No authorised shop is called US-9[\s\S]*no carrier USSP/.test(text);
		this.checks.that('a row that was typed wrong is told, with what to do', says, text);
		await form.page.close();
	}

	private async notOfferedAnyMore(): Promise<void> {
		const { tiktok } = this.instance.sandbox;
		const form = await this.form();
		await form.list();
		await form.choose({ carrier: /^YANWEN/, provider: /^FedEx/ });
		const options = tiktok.warehouses.flatMap(({ deliveryOptions }) => deliveryOptions);
		const before = options.map(({ providers }) => providers);
		for (const option of options) {
			option.providers = option.providers.filter(({ name }) => name !== 'FedEx');
		}
		const text = await form.pair();
		options.forEach((option, index) => (option.providers = before[index]));
		const says = /TikTok Shop does not offer FedEx in USLC000001/.test(text);
		this.checks.that('a provider that is not offered any more is not written', says, text);
		const rows = (await this.rows()).filter(({ carrier }) => carrier === 'YANWEN');
		this.checks.that('and there is no row of it', rows.length === 0, rows);
	}

	/** The workflow that sends is switched off: the row is written, and the page says what to do. */
	private async nobodySends(): Promise<void> {
		const { api, sandbox } = this.instance;
		await api.call('POST', `/workflows/${this.shipBack.id}/deactivate`, {});
		shipOrders(sandbox, 1, 'YW-ECO');
		const form = await this.form();
		await form.list();
		await form.choose({
			carrier: /^YANWEN \(1 parcel waits/,
			store: /^Only USLC/,
			provider: /^UPS/,
		});
		const text = await form.pair();
		const says = /YANWEN is paired with UPS for USLC000001[\s\S]*1 parcel waits[\s\S]*Publish it/;
		this.checks.that('the page says when the workflow that sends is off', says.test(text), text);
		const rows = (await this.rows()).filter(({ carrier }) => carrier === 'YANWEN');
		this.checks.that('the row is there', rows.length === 1, rows);
	}

	private async noAnswer(): Promise<void> {
		const { faults } = this.instance.sandbox;
		faults.add({ service: 'oms', path: /./, kind: '500', times: 1_000 });
		const form = await this.form();
		const text = await form.list();
		faults.clear();
		const says = /did not answer[\s\S]*Nothing was written/.test(text);
		this.checks.that('the page says that the OMS does not answer', says, text);
	}

	private async nothingLeft(): Promise<void> {
		const form = await this.form();
		await form.list();
		await form.choose({ carrier: /^ROYALMAIL/, provider: /^Royal Mail/ });
		const paired = await form.pair();
		const none = /No parcel waits for it now/.test(paired);
		this.checks.that('a carrier is paired before anything has shipped with it', none, paired);
		const text = await form.list();
		this.checks.that('then every carrier is paired', /Every carrier is paired/.test(text), text);
	}

	private async isUnchanged(what: string): Promise<void> {
		const [rows, writes] = [await this.rows(), this.writes()];
		const same = rows.length === 1 && rows[0].shipping_provider_name === 'USPS';
		this.checks.that(what, same && writes.length === PARCELS, { rows, writes: writes.length });
	}

	private async form(): Promise<PairingForm> {
		return await PairingForm.in(this.context, this.instance.n8n.url);
	}

	private async rows(): Promise<Array<Record<string, unknown>>> {
		return await this.tables.rows(PAIRING_TABLE);
	}

	private writes() {
		return this.instance.sandbox.tiktok.trackingWrites;
	}

	private async until(isSo: () => Promise<boolean>): Promise<boolean> {
		const until = Date.now() + WITHIN_MS;
		while (!(await isSo())) {
			if (Date.now() > until) return false;
			await pause(1_000);
		}
		return true;
	}
}

/** With its credentials, and the pairing from its table. */
/** The ship-back as it comes, with its credentials: it pairs by the table. */
export function shipBackTemplate({ tikTokShop, oms }: ChosenCredentials) {
	const workflow = readTemplate('ship-back');
	chooseCredential(workflow, ['tikTokShop', 'tikTokShopFulfillment'], CONNECTED_TYPE, tikTokShop);
	chooseCredential(workflow, ['lingxingOms', 'lingxingOmsTrigger'], 'lingxingOmsApi', oms);
	saveSuccesses(workflow);
	return workflow;
}
