import { DEMO_MAPPING } from '../sandbox';
import { pause } from '../support/interrupt';
import type { N8nApi } from '../support/n8n/api';
import { DataTables } from '../support/n8n/dataTables';
import type { N8nInstallation } from '../support/n8n/install';
import { startInstance, type Instance } from '../support/n8n/instance';
import { createMapping } from '../support/n8n/mappingTables';
import { publishBridge } from '../support/n8n/oauth/bridge';
import { importOnly, publish, type PublishedWorkflow } from '../support/n8n/publish';
import { runByHand } from '../support/n8n/runByHand';
import { pollEveryMinute, readTemplate } from '../support/n8n/templates';
import { createCredentials } from '../support/n8n/world';
import { setUpLikeAUser } from '../e2e/setUp';
import { databaseSize, memory, processorTime, StallWatch } from './measure';

const SEARCH = /\/orders\/search$/;
const DETAIL = /\/order\/\d+\/orders$/;
/** Stock that does not run out. */
const PLENTY = 1_000_000;
const LOOK_EVERY_MS = 500;
const ALL_WITHIN_MS = 20 * 60_000;
const POLL_WITHIN_MS = 150_000;

/** What was measured with a number of pending orders. */
export interface FlowFigures {
	orders: number;
	/** First pull: from publishing until the last order is in the OMS. */
	firstPull: {
		seconds: number;
		executions: number;
		searches: number;
		details: number;
		/** Processor time of n8n for each order, ms: reading, mapping and creating. */
		processorMsPerOrder: number;
		/** Growth of n8n's database for each order, bytes. */
		savedBytesPerOrder: number;
		longestStallMs: number;
		memoryMb: number;
	};
	/** Polls with nothing new. */
	idle: {
		polls: number;
		executions: number;
		/** Calls to TikTok Shop for orders, for each poll and shop. */
		callsPerPollAndShop: number;
		processorMsPerPoll: number;
		savedBytes: number;
	};
	/** One order placed behind all of them. */
	newOrder: { polls: number; seconds: number };
}

/**
 * Measures the order sync of the templates as they come, in a real n8n, with a number of orders that are pending.
 *
 * @param idlePolls  polls with nothing new that are watched
 */
export async function measureFlow(
	installation: N8nInstallation,
	tarball: string,
	orders: number,
	idlePolls: number,
	print: (line: string) => void,
): Promise<FlowFigures> {
	const still = {
		outboundStepMs: Number.POSITIVE_INFINITY,
		holdReleaseMs: Number.POSITIVE_INFINITY,
	};
	const pace = { ...still, sellerSkuFilledMs: Number.POSITIVE_INFINITY, tickMs: 60_000 };
	const instance = await startInstance(installation, tarball, print, {}, pace);
	try {
		return await new FlowBench(instance, orders, idlePolls, print).run();
	} finally {
		await instance.stop();
	}
}

class FlowBench {
	constructor(
		private readonly instance: Instance,
		private readonly orders: number,
		private readonly idlePolls: number,
		private readonly print: (line: string) => void,
	) {}

	async run(): Promise<FlowFigures> {
		const { api, sandbox } = this.instance;
		await publishBridge(api, sandbox);
		const credentials = await createCredentials(api, sandbox);
		await createMapping(await DataTables.of(api), DEMO_MAPPING);
		for (const { whCode, sku } of sandbox.oms.stock) sandbox.oms.setStock(whCode, sku, PLENTY);
		for (let index = 0; index < this.orders; index++) this.place(7_200 + index);
		const toWarehouse = readTemplate('orders-to-warehouse');
		setUpLikeAUser(toWarehouse, credentials);
		const { id } = await publish(api, toWarehouse);
		const orderSync = readTemplate('order-sync');
		setUpLikeAUser(orderSync, credentials, id);
		pollEveryMinute(orderSync);
		const counter = await importOnly(api, COUNTER);
		const firstPull = await this.firstPull(
			counter,
			async () => void (await publish(api, orderSync)),
		);
		this.print(`first pull of ${this.orders}: ${JSON.stringify(firstPull)}`);
		const idle = await this.idle(counter);
		this.print(`idle with ${this.orders} pending: ${JSON.stringify(idle)}`);
		const newOrder = await this.newOrder();
		this.print(`new order behind ${this.orders}: ${JSON.stringify(newOrder)}`);
		return { orders: this.orders, firstPull, idle, newOrder };
	}

