import { DEMO_MAPPING, type CallLogEntry, type Sandbox } from '../sandbox';
import { pause } from '../support/interrupt';
import type { N8nApi, Workflow } from '../support/n8n/api';
import { DataTables } from '../support/n8n/dataTables';
import { startInstance, type Instance } from '../support/n8n/instance';
import { createMapping } from '../support/n8n/mappingTables';
import { publishBridge } from '../support/n8n/oauth/bridge';
import { importOnly, publish, type PublishedWorkflow } from '../support/n8n/publish';
import { runByHand } from '../support/n8n/runByHand';
import { pollEveryMinute, readTemplate } from '../support/n8n/templates';
import { createCredentials } from '../support/n8n/world';
import { setUpLikeAUser } from '../e2e/setUp';
import type { BenchContext } from './context';
import { round } from './figures';
import { databaseSize, mainThreadTime, memory, processorTime, StallWatch } from './measure';

const SEARCH = /\/orders\/search$/;
const DETAIL = /\/order\/\d+\/orders$/;
/** Stock that does not run out. */
const PLENTY = 1_000_000;
const LOOK_EVERY_MS = 500;
const ALL_WITHIN_MS = 40 * 60_000;
const POLL_WITHIN_MS = 150_000;
/** First pages of one poll follow each other; those of the next come with the next minute. */
const BETWEEN_POLLS_MS = 20_000;

/** First pull: from publishing until the last order is in the OMS. */
export interface FirstPullFigures {
	seconds: number;
	polls: number;
	executions: number;
	searches: number;
	details: number;
	/** Processor time of n8n for each order, ms: reading, mapping and creating. */
	processorMsPerOrder: number;
	/** The same of n8n's main thread, ms. */
	mainThreadMsPerOrder: number;
	/** Calls to TikTok Shop and the OMS for each 100 orders. */
	callsPer100: number;
	/** Growth of n8n's database for each order, bytes. */
	savedBytesPerOrder: number;
	longestStallMs: number;
	memoryMb: number;
}

/** Polls with nothing new. */
export interface IdleFigures {
	polls: number;
	executions: number;
	/** Calls to TikTok Shop for orders, for each poll and shop. */
	callsPerPollAndShop: number;
	/** From the first call of a poll to the end of its last, ms; the longest of the polls. */
	longestPollMs: number;
	processorMsPerPoll: number;
	savedBytes: number;
	memoryMb: number;
}

/** One order placed behind all others. */
export interface NewOrderFigures {
	polls: number;
	seconds: number;
}

export interface OrderSyncOptions {
	/** Pending when the order sync is published. */
	orders: number;
	/** How late each answer of both services is, ms. */
	latencyMs?: number;
}

/** Runs a measurement with the order sync of the templates as they come, in a real n8n, beside the sandbox. */
export async function withOrderSync<T>(
	{
		installation,
		tarball,
		print,
		profile,
	}: Pick<BenchContext, 'installation' | 'tarball' | 'print' | 'profile'>,
	options: OrderSyncOptions,
	measure: (bench: OrderSyncBench) => Promise<T>,
): Promise<T> {
	const still = {
		outboundStepMs: Number.POSITIVE_INFINITY,
		holdReleaseMs: Number.POSITIVE_INFINITY,
	};
	const pace = { ...still, sellerSkuFilledMs: Number.POSITIVE_INFINITY, tickMs: 60_000 };
	const settings = profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {};
	const instance = await startInstance(installation, tarball, print, settings, pace);
	try {
		return await measure(await OrderSyncBench.prepare(instance, options));
	} finally {
		await instance.stop();
	}
}

/** The order sync, ready to be published. */
export class OrderSyncBench {
	private publishedId = '';

	private constructor(
		readonly instance: Instance,
		private readonly orders: number,
		private readonly orderSync: Workflow,
		private readonly counter: PublishedWorkflow,
		/** Memory of n8n before the order sync was published, MB. */
		readonly idleMemoryMb: number,
	) {}

	static async prepare(
		instance: Instance,
		{ orders, latencyMs = 0 }: OrderSyncOptions,
	): Promise<OrderSyncBench> {
		const { api, sandbox, n8n } = instance;
		await publishBridge(api, sandbox);
		const credentials = await createCredentials(api, sandbox);
		await createMapping(await DataTables.of(api), DEMO_MAPPING);
		for (const { whCode, sku } of sandbox.oms.stock) sandbox.oms.setStock(whCode, sku, PLENTY);
		const toWarehouse = readTemplate('orders-to-warehouse');
		setUpLikeAUser(toWarehouse, credentials);
		const { id } = await publish(api, toWarehouse);
		const orderSync = readTemplate('order-sync');
		setUpLikeAUser(orderSync, credentials, id);
		pollEveryMinute(orderSync);
		const counter = await importOnly(api, COUNTER);
		await pause(10_000);
		const bench = new OrderSyncBench(instance, orders, orderSync, counter, memory(n8n.pid));
		for (let index = 0; index < orders; index++) bench.place(7_200 + index);
		if (latencyMs > 0) addLatency(sandbox, latencyMs);
		return bench;
	}

	get outbound(): Instance['sandbox']['oms']['outbound'] {
		return this.instance.sandbox.oms.outbound;
	}

