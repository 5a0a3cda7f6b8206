import { Random } from '../../sandbox/random';
import { RunLog } from '../real/runLog';
import { deadTriggers } from '../real/n8n/workflowStatus';
import { PromiseBroken, Environment } from '../real/environment';
import type { QueueOptions } from './arguments';
import type { Cluster } from './cluster';
import { CALLS_PER_SECOND, type Workspace } from './workspace';
import { expireForAll, expirePasted, type Renewal } from './renewals';

/** The main process, and two workers. */
const CALLING_PROCESSES = 3;
const WORKERS = 2;
const LENGTH_MS = 60_000;
const WAITS_MS = [15_000, 45_000] as const;
/** A doubled order needs an execution to be taken back before it ships. */
const STEP_MS = 25_000;
const MOMENT_WITHIN_MS = 180_000;
/** So long one worker does everything. */
const ALONE_MS = 15_000;
/** A parcel whose execution died comes again after a quarter of its age. */
const STANDSTILL_MS = 10 * 60_000;
const POLLS_WITHIN_MS = 300_000;
const QUIET_MS = 10_000;
const TELL_EVERY_MS = 30_000;
const RENEWALS = 2;

export interface Killed {
	worker: string;
	moment: string;
	/** Executions that it had in hand. */
	inHand: string[];
}

/** The order flow in queue mode, with workers that are killed and access that ends for all at once. */
export class QueueRun {
	readonly killed: Killed[] = [];
	readonly renewals: Renewal[] = [];
	/** Epoch ms at which the mapping was made whole; 0 = not yet. */
	mappedAt = 0;

	private readonly random: Random;

	private constructor(
		readonly around: Environment,
		private readonly cluster: Cluster,
		seed: number,
	) {
		this.random = new Random(seed * 1_000_003 + 17);
	}

	static readonly workers = WORKERS;

	static async prepare(
		{ seed, orders }: QueueOptions,
		cluster: Cluster,
		print: (line: string) => void,
	): Promise<QueueRun> {
		const options = {
			seed,
			orders,
			lengthMs: LENGTH_MS,
			waitsMs: WAITS_MS,
			outboundStepMs: STEP_MS,
			processes: CALLING_PROCESSES,
			callsPerSecond: CALLS_PER_SECOND,
		};
		const around = await Environment.open(options, new RunLog(print));
		// Executions of the same orders may meet on two workers.
		around.togetherUntil = Number.POSITIVE_INFINITY;
		return new QueueRun(around, cluster, seed);
	}

	/** @returns  whether every promise about the orders was kept */
	async run(workspace: Workspace): Promise<boolean> {
		const { around } = this;
		try {
			this.note('at work');
			around.traffic.start();
			await this.killAt('created', 1 + this.random.below(40));
			await around.hold(ALONE_MS);
			await this.replace();
			for (let each = 0; each < RENEWALS; each++) await this.renew(workspace);
			await workspace.mapWhatLacks();
			this.mappedAt = Date.now();
			this.note('the missing row of the mapping was added');
			await this.killAt('trackingOnTikTok', 1 + this.random.below(40));
			await this.replace();
			await this.goToTheEnd(workspace);
			around.auditor.finish();
			await this.renewPasted(workspace);
		} catch (error) {
			if (!(error instanceof PromiseBroken)) throw error;
		} finally {
			around.traffic.stop();
		}
		return around.auditor.violation === undefined;
	}

	/** Kills a worker that has executions in hand, in the moment of the nth step from now on. */
	private async killAt(step: 'created' | 'trackingOnTikTok', nth: number): Promise<void> {
		const { around, cluster } = this;
		let left = nth;
		let dying: Promise<void> | undefined;
		around.auditor.onStep = (type) => {
			if (dying || type !== step || --left > 0) return;
			const worker = cluster.workers.find((each) => each.executions.inHand.length > 0);
			// The log of a worker may lag behind what it does.
			if (!worker) return;
			const { inHand } = worker.executions;
			dying = cluster.kill(worker);
			this.killed.push({ worker: worker.name, moment: `${step} no. ${nth - left}`, inHand });
		};
		try {
			await around.until(() => dying !== undefined, MOMENT_WITHIN_MS);
		} finally {
			around.auditor.onStep = () => {};
		}
		if (!dying) around.break(`no worker could be killed in the moment of "${step}"`);
		await dying;
		const { worker, moment, inHand } = this.killed[this.killed.length - 1];
		this.note(`killed ${worker} in the moment of ${moment}, executions ${inHand.join(', ')}`);
	}

	private async replace(): Promise<void> {
		const { name } = await this.cluster.addWorker();
		this.note(`${name} takes the place of the killed one`);
	}

	private async renew(workspace: Workspace): Promise<void> {
		const renewal = await expireForAll(this.cluster, workspace, this.around);
		this.renewals.push(renewal);
		this.note(`access ended for all processes: ${JSON.stringify(renewal)}`);
	}

	private async renewPasted(workspace: Workspace): Promise<void> {
		const renewals = await expirePasted(this.cluster, workspace, this.around, RENEWALS);
		this.renewals.push(...renewals);
		this.note(`access of a pasted credential ended: ${JSON.stringify(renewals)}`);
	}

	private async goToTheEnd(workspace: Workspace): Promise<void> {
		const { around } = this;
		const { auditor, traffic } = around;
		let before = '';
		let movedAt = Date.now();
		let toldAt = Date.now();
		for (let left = auditor.unfinished(); left.length > 0 || !traffic.atRest; ) {
			await around.hold(1_000);
			if (around.progress !== before) movedAt = Date.now();
			before = around.progress;
			if (Date.now() - toldAt > TELL_EVERY_MS) {
				toldAt = Date.now();
				this.note(`${left.length} orders are under way`);
			}
			left = auditor.unfinished();
			if (Date.now() - movedAt < STANDSTILL_MS) continue;
			around.break(`nothing moves any more, and ${left.length} orders are not done: ${left[0]}`);
		}
		this.note('every order has reached its end');
		// One more poll of each shows that nothing is done twice.
		const effects = around.progress;
		await this.pollsAgain();
		await around.hold(QUIET_MS);
		if (effects !== around.progress) around.break(`after the end ${effects}: ${around.progress}`);
		const dead = await deadTriggers(workspace.api, workspace.workflows);
		if (dead.length > 0) around.break(`a trigger is dead: ${dead.join('; ')}`);
	}

	private async pollsAgain(): Promise<void> {
		const { around } = this;
		const since = around.sandbox.log.entries.length;
		const asked = (path: string): boolean =>
			around.sandbox.log.since(since).some((entry) => entry.path.endsWith(path));
		const both = (): boolean => asked('/orders/search') && asked('/outboundOrder/pageList');
		if (!(await around.until(both, POLLS_WITHIN_MS))) around.break('a trigger does not poll');
	}

	private note(what: string): void {
		this.around.runLog.note(`${what}; ${this.around.progress}`);
	}
}
