import { whyUnbounded } from '../virtual/audit/bounds';
import type { RealOptions } from './arguments';
import { RunLog } from './runLog';
import { Operator } from './operator';
import type { Instance } from './n8n/instance';
import { staticDataBytes } from './n8n/workflowStatus';
import { planChapters, type Chapter, type Kill } from './plan';
import { PromiseBroken, Environment } from './environment';

/** A moment to be killed at comes with a poll, if there is work. */
const MOMENT_WITHIN_MS = 150_000;
/** Nothing has moved for so long: something stands still. */
/** A parcel whose execution died comes again after a quarter of its age. */
const STANDSTILL_MS = 20 * 60_000;
/** What a second n8n has under way may still arrive after its end. */
const AFTER_TWO_MS = 30_000;
/** An execution that began with the last poll is over by then. */
const QUIET_MS = 10_000;
/** Of the main process; it begins with half of that. */
const MOST_RSS_MB = 2_000;
const LEAST_LENGTH_MS = 90_000;
const LENGTH_A_KILL_MS = 55_000;
/** Steps of an outbound order: long where a doubled order needs an execution to be taken back before it ships. */
const STEP_MS = 10_000;
const STEP_WITH_TWO_MS = 45_000;

/** One run: one or two real n8n, and what happens to them and to the services by the seed. */
export class RealSoak {
	readonly kills: Partial<Record<Kill['at'] | 'away' | 'two', number>> = {};
	readonly first: Instance;
	second?: Instance;

	private constructor(
		private readonly chapters: readonly Chapter[],
		readonly around: Environment,
		readonly operator: Operator,
		private readonly makeInstance: (name: string) => Instance,
		first: Instance,
	) {
		this.first = first;
	}

	/** @param makeInstance  an n8n of this name with the package, not started */
	static async prepare(
		{ seed, orders, kills }: RealOptions,
		makeInstance: (name: string) => Instance,
		print: (line: string) => void,
	): Promise<RealSoak> {
		const chapters = planChapters(seed, kills);
		const lengthMs = Math.max(LEAST_LENGTH_MS, kills * LENGTH_A_KILL_MS);
		const two = chapters.some(({ what }) => what === 'two');
		const outboundStepMs = two ? STEP_WITH_TWO_MS : STEP_MS;
		const options = { seed, orders, lengthMs, outboundStepMs };
		const around = await Environment.open(options, new RunLog(print));
		const first = makeInstance('A');
		around.instances.push(first);
		const operator = new Operator(first, around, Date.now() + lengthMs / 2);
		return new RealSoak(chapters, around, operator, makeInstance, first);
	}

	/** @returns  whether every promise was kept */
	async run(): Promise<boolean> {
		const { around, operator, first } = this;
		try {
			this.note('n8n A is started and set up');
			around.traffic.start();
			await first.setUp(around.sandbox, operator.mapping);
			this.note('n8n A is at work');
			for (const chapter of this.chapters) await this.play(chapter);
			await operator.ensureUp();
			await this.goToTheEnd();
			around.auditor.finish();
			await this.checkBounds();
		} catch (error) {
			if (!(error instanceof PromiseBroken)) throw error;
		} finally {
			around.traffic.stop();
		}
		return around.auditor.violation === undefined;
	}

	/** Stops everything and removes what it wrote. */
	async close(): Promise<void> {
		for (const instance of this.around.instances) await instance.remove();
		await this.around.close();
	}

	private async play(chapter: Chapter): Promise<void> {
		switch (chapter.what) {
			case 'kill':
				return await this.kill(chapter.kill);
			case 'away':
				return await this.away(chapter.forMs);
			case 'awayAtStart':
				return await this.awayAtStart(chapter.stayMs);
			case 'two':
				return await this.two(chapter.forMs, chapter.killAfterMs);
		}
	}

	private async kill(kill: Kill): Promise<void> {
		const { around, operator, first } = this;
		if (kill.at === 'start') {
			await first.stop();
			await first.launch();
			await around.hold(kill.afterMs);
			await first.kill();
			return this.killed('start', `${kill.afterMs} ms after its start began`);
		}
		if (kill.at === 'any') {
			await operator.ensureUp();
			await around.hold(kill.afterMs);
			await first.kill();
			return this.killed('any', `${kill.afterMs} ms after its first polls`);
		}
		// The first polls come with the start: their work counts.
		const since = around.sandbox.log.entries.length;
		if (!first.isUp) await operator.start();
		const step = kill.at === 'create' ? 'created' : 'trackingOnTikTok';
		const came = await this.killAt(step, kill.nth);
		if (!came) {
			await operator.pollsAgain(since);
			await first.kill();
		}
		this.killed(kill.at, came ? `in the moment of "${step}" no. ${kill.nth}` : 'for want of work');
	}

