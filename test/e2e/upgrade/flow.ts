import { DEMO_MAPPING, type Sandbox } from '../../sandbox';
import type { OutboundOrder } from '../../sandbox/oms/types';
import type { Order } from '../../sandbox/tiktok/types';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import { N8nApi, type Execution } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import { createMapping } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import { createCredentials } from '../../support/n8n/world';
import { earlierTemplate, listener, ORDERS, SHIPPED } from './workflows';

const LOGIN = { email: 'demo@example.com', password: 'Demo-password-1' };
/** Two polls a minute apart, and a busy machine. */
const IN_TIME_MS = 240_000;
const LOOK_EVERY_MS = 1_000;

/** Orders on their way through the templates of the version before, and two triggers that only listen. */
export class Flow {
	private api!: N8nApi;
	private readonly workflows: PublishedWorkflow[] = [];
	private readonly orders: Order[] = [];

	constructor(
		private readonly sandbox: Sandbox,
		private readonly checks: Checks,
	) {}

	/** What a user of the version before has done. */
	async begin(url: string): Promise<void> {
		const { sandbox } = this;
		this.api = new N8nApi(url);
		await this.api.signIn(LOGIN);
		await publishBridge(this.api, sandbox);
		const credentials = await createCredentials(this.api, sandbox);
		await createMapping(await DataTables.of(this.api), DEMO_MAPPING);
		for (let count = 0; count < 3; count++) this.addOrder();
		let toWarehouse: string | undefined;
		for (const name of ['orders-to-warehouse', 'order-sync', 'ship-back'] as const) {
			const template = earlierTemplate(name, credentials, toWarehouse);
			const published = await publish(this.api, template);
			toWarehouse ??= published.id;
			this.workflows.push(published);
		}
		for (const node of [ORDERS, SHIPPED])
			this.workflows.push(await publish(this.api, listener(node, credentials)));
	}

	async runBefore(): Promise<void> {
		const [first] = this.orders;
		const isThere = await this.until(() => this.orders.every(({ id }) => this.outbound(id)));
		this.checks.that('with the version before, orders reach the warehouse', isThere, this.books());
		this.ship(first);
		const isSent = await this.until(async () => {
			const seen = await this.handedOver();
			return this.isSent(first) && seen[SHIPPED].length > 0 && seen[ORDERS].length >= 3;
		});
		this.checks.that('… and their tracking numbers TikTok Shop', isSent, this.books());
	}

	/** While n8n stands still an order is paid, and another one leaves the warehouse. */
	happenMeanwhile(): void {
		this.addOrder();
		this.ship(this.orders[1]);
	}

	/** @param url  of the n8n that was started again */
	async goOn(url: string): Promise<void> {
		this.api = new N8nApi(url);
		await this.api.signIn(LOGIN);
		const [, second, , fourth] = this.orders;
		const arrived = await this.until(() => this.outbound(fourth.id) !== undefined);
		this.checks.that('after the update, what was paid meanwhile arrives', arrived, this.books());
		const isSent = await this.until(() => this.isSent(second));
		this.checks.that('… and the number of what shipped meanwhile', isSent, this.books());
		// One more round: polls that are not the first after the start.
		this.addOrder();
		this.ship(fourth);
		const isDone = await this.until(async () => {
			const seen = await this.handedOver();
			return (
				this.isSent(fourth) &&
				this.orders.every(({ id }) => this.outbound(id) && seen[ORDERS].includes(id)) &&
				seen[SHIPPED].length >= 3
			);
		});
		this.checks.that('the next polls go on', isDone, await this.handedOver());
	}

	/** Over both versions together. */
	async lookBack(): Promise<void> {
		const seen = await this.handedOver();
		const wanted = { [ORDERS]: this.orders.map(({ id }) => id), [SHIPPED]: this.shippedNumbers() };
		for (const [node, ids] of Object.entries(wanted)) {
			const same = JSON.stringify([...seen[node]].sort()) === JSON.stringify([...ids].sort());
			const what = `${node} has handed over each once, and none again after the update`;
			this.checks.that(what, same, { wanted: ids, seen: seen[node] });
		}
		const { duplicates } = this.sandbox.books();
		const count = this.sandbox.oms.outbound.size;
		const isOnce = duplicates === 0 && count === this.orders.length;
		this.checks.that('the warehouse has one outbound order for each order', isOnce, this.books());
		const writes = this.sandbox.books().orders.map(({ tracking }) => tracking.length);
		const isWrittenOnce = writes.every((times) => times <= 1);
		this.checks.that('no tracking number was sent twice', isWrittenOnce, writes);
		const failed = (await this.executions()).filter(({ status }) => status !== 'success');
		this.checks.that('no execution has failed', failed.length === 0, failed);
	}

	/** Paid two hours ago, and released from hold a moment ago. */
	private addOrder(): void {
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 2 }];
		const order = this.sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 });
		order.updateTime = Math.floor(Date.now() / 1_000);
		this.orders.push(order);
	}

	private ship({ id }: Order): void {
		this.sandbox.oms.ship(this.outbound(id) as OutboundOrder);
	}

	private outbound(orderId: string): OutboundOrder | undefined {
		return this.sandbox.oms.liveOf(orderId)[0];
	}

	private isSent({ id }: Order): boolean {
		const book = this.sandbox.books().orders.find(({ orderId }) => orderId === id);
		return (book?.tracking.length ?? 0) > 0;
	}

	private shippedNumbers(): string[] {
		const all = [...this.sandbox.oms.outbound.values()];
		return all.filter(({ status }) => status === 3).map(({ outboundOrderNo }) => outboundOrderNo);
	}

	/** IDs that the listening triggers have emitted, by node. */
	private async handedOver(): Promise<Record<string, string[]>> {
		const executions = await this.executions();
		const idsOf = (node: string, field: string): string[] =>
			executions.flatMap(({ items }) =>
				(items[node] ?? []).flat(2).map((item) => String(item[field])),
			);
		return {
			[ORDERS]: idsOf(ORDERS, 'orderId'),
			[SHIPPED]: idsOf(SHIPPED, 'outboundOrderNo'),
		};
	}

	private async executions(): Promise<Execution[]> {
		const all = this.workflows.map(
			async ({ id }) => await this.api.finishedExecutions(id, new Set()),
		);
		return (await Promise.all(all)).flat();
	}

	private books(): object[] {
		return this.sandbox.books().orders;
	}

	/** @returns whether it came true in time */
	private async until(isTrue: () => boolean | Promise<boolean>): Promise<boolean> {
		for (let waited = 0; waited < IN_TIME_MS; waited += LOOK_EVERY_MS) {
			if (await isTrue()) return true;
			await pause(LOOK_EVERY_MS);
		}
		return false;
	}
}
