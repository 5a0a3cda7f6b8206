import { DEMO_PAIRING } from '../../sandbox';
import { addMarket, type MarketShop } from '../../sandbox/demo/markets';
import type { Order, TrackingWrite } from '../../sandbox/tiktok/types';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import { pause } from '../../support/interrupt';
import type { Execution, Workflow } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import { CONNECTED_TYPE } from '../../support/n8n/oauth/credential';
import { importOnly, publish, type PublishedWorkflow } from '../../support/n8n/publish';
import type { ChosenCredentials } from '../../support/n8n/setUp';
import { PAIRING_TABLE } from '../../support/n8n/mappingTables';
import {
	chooseCredential,
	pollEveryMinute,
	readTemplate,
	saveSuccesses,
	type TemplateName,
} from '../../support/n8n/templates';
import { connectInstance } from '../../support/n8n/world';
import { withInstance, type Part } from '../part';
import { Warehouse } from './warehouse';

const SEND = 'Send Tracking Numbers';
const RESULTS = 'Results';
const TABLE = 'Carriers and Providers';
const MISSING = 'What Is Missing';
/** A market where packages are shipped, and may hold several orders. */
const PACKAGES_MARKET = 'TH';
/** Calls that take a tracking number to TikTok Shop. */
const WRITES = /\/fulfillment\/202309\/(orders\/\d+\/packages|packages\/\d+\/ship)$/;
/** Share of the writes whose answer is lost, after how long the connection is cut (ms), and a seed that gives this share. */
const LOST_ANSWERS = { share: 0.2, after: 300, seed: 15 };
/** One poll a minute, and time for one write a second and shop on a busy machine. */
const ONE_CYCLE_MS = 130_000;

/** Parcels that left before anybody paired their carriers: the pairing is added, and all of it is made up for. */
export class ShipBackRun {
	private readonly seen = new Set<string>();