	private async firstPull(
		counter: PublishedWorkflow,
		start: () => Promise<void>,
	): Promise<FlowFigures['firstPull']> {
		const { n8n, userFolder, sandbox } = this.instance;
		const before = await this.state(counter);
		const startedAt = Date.now();
		const stalls = new StallWatch(n8n.url);
		await start();
		await this.until(ALL_WITHIN_MS, () => sandbox.oms.outbound.size >= this.orders);
		const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
		await pause(5_000);
		const longestStallMs = await stalls.stop();
		const after = await this.state(counter);
		return {
			seconds,
			executions: after.execution - before.execution - 1,
			searches: sandbox.log.count('tiktok', SEARCH),
			details: sandbox.log.count('tiktok', DETAIL),
			processorMsPerOrder: round((after.processor - before.processor) / this.orders),
			savedBytesPerOrder: Math.round((databaseSize(userFolder) - before.database) / this.orders),
			longestStallMs,
			memoryMb: memory(n8n.pid),
		};
	}

	private async idle(counter: PublishedWorkflow): Promise<FlowFigures['idle']> {
		const { userFolder } = this.instance;
		await this.nextPoll();
		await pause(10_000);
		const before = await this.state(counter);
		const calls = this.calls();
		for (let poll = 0; poll < this.idlePolls; poll++) await this.nextPoll();
		await pause(10_000);
		const made = this.calls() - calls;
		const after = await this.state(counter);
		const shops = this.instance.sandbox.tiktok.shops.length;
		return {
			polls: this.idlePolls,
			executions: after.execution - before.execution - 1,
			callsPerPollAndShop: round(made / this.idlePolls / shops),
			processorMsPerPoll: Math.round((after.processor - before.processor) / this.idlePolls),
			savedBytes: databaseSize(userFolder) - before.database,
		};
	}

	private async newOrder(): Promise<FlowFigures['newOrder']> {
		const { oms } = this.instance.sandbox;
		const before = oms.outbound.size;
		const placedAt = Date.now();
		const order = this.place(7_200);
		order.updateTime = Math.floor(Date.now() / 1_000) - 2;
		let polls = 0;
		while (oms.outbound.size === before && polls < 5) {
			await this.nextPoll();
			polls += 1;
			await this.until(30_000, () => oms.outbound.size > before);
		}
		return { polls, seconds: Math.round((Date.now() - placedAt) / 1_000) };
	}

	private place(ageSeconds: number) {
		return this.instance.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds,
		});
	}

	/** n8n numbers its executions, also those that it does not keep: the number of one that is started here counts them. */
	private async state(counter: PublishedWorkflow) {
		const { n8n, userFolder } = this.instance;
		const { id } = await runByHand(this.instance, counter);
		return {
			execution: Number(id),
			processor: processorTime(n8n.pid),
			database: databaseSize(userFolder),
		};
	}

	private calls(): number {
		const { log } = this.instance.sandbox;
		return log.count('tiktok', SEARCH) + log.count('tiktok', DETAIL);
	}

	/** Waits for a poll that has not begun yet. */
	private async nextPoll(): Promise<void> {
		const { log } = this.instance.sandbox;
		const before = log.count('tiktok', SEARCH);
		await this.until(POLL_WITHIN_MS, () => log.count('tiktok', SEARCH) > before);
		await pause(3_000);
	}

	private async until(ms: number, isThere: () => boolean): Promise<void> {
		const until = Date.now() + ms;
		while (!isThere() && Date.now() < until) await pause(LOOK_EVERY_MS);
	}
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** A workflow that does nothing. */
const COUNTER: Parameters<N8nApi['createWorkflow']>[0] = {
	name: 'Counter',
	nodes: [
		{
			id: 'start',
			name: 'Start by Hand',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
} as never;
