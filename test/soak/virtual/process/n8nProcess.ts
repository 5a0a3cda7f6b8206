import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';

import type { CredentialStore } from '../../../support/engine/credentials';
import { PolledTrigger } from '../../../support/engine/polledTrigger';
import type { Random } from '../../../sandbox/random';
import { ownerOf, type LeastOfPolls } from '../leastCalls';
import type { VirtualClock } from './clock';
import type { Database } from './database';
import type { Sources } from './modules';
import type { Caller, CallSeen, Network } from './network';
import { workingFor } from './purpose';
import { STATUSES, TemplateBranches } from './templateBranches';
import { execute, type ExecutionResult } from './workflow';

export type TriggerName = 'orders' | 'shipped' | 'changes';

/** The triggers of the templates 05, 09 and 14. */
export const TRIGGERS: readonly TriggerName[] = ['orders', 'shipped', 'changes'];

/** Receives the events of a process. */
export interface ProcessLog {
	/** @param exceptions  what left the trigger by its second output */
	polled(trigger: TriggerName, emitted: number, exceptions: IDataObject[], failure?: Error): void;
	/** n8n has saved the trigger's memory and is about to start the execution. */
	handedOver(process: N8nProcess): void;
	executed(what: string, result: ExecutionResult): void;
	/** An execution has had these exceptions of a trigger, so they are in the exception desk. */
	told(exceptions: IDataObject[]): void;
	/** An execution with what this trigger gave came to its end with these orders. */
	synced(trigger: TriggerName, orderIds: readonly string[], startedAt: number): void;
	called(process: N8nProcess, call: CallSeen, inFlight: number): void;
}

export interface Environment {
	clock: VirtualClock;
	random: Random;
	sources: Sources;
	network: Network;
	database: Database;
	mappingJson: () => string;
	/** The TikTok Shop Trigger relies on its cursor alone. */
	onceWithoutAudit: boolean;
	runLog: ProcessLog;
	least: LeastOfPolls;
}

const NODES = {
	orders: ['nodes/TikTokShop/TikTokShopTrigger.node', 'TikTokShopTrigger'],
	changes: ['nodes/TikTokShop/TikTokShopTrigger.node', 'TikTokShopTrigger'],
	shipped: ['nodes/LingxingOms/LingxingOmsTrigger.node', 'LingxingOmsTrigger'],
	mapping: ['nodes/SkuMapping/SkuMapping.node', 'SkuMapping'],
	oms: ['nodes/LingxingOms/LingxingOms.node', 'LingxingOms'],
	tiktok: ['nodes/TikTokShop/TikTokShop.node', 'TikTokShop'],
	fulfillment: ['nodes/TikTokShop/TikTokShopFulfillment.node', 'TikTokShopFulfillment'],
} as const;

const CREDENTIALS = [
	['credentials/TikTokShopApi.credentials', 'TikTokShopApi'],
	['credentials/LingxingOmsApi.credentials', 'LingxingOmsApi'],
] as const;

const NEVER = 1_000_000;
const NOTHING: ExecutionResult = { exceptions: {}, waiting: [], done: [] };

/** One process of n8n, from its start to its end, with the order sync and the ship-back workflow of the templates. */
export class N8nProcess implements Caller {
	readonly startedAt: number;
	endedAt = Number.POSITIVE_INFINITY;
	/** How far the clock of this machine is ahead, ms. */
	skewMs = 0;

	private inFlight = 0;
	private readonly credentials: CredentialStore;
	private readonly triggers: Record<TriggerName, PolledTrigger>;
	private readonly nodes: Record<keyof typeof NODES, INodeType>;
	private readonly branches: TemplateBranches;

	constructor(
		readonly name: string,
		private readonly around: Environment,
	) {
		const { clock, random, sources, network, database } = around;
		this.startedAt = clock.now();
		network.addCaller(name, this);
		const load = sources.start({
			now: () => clock.now() + this.skewMs,
			passed: clock.now,
			sleep: clock.sleep,
			random: () => random.next(),
		});
		const make = <T>([file, exported]: readonly [string, string]): T =>
			new (load(file)[exported] as new () => T)();
		const entries = Object.entries(NODES).map(([key, place]) => [key, make<INodeType>(place)]);
		this.nodes = Object.fromEntries(entries) as Record<keyof typeof NODES, INodeType>;
		this.branches = new TemplateBranches(name, this.nodes, around.mappingJson);
		const host = `https://${name}.tiktok.soak`;
		this.credentials = database.open(
			CREDENTIALS.map((place) => make<ICredentialType>(place)),
			{
				tikTokShopApi: { apiHost: host, authHost: host },
				lingxingOmsApi: { baseUrl: `https://${name}.oms.soak/openapi` },
			},
		);
		const polled = (trigger: TriggerName, parameters: IDataObject): PolledTrigger => {
			const made = new PolledTrigger(this.nodes[trigger], parameters as never, {
				credentials: this.credentials,
				activation: 'init',
				name: trigger,
				execute: async (outputs) => await this.handedOver(trigger, outputs),
			});
			made.staticData = JSON.parse(database.memories[trigger]) as IDataObject;
			return made;
		};
		this.triggers = {
			orders: polled('orders', {
				authentication: 'redirectedUrl',
				...(around.onceWithoutAudit
					? { emit: 'once', options: { auditMinutes: NEVER } }
					: { emit: 'acknowledged', orderStatus: STATUSES }),
			}),
			changes: polled('changes', {
				authentication: 'redirectedUrl',
				event: 'changed',
				changes: ['cancelled', 'cancelRequested'],
			}),
			shipped: polled('shipped', { event: 'shipped', emit: 'acknowledged' }),
		};
	}