	/** @returns  whether the moment came */
	private async killAt(step: 'created' | 'trackingOnTikTok', nth: number): Promise<boolean> {
		const { auditor } = this.around;
		let left = nth;
		let killed: Promise<void> | undefined;
		auditor.onStep = (type) => {
			if (type === step && --left === 0) killed = this.first.kill();
		};
		try {
			await this.around.until(() => killed !== undefined, MOMENT_WITHIN_MS);
		} finally {
			auditor.onStep = () => {};
		}
		await killed;
		return killed !== undefined;
	}

	private async away(forMs: number): Promise<void> {
		const { around, operator } = this;
		await operator.ensureUp();
		this.note(`TikTok Shop and the OMS are away for ${forMs} ms`);
		around.sandbox.goAway();
		await around.hold(forMs);
		around.sandbox.comeBack();
		await operator.pollsAgain(around.sandbox.log.entries.length);
	}

	private async awayAtStart(stayMs: number): Promise<void> {
		const { around, operator, first } = this;
		await operator.ensureUp();
		around.sandbox.goAway();
		await first.kill();
		this.killed('away', 'with TikTok Shop and the OMS away');
		const since = Date.now();
		await first.launch();
		await first.ready();
		await around.hold(stayMs);
		this.note(`TikTok Shop and the OMS are back after ${Date.now() - since} ms`);
		around.sandbox.comeBack();
		await operator.pollsAgain(around.sandbox.log.entries.length);
	}

	private async two(forMs: number, killAfterMs: number): Promise<void> {
		const { around, operator, first } = this;
		await operator.ensureUp();
		this.note('n8n B is set up beside n8n A');
		const second = this.makeInstance('B');
		this.second = second;
		around.instances.push(second);
		around.togetherUntil = Number.POSITIVE_INFINITY;
		await second.setUp(around.sandbox, operator.mapping);
		this.note('n8n B is at work');
		await around.hold(killAfterMs);
		await first.kill();
		this.killed('two', `${killAfterMs} ms after n8n B began`);
		await operator.ensureUp();
		await around.hold(forMs - killAfterMs);
		await second.stop();
		around.togetherUntil = Date.now() + AFTER_TWO_MS;
		this.note(`n8n B has ended; doubled so far: ${around.auditor.counts.doubled}`);
	}

	private async goToTheEnd(): Promise<void> {
		const { around, operator } = this;
		const { auditor, traffic } = around;
		this.note('no more kills');
		await operator.mapWhatLacks();
		let before = '';
		let movedAt = Date.now();
		let left = auditor.unfinished();
		while (left.length > 0 || !traffic.atRest) {
			await around.hold(1_000);
			if (before !== around.progress) [before, movedAt] = [around.progress, Date.now()];
			left = auditor.unfinished();
			if (Date.now() - movedAt < STANDSTILL_MS) continue;
			around.break(`nothing moves any more, and ${left.length} orders are not done: ${left[0]}`);
		}
		this.note('every order has reached its end');
		// One more poll of each shows that nothing is done twice.
		const effects = around.progress;
		await operator.pollsAgain(around.sandbox.log.entries.length);
		await around.hold(QUIET_MS);
		if (effects !== around.progress) around.break(`after the end ${effects}: ${around.progress}`);
	}

	/** What the triggers keep, and the memory of every n8n, are bounded. */
	private async checkBounds(): Promise<void> {
		const { first, around } = this;
		const { orderSync, shipBack } = first.workflows;
		const staticData = {
			orders: await staticDataBytes(first.api, orderSync.id),
			shipped: await staticDataBytes(first.api, shipBack.id),
			changes: 0,
		};
		const unbounded = whyUnbounded(staticData, undefined);
		if (unbounded) around.break(unbounded);
		for (const { name, rss } of around.instances) {
			if (rss.most > MOST_RSS_MB) around.break(`n8n ${name} has grown to ${rss.most} MB`);
		}
	}

	private killed(kind: Kill['at'] | 'away' | 'two', moment: string): void {
		this.kills[kind] = (this.kills[kind] ?? 0) + 1;
		this.note(`killed n8n A (${kind}) ${moment}`);
	}

	private note(what: string): void {
		this.around.runLog.note(`${what}; ${this.around.progress}`);
	}
}