	private constructor(
		private readonly instance: Instance,
		private readonly market: MarketShop,
		private readonly tables: DataTables,
		private readonly shipBack: PublishedWorkflow,
		private readonly pairing: PublishedWorkflow,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	static async run(part: Part): Promise<void> {
		const { checks, print } = part;
		await withInstance(part, {}, async (instance) => {
			const { api, sandbox } = instance;
			const market = addMarket(sandbox.tiktok, PACKAGES_MARKET);
			const warehouse = new Warehouse(sandbox);
			const orders = warehouse.shipDemoOrders();
			const inTwo = warehouse.shipInTwoPackages();
			const combined = await warehouse.shipCombined(market.shop.key);
			const { credentials, tables } = await connectInstance(instance);
			const run = new ShipBackRun(
				instance,
				market,
				tables,
				await publish(api, withAccounts('ship-back', credentials)),
				await importOnly(api, withAccounts('logistics-pairing', credentials)),
				checks,
				print,
			);
			await run.drive(orders, inTwo, combined);
		});
	}

	private async drive(orders: Order[], inTwo: Order[], combined: Order[]): Promise<void> {
		const all = [...orders, ...inTwo, ...combined];
		const asked = orders.filter(({ cancelRequestTime }) => cancelRequestTime !== undefined);
		const toSend = all.filter((order) => !asked.includes(order));
		await this.nothingIsPaired(toSend);
		await this.overviewBefore();
		await this.pairEverything();
		await this.makeUpForAll(toSend, asked);
		this.eachExactlyOnce(toSend, inTwo, combined);
		await this.overviewAfter();
		await this.nothingTwice(toSend);
	}

	private async nothingIsPaired(toSend: Order[]): Promise<void> {
		const execution = await this.nextExecution();
		const listed = waitingIn(execution);
		const unpaired = listed.filter(({ code }) => code === 'CARRIER_NOT_PAIRED');
		const { trackingWrites } = this.instance.sandbox.tiktok;
		this.checks.that(
			`before any pairing, all ${toSend.length} shipped orders wait as CARRIER_NOT_PAIRED`,
			unpaired.length === toSend.length && trackingWrites.length === 0,
			execution?.error ?? listed,
		);
		const told = unpaired.every(
			({ message, hint }) =>
				/Add a row for it.*Providers of this delivery option: \w/s.test(String(message)) &&
				Boolean(hint),
		);
		this.checks.that(
			'each with the reason, what to do, and the providers it would accept',
			told,
			unpaired,
		);
	}

	private async overviewBefore(): Promise<void> {
		const { missing, run } = await this.overview();
		const lines = missing.map(({ state, store_code: store, carrier }) =>
			[state, store, carrier].join(' '),
		);
		const wanted = [
			'missing USLC000001 USPS',
			'missing, not used yet USLC000001 YANWEN',
			'missing GBCB000001 ROYALMAIL',
			`missing ${this.market.shop.code} YANWEN`,
		];
		this.checks.that(
			'the pairing template names every carrier that has no row, and for which shop',
			wanted.every((line) => lines.includes(line)),
			run.error ?? lines,
		);
		const offered = missing.find(({ store_code: store }) => store === 'GBCB000001')?.offered;
		this.checks.that(
			'with the providers that TikTok Shop offers there',
			/Royal Mail \(\d+\), Evri \(\d+\)/.test(String(offered)),
			missing,
		);
	}

	/** By name and by ID, for all shops and for one, one with a slip of the pen, and one that is only begun. */
	private async pairEverything(): Promise<void> {
		const { shop, provider } = this.market;
		const rows = DEMO_PAIRING.map(({ carrier, providerName }) => ({
			store_code: '*',
			carrier: carrier.toLowerCase(),
			shipping_provider_name: providerName,
		}));
		await this.tables.insert(PAIRING_TABLE, rows);
		await this.tables.insert(PAIRING_TABLE, [
			{ store_code: shop.code, carrier: 'YANWEN', shipping_provider_id: provider.id },
			{ store_code: '*', carrier: 'YANWEM', shipping_provider_name: 'UPS' },
			// As n8n adds a row that is about to be filled in.
			{ carrier: 'USPS' },
		]);
		this.print(`       You add the pairing to the data table ${PAIRING_TABLE}.`);
	}

	/** The answers of a fifth of the writes are lost on the way, after TikTok Shop has accepted them. */
	private async makeUpForAll(toSend: Order[], asked: Order[]): Promise<void> {
		const { faults } = this.instance.sandbox;
		faults.seed(LOST_ANSWERS.seed);
		faults.add({
			service: 'tiktok',
			path: WRITES,
			kind: 'timeoutAfterAccept',
			probability: LOST_ANSWERS.share,
			delayMs: LOST_ANSWERS.after,
		});
		const pairedAt = Date.now();
		const execution = await this.nextExecution(pairedAt);
		const seconds = Math.round((Date.now() - pairedAt) / 1_000);
		faults.clear();
		const lost = faults.struck.timeoutAfterAccept ?? 0;
		const [updated = []] = execution ? outputsOf(execution, SEND) : [];
		this.checks.that(
			`with the pairing added, the next run sends all ${toSend.length} (${seconds} s; the answers of ${lost} writes were lost)`,
			execution?.status === 'success' &&
				updated.length === toSend.length &&
				lost >= toSend.length * 0.15,
			execution?.error ?? waitingIn(execution),
		);
		const listed = waitingIn(execution);
		const [left] = listed;
		this.checks.that(
			'what cannot be sent is listed with its reason: the buyer asks to cancel',
			asked.length === 1 &&
				listed.length === 1 &&
				left.code === 'CANCEL_REQUESTED' &&
				String(left.message).includes(asked[0].id) &&
				this.writesOf(asked[0]).length === 0,
			listed,
		);
	}

	/** Counted by TikTok Shop, not by the workflow. */
	private eachExactlyOnce(toSend: Order[], inTwo: Order[], combined: Order[]): void {
		const { checks } = this;
		const wrong = toSend.filter(
			(order) => this.writesOf(order).length !== (inTwo.includes(order) ? 2 : 1),
		);
		checks.that(
			`TikTok Shop has accepted exactly one tracking number for each of the ${toSend.length - inTwo.length} orders in one parcel`,
			wrong.length === 0,
			wrong.map((order) => [order.id, this.writesOf(order)]),
		);
		const numbersSent = new Set(
			toSend.flatMap((order) => this.writesOf(order).map(({ trackingNumber }) => trackingNumber)),
		);
		const calls = this.instance.sandbox.log.count('tiktok', WRITES);
		checks.that(
			`no call was made again after a lost answer: ${calls} calls for ${numbersSent.size} parcels`,
			calls === numbersSent.size,
			calls,
		);
		const { wrongTracking } = this.instance.sandbox.books();
		checks.that('each the number of its own parcel', wrongTracking === 0, wrongTracking);
		const [same, mixed] = inTwo;
		const [set, mug1, mug2] = mixed.lines.map(({ id }) => id);
		const linesOf = (order: Order): string[][] =>
			this.writesOf(order).map(({ lineIds }) => lineIds);
		checks.that(
			'the order of two equal units in two packages has a number for each of them',
			sameLines(
				linesOf(same),
				same.lines.map(({ id }) => [id]),
			),
			this.writesOf(same),
		);
		checks.that(
			'the combo with single units has each number for the line items in its package, by the SKU mapping',
			sameLines(linesOf(mixed), [[set, mug1], [mug2]]),
			this.writesOf(mixed),
		);
		const shared = combined.flatMap((order) => this.writesOf(order));
		const packages = new Set(shared.map(({ packageId }) => packageId));
		const shipped = this.instance.sandbox.log.count('tiktok', /\/packages\/\d+\/ship$/);
		checks.that(
			'the combined package has its number once, for both orders',
			shared.length === 2 && packages.size === 1 && shipped === 1,
			{ shared, shipped },
		);
		const open = toSend.filter(({ status }) => status === 'AWAITING_SHIPMENT');
		checks.that('none of them waits on TikTok Shop any more', open.length === 0, open);
	}

	private async overviewAfter(): Promise<void> {
		const { table, missing, run } = await this.overview();
		const used = table.filter(({ shipped_orders: shipped }) => Number(shipped) > 0);
		this.checks.that(
			'now the pairing template shows every carrier in use as paired',
			used.length > 0 && used.every(({ state }) => state === 'paired'),
			run.error ?? table,
		);
		const typo = missing.find(({ carrier }) => carrier === 'YANWEM');
		this.checks.that(
			'and a row whose carrier the OMS does not name',
			typo?.state === 'not in the OMS',
			missing,
		);
	}

	private async nothingTwice(toSend: Order[]): Promise<void> {
		const before = this.instance.sandbox.tiktok.trackingWrites.length;
		const run = await runByHand(this.instance, this.shipBack);
		const [updated = []] = outputsOf(run, SEND);
		const after = this.instance.sandbox.tiktok.trackingWrites.length;
		this.checks.that(
			'run again by hand, all of them are done and nothing is sent',
			run.status === 'success' && updated.length === toSend.length && after === before,
			run.error ?? { updated: updated.length, before, after },
		);
	}

	private async overview(): Promise<{
		table: Array<Record<string, unknown>>;
		missing: Array<Record<string, unknown>>;
		run: Execution;
	}> {
		const run = await runByHand(this.instance, this.pairing);
		return { table: listOf(run, TABLE), missing: listOf(run, MISSING), run };
	}

	/**
	 * The next finished execution of ship-back that was not seen before.
	 *
	 * @param since  epoch ms; a poll that began earlier does not count
	 */
	private async nextExecution(since = 0): Promise<Execution | undefined> {
		const until = Date.now() + ONE_CYCLE_MS;
		while (Date.now() < until) {
			const fresh = await this.instance.api.finishedExecutions(this.shipBack.id, this.seen);
			for (const { id } of fresh) this.seen.add(id);
			// A look at waiting shipments when none waits is an execution too.
			const next = fresh.find(
				(each) => each.startedAt >= since && outputsOf(each, SEND).length > 0,
			);
			if (next) return next;
			await pause(1_000);
		}
		return undefined;
	}

	private writesOf({ id }: Order): TrackingWrite[] {
		return this.instance.sandbox.tiktok.trackingWrites.filter(({ orderId }) => orderId === id);
	}
}

function sameLines(one: string[][], other: string[][]): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function waitingIn(execution: Execution | undefined): Array<Record<string, unknown>> {
	return listOf(execution, RESULTS).filter(({ result }) => result === 'waits');
}

function listOf(execution: Execution | undefined, node: string): Array<Record<string, unknown>> {
	return execution ? outputsOf(execution, node).flat(1) : [];
}

/** A template with its credentials chosen; the pairing is in its table, so there is nothing else to fill in. */
function withAccounts(name: TemplateName, chosen: ChosenCredentials): Workflow {
	const { tikTokShop, oms, forms } = chosen;
	const workflow = readTemplate(name);
	chooseCredential(workflow, ['tikTokShop', 'tikTokShopFulfillment'], CONNECTED_TYPE, tikTokShop);
	chooseCredential(workflow, ['lingxingOms', 'lingxingOmsTrigger'], 'lingxingOmsApi', oms);
	for (const node of workflow.nodes) {
		if (node.type === 'n8n-nodes-base.formTrigger') node.credentials = { httpBasicAuth: forms };
	}
	pollEveryMinute(workflow);
	saveSuccesses(workflow);
	return workflow;
}