	isAlive(): boolean {
		return this.endedAt === Number.POSITIVE_INFINITY;
	}

	/** SIGKILL: the process does nothing more; calls it has sent still arrive. */
	kill(): void {
		this.endedAt = this.around.clock.now();
	}

	sent(call: CallSeen): void {
		if (call.service === 'oms') this.inFlight += 1;
		this.around.runLog.called(this, call, this.inFlight);
	}

	done(call: CallSeen): void {
		if (call.service === 'oms') this.inFlight -= 1;
	}

	memory(trigger: TriggerName): IDataObject {
		return JSON.parse(JSON.stringify(this.triggers[trigger].staticData)) as IDataObject;
	}

	/** Somebody, or an accident, has put something else where the memory was. */
	setMemory(trigger: TriggerName, memory: IDataObject): void {
		this.triggers[trigger].staticData = memory;
		this.around.database.memories[trigger] = JSON.stringify(memory);
	}

	/** One tick of a trigger, and of the schedule that tries again what waits in the exception desk. */
	async poll(trigger: TriggerName): Promise<void> {
		const { runLog, least } = this.around;
		least.polled(trigger);
		const polled = this.triggers[trigger];
		const before = polled.executions.length;
		const poll = async () =>
			await workingFor({ kind: 'poll', trigger }, async () => await polled.pollOutputs());
		const outputs = await poll().catch((failure: unknown) => {
			runLog.polled(trigger, 0, [], failure as Error);
			return undefined;
		});
		if (outputs !== undefined) {
			const [items, exceptions = []] = outputs ?? [[]];
			runLog.polled(trigger, items.length, exceptions);
			// A trigger that returns its items knows nothing of the execution.
			const isReturned = outputs !== null && polled.executions.length === before;
			polled.executions.length = 0;
			if (isReturned) await this.handedOver(trigger, outputs);
		}
		if (!this.isAlive() || this.around.onceWithoutAudit) return;
		await workingFor({ kind: 'waiting', trigger }, async () => await this.tryAgain(trigger));
	}

	/** n8n has saved the memory of the trigger and runs the workflow. */
	private async handedOver(
		trigger: TriggerName,
		[items, exceptions = []]: IDataObject[][],
	): Promise<'success' | 'error'> {
		const { runLog, database, least } = this.around;
		least.handedOver(trigger, items.map(ownerOf));
		database.memories[trigger] = JSON.stringify(this.triggers[trigger].staticData);
		runLog.handedOver(this);
		if (!this.isAlive()) return await new Promise(() => undefined);
		const run = async () => await this.execute(trigger, items, true);
		const { error } = await workingFor({ kind: 'execution', trigger }, run);
		if (this.isAlive()) runLog.told(exceptions);
		return error ? 'error' : 'success';
	}

	/** @param isPolled  the items were read by the trigger, some time ago */
	private async execute(
		trigger: TriggerName,
		items: IDataObject[],
		isPolled: boolean,
	): Promise<ExecutionResult> {
		if (items.length === 0) return { ...NOTHING };
		const branches = this.branches.of(trigger, items, isPolled);
		const startedAt = this.around.clock.now();
		const result = await execute(branches, this.credentials);
		this.around.runLog.executed(trigger, result);
		if (this.isAlive()) this.around.database.desk.note(trigger, result);
		if (trigger !== 'shipped' && !result.error) {
			const ids = items.map(({ orderId }) => String(orderId));
			this.around.runLog.synced(trigger, ids, startedAt);
		}
		return result;
	}

	/** As the schedules of the templates: what waits in the exception desk is read by its number and tried again. */
	private async tryAgain(trigger: TriggerName): Promise<void> {
		const { desk } = this.around.database;
		const reads =
			trigger === 'shipped'
				? this.branches.readShipped(desk)
				: this.branches.readOrders(trigger === 'orders' ? desk.orders : desk.cancellations);
		if (reads.length === 0) return;
		this.around.least.waits(desk.waitingFor(trigger));
		const read = await execute(reads, this.credentials);
		if (!this.isAlive()) return;
		if (!read.error) desk.seen(trigger, read.done);
		// The results hold the items of the start as well.
		const found = read.done.filter(({ status }) => status !== undefined);
		await this.execute(trigger, found, false);
	}

	/** Somebody has saved the TikTok Shop credential; n8n tests it at once, which exchanges a pasted code. */
	async testCredential(): Promise<void> {
		const { network } = this.around;
		const helper = this.credentials.helper() as {
			getDecrypted: (data: unknown, reference: unknown, type: string) => Promise<IDataObject>;
			preAuthentication: (...values: unknown[]) => Promise<unknown>;
		};
		const type = 'tikTokShopApi';
		const values = await helper.getDecrypted({}, {}, type);
		const httpRequest = async ({ url }: { url: string }) => {
			return { statusCode: 200, headers: {}, body: await network.get(url) };
		};
		await helper.preAuthentication({ helpers: { httpRequest } }, values, type, {}, true).then(
			() => this.around.runLog.executed('credential test', { ...NOTHING }),
			(error: Error) => this.around.runLog.executed('credential test', { ...NOTHING, error }),
		);
	}
}