	async publish(): Promise<void> {
		({ id: this.publishedId } = await publish(this.instance.api, this.orderSync));
	}

	async unpublish(): Promise<void> {
		await this.instance.api.call('POST', `/workflows/${this.publishedId}/deactivate`, {});
	}

	async firstPull(): Promise<FirstPullFigures> {
		const { n8n, userFolder, sandbox } = this.instance;
		const before = await this.state();
		const callsBefore = sandbox.log.entries.length;
		const startedAt = Date.now();
		const stalls = new StallWatch(n8n.url);
		await this.publish();
		await this.until(ALL_WITHIN_MS, () => this.outbound.size >= this.orders);
		const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
		const polls = pollsIn(sandbox.log.calls('tiktok', SEARCH));
		const calls = sandbox.log.entries.length - callsBefore;
		const searches = sandbox.log.count('tiktok', SEARCH);
		const details = sandbox.log.count('tiktok', DETAIL);
		await pause(5_000);
		const longestStallMs = await stalls.stop();
		const after = await this.state();
		return {
			seconds,
			polls,
			executions: after.execution - before.execution - 1,
			searches,
			details,
			processorMsPerOrder: round((after.processor - before.processor) / this.orders),
			mainThreadMsPerOrder: round((after.mainThread - before.mainThread) / this.orders),
			callsPer100: round((calls / this.orders) * 100),
			savedBytesPerOrder: Math.round((databaseSize(userFolder) - before.database) / this.orders),
			longestStallMs,
			memoryMb: memory(n8n.pid),
		};
	}

	async idle(polls: number): Promise<IdleFigures> {
		const { userFolder, sandbox, n8n } = this.instance;
		await this.nextPoll();
		await pause(10_000);
		const before = await this.state();
		const from = sandbox.log.entries.length;
		for (let poll = 0; poll < polls; poll++) await this.nextPoll();
		await pause(10_000);
		const made = sandbox.log.since(from).filter(isForOrders);
		const after = await this.state();
		return {
			polls,
			executions: after.execution - before.execution - 1,
			callsPerPollAndShop: round(made.length / polls / sandbox.tiktok.shops.length),
			longestPollMs: longestPoll(made),
			processorMsPerPoll: Math.round((after.processor - before.processor) / polls),
			savedBytes: databaseSize(userFolder) - before.database,
			memoryMb: memory(n8n.pid),
		};
	}

	async newOrder(): Promise<NewOrderFigures> {
		const before = this.outbound.size;
		const placedAt = Date.now();
		this.placeNow();
		let polls = 0;
		while (this.outbound.size === before && polls < 5) {
			await this.nextPoll();
			polls += 1;
			await this.until(30_000, () => this.outbound.size > before);
		}
		return { polls, seconds: Math.round((Date.now() - placedAt) / 1_000) };
	}

	/** An order that has changed a moment ago, e.g. released from hold. */
	placeNow() {
		const order = this.place(7_200);
		order.updateTime = Math.floor(Date.now() / 1_000) - 2;
		return order;
	}

	private place(ageSeconds: number) {
		return this.instance.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds,
		});
	}

	/** n8n numbers its executions, also those that it does not keep: the number of one that is started here counts them. */
	async state() {
		const { n8n, userFolder } = this.instance;
		const { id } = await runByHand(this.instance, this.counter);
		return {
			execution: Number(id),
			processor: processorTime(n8n.pid),
			mainThread: mainThreadTime(n8n.pid),
			database: databaseSize(userFolder),
		};
	}

	/** Waits for a poll that has not begun yet. */
	async nextPoll(): Promise<void> {
		const { log } = this.instance.sandbox;
		const before = log.count('tiktok', SEARCH);
		await this.until(POLL_WITHIN_MS, () => log.count('tiktok', SEARCH) > before);
		await pause(3_000);
	}

	async until(ms: number, isThere: () => boolean): Promise<void> {
		const until = Date.now() + ms;
		while (!isThere() && Date.now() < until) await pause(LOOK_EVERY_MS);
	}
}

const isForOrders = ({ service, path }: CallLogEntry): boolean =>
	service === 'tiktok' && (SEARCH.test(path) || DETAIL.test(path));

/** Number of polls that made these searches. */
function pollsIn(searches: readonly CallLogEntry[]): number {
	const firstPages = searches.filter(({ query }) => !query.page_token);
	return inPolls(firstPages).length;
}

function longestPoll(calls: readonly CallLogEntry[]): number {
	return Math.max(
		0,
		...inPolls(calls).map((poll) => Date.parse(poll[poll.length - 1].at) - Date.parse(poll[0].at)),
	);
}

function inPolls(calls: readonly CallLogEntry[]): CallLogEntry[][] {
	const polls: CallLogEntry[][] = [];
	let last = Number.NEGATIVE_INFINITY;
	for (const call of calls) {
		const at = Date.parse(call.at);
		if (at - last > BETWEEN_POLLS_MS) polls.push([]);
		polls[polls.length - 1].push(call);
		last = at;
	}
	return polls;
}

/** Answers of both services are late, as over a network. */
export function addLatency({ faults }: Sandbox, delayMs: number): void {
	for (const service of ['tiktok', 'oms'] as const) {
		faults.add({ service, path: /./, kind: 'slow', probability: 1, delayMs });
	}
}

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
