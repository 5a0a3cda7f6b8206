import { pause } from '../../support/interrupt';
import { startSandbox, type Sandbox } from '../../sandbox';
import {
	addBulkShops,
	BULK_PACE,
	BulkPeople,
	planBulkOrders,
	type BulkOptions,
} from '../../sandbox/bulk';
import { Auditor } from './audit/auditor';
import { PaceWatch } from './audit/pace';
import { RunLog } from './runLog';
import type { Instance } from './n8n/instance';

const SLICE_MS = 250;
const MEASURE_EVERY_MS = 5_000;

/** Upper limits of the pace in the credentials as they come; the pace finds its place below. */
const CREDENTIAL_LIMITS = { tiktokRead: 20, tiktokWrite: 10, oms: 8 };

/** A promise is broken; the auditor knows which. */
export class PromiseBroken extends Error {}

export interface EnvironmentOptions extends Omit<BulkOptions, 'mappedLater'> {
	/** How long an outbound order stays in each status until it ships. */
	outboundStepMs: number;
	/** See PaceWatch. */
	processes?: number;
	/** Of one process, where the credentials say another than the usual one. */
	callsPerSecond?: { tiktokRead: number; tiktokWrite: number; oms: number };
}

/** What surrounds n8n in a run: the services, who acts on them, and what is checked. */
export class Environment {
	readonly auditor: Auditor;
	readonly traffic: BulkPeople;
	/** Every n8n there is. */
	readonly instances: Instance[] = [];
	/** Two n8n are, or have been, at work until then; epoch ms. */
	togetherUntil = 0;

	private measuredAt = 0;

	private constructor(
		readonly sandbox: Sandbox,
		readonly runLog: RunLog,
		traffic: BulkPeople,
		readonly pace: PaceWatch,
	) {
		this.traffic = traffic;
		this.auditor = new Auditor(sandbox, () => this.areTogether);
		const { log } = sandbox;
		const keep = log.add.bind(log);
		log.add = (entry) => {
			keep(entry);
			const broken = this.pace.seen(log.entries[log.entries.length - 1]);
			if (broken) this.auditor.broken(broken);
		};
	}

	static async open(options: EnvironmentOptions, runLog: RunLog): Promise<Environment> {
		const { outboundStepMs, processes, callsPerSecond, ...bulk } = options;
		const pace = { ...BULK_PACE, outboundStepMs };
		const sandbox = await startSandbox({ world: 'empty', autoAdvance: true, pace });
		addBulkShops(sandbox);
		const traffic = new BulkPeople(sandbox, planBulkOrders({ ...bulk, mappedLater: true }));
		const { now } = sandbox.tiktok;
		const watch = new PaceWatch(now, processes, callsPerSecond ?? CREDENTIAL_LIMITS);
		return new Environment(sandbox, runLog, traffic, watch);
	}

	async close(): Promise<void> {
		this.traffic.stop();
		await this.sandbox.close();
	}

	get progress(): string {
		const { placed, created, shipped, tracked } = this.auditor.counts;
		return `placed ${placed}, created ${created}, shipped ${shipped}, tracked ${tracked}`;
	}

	break(what: string): never {
		this.auditor.broken(what);
		throw new PromiseBroken(what);
	}

	/** @returns  whether it came true in time */
	async until(test: () => boolean, withinMs: number): Promise<boolean> {
		const end = Date.now() + withinMs;
		while (!test()) {
			if (Date.now() > end) return false;
			await this.hold(SLICE_MS);
		}
		return true;
	}

	/** Waits, and ends the run as soon as a promise is broken. */
	async hold(ms: number): Promise<void> {
		const end = Date.now() + ms;
		do {
			await pause(Math.max(0, Math.min(SLICE_MS, end - Date.now())));
			const { violation } = this.auditor;
			if (violation) throw new PromiseBroken(violation.what);
			if (this.areTogether) this.pace.together();
			this.measure();
		} while (Date.now() < end);
	}

	private get areTogether(): boolean {
		return Date.now() < this.togetherUntil;
	}

	private measure(): void {
		if (Date.now() - this.measuredAt < MEASURE_EVERY_MS) return;
		this.measuredAt = Date.now();
		for (const instance of this.instances) instance.measure();
	}
}
