import { pause } from '../../e2e/interrupt';
import type { N8nInstallation } from '../../e2e/n8n/install';
import { DEMO_MAPPING, LATE_MAPPING, startSandbox, type Sandbox } from '../../sandbox';
import { addBulkShops, BULK_PACE, BulkPeople, planBulkOrders } from '../../sandbox/bulk';
import type { RealOptions } from './arguments';
import { Auditor } from './audit/auditor';
import { PaceWatch } from './audit/pace';
import { Diary } from './diary';
import { Instance } from './n8n/instance';
import { deadTriggers } from './n8n/look';
import { planChapters, type Chapter, type Kill } from './plan';

const SLICE_MS = 250;
const MEASURE_EVERY_MS = 5_000;
/** A start of n8n tries a trigger for fifteen seconds; the next poll comes within a minute after that. */
const POLLS_WITHIN_MS = 180_000;
const PUBLISHED_WITHIN_MS = 60_000;
/** A moment to be killed at comes with a poll, if there is work. */
const MOMENT_WITHIN_MS = 150_000;
/** Nothing has moved for so long: something stands still. */
const STANDSTILL_MS = 6 * 60_000;
/** What a second n8n has under way may still arrive after its end. */
const AFTER_TWO_MS = 30_000;
const LEAST_LENGTH_MS = 90_000;
const LENGTH_A_KILL_MS = 55_000;

/** Promise broken: the auditor knows which. */
class Broken extends Error {}

/** One run: the sandbox, one or two real n8n, and what happens to them by the seed. */
export class RealSoak {
	readonly diary: Diary;
	readonly chapters: Chapter[];
	readonly first: Instance;
	readonly kills: Partial<Record<Kill['at'] | 'away' | 'two', number>> = {};
	second?: Instance;
	/** Epoch ms at which the mapping row that lacked was added. */
	mappedAt = 0;

	private readonly people: BulkPeople;
	private readonly lengthMs: number;
	private readonly beganAt = Date.now();
	private togetherUntil = 0;
	private measuredAt = 0;

	private constructor(
		options: RealOptions,
		readonly sandbox: Sandbox,
		private readonly makeInstance: (name: string) => Instance,
		readonly auditor: Auditor,
		readonly pace: PaceWatch,
		print: (line: string) => void,
	) {
		this.diary = new Diary(print);
		this.first = makeInstance('A');
		this.chapters = planChapters(options.seed, options.kills);
		this.lengthMs = Math.max(LEAST_LENGTH_MS, options.kills * LENGTH_A_KILL_MS);
		const { seed, orders } = options;
		const plan = planBulkOrders({ seed, orders, lengthMs: this.lengthMs, mappedLater: true });
		this.people = new BulkPeople(sandbox, plan);
	}

	static async prepare(
		options: RealOptions,
		installation: N8nInstallation,
		tarball: string,
		print: (line: string) => void,
	): Promise<RealSoak> {
		const two = planChapters(options.seed, options.kills).some(({ what }) => what === 'two');
		// A doubled order needs an execution to be taken back before it ships.
		const pace = { ...BULK_PACE, outboundStepMs: two ? 45_000 : 10_000 };
		const sandbox = await startSandbox({ world: 'empty', autoAdvance: true, pace });
		addBulkShops(sandbox);
		const made: { soak?: RealSoak } = {};
		const auditor = new Auditor(sandbox, () => made.soak?.areTogether ?? false);
		const watch = new PaceWatch(sandbox.tiktok.now);
		const { log } = sandbox;
		const keep = log.add.bind(log);
		log.add = (entry) => {
			keep(entry);
			const broken = watch.seen(log.entries[log.entries.length - 1]);
			if (broken) auditor.broken(broken);
		};
		const instance = (name: string): Instance => new Instance(name, installation, tarball);
		made.soak = new RealSoak(options, sandbox, instance, auditor, watch, print);
		return made.soak;
	}

	/** Two n8n are, or have just been, at work. */
	get areTogether(): boolean {
		return Date.now() < this.togetherUntil;
	}

	/** @returns  whether every promise was kept */
	async run(): Promise<boolean> {
		try {
			this.diary.note('n8n A is started and set up');
			this.people.start();
			await this.first.setUp(this.sandbox, DEMO_MAPPING);
			this.diary.note(`n8n A is at work; ${this.progress}`);
			for (const chapter of this.chapters) await this.play(chapter);
			await this.ensureUp();
			await this.goToTheEnd();
			this.auditor.finish();
		} catch (error) {
			if (!(error instanceof Broken)) throw error;
		} finally {
			this.people.stop();
		}
		return this.auditor.violation === undefined;
	}

	async close(): Promise<void> {
		this.people.stop();
		await this.second?.remove();
		await this.first.remove();
		await this.sandbox.close();
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
		if (kill.at === 'start') {
			await this.first.stop();
			await this.first.launch();
			await this.hold(kill.afterMs);
			await this.first.kill();
			return this.killed('start', `${kill.afterMs} ms after its start began`);
		}
		if (kill.at === 'any') {
			await this.ensureUp();
			await this.hold(kill.afterMs);
			await this.first.kill();
			return this.killed('any', `${kill.afterMs} ms after its first polls`);
		}
		// The first polls come with the start: their work counts.
		const since = this.sandbox.log.entries.length;
		if (!this.first.isUp) await this.start();
		const step = kill.at === 'create' ? 'created' : 'trackingOnTikTok';
		const came = await this.killAt(step, kill.nth);
		if (!came) {
			await this.pollsAgain(since);
			await this.first.kill();
		}
		this.killed(kill.at, came ? `in the moment of "${step}" no. ${kill.nth}` : 'for want of work');
	}

	/** @returns  whether the moment came */
	private async killAt(step: 'created' | 'trackingOnTikTok', nth: number): Promise<boolean> {
		let left = nth;
		let killed: Promise<void> | undefined;
		this.auditor.onStep = (type) => {
			if (type === step && --left === 0) killed = this.first.kill();
		};
		await this.until(() => killed !== undefined, MOMENT_WITHIN_MS);
		this.auditor.onStep = () => {};
		await killed;
		return killed !== undefined;
	}

	private killed(kind: Kill['at'] | 'away' | 'two', moment: string): void {
		this.kills[kind] = (this.kills[kind] ?? 0) + 1;
		this.diary.note(`killed n8n A (${kind}) ${moment}; ${this.progress}`);
	}

	private async away(forMs: number): Promise<void> {
		await this.ensureUp();
		this.diary.note(`TikTok Shop and the OMS are away for ${forMs} ms`);
		this.sandbox.goAway();
		await this.hold(forMs);
		this.sandbox.comeBack();
		await this.pollsAgain(this.sandbox.log.entries.length);
	}

	private async awayAtStart(stayMs: number): Promise<void> {
		await this.ensureUp();
		this.sandbox.goAway();
		await this.first.kill();
		this.killed('away', 'with TikTok Shop and the OMS away');
		const since = Date.now();
		await this.first.launch();
		await this.first.ready();
		await this.hold(stayMs);
		this.diary.note(`TikTok Shop and the OMS are back after ${Date.now() - since} ms`);
		this.sandbox.comeBack();
		await this.pollsAgain(this.sandbox.log.entries.length);
	}

	private async two(forMs: number, killAfterMs: number): Promise<void> {
		await this.ensureUp();
		this.diary.note('n8n B is set up beside n8n A');
		const second = this.makeInstance('B');
		this.second = second;
		this.togetherUntil = Number.POSITIVE_INFINITY;
		await second.setUp(
			this.sandbox,
			this.mappedAt ? [...DEMO_MAPPING, ...LATE_MAPPING] : DEMO_MAPPING,
		);
		this.diary.note(`n8n B has begun; ${this.progress}`);
		await this.hold(killAfterMs);
		await this.first.kill();
		this.killed('two', `${killAfterMs} ms after n8n B began`);
		await this.ensureUp();
		await this.hold(forMs - killAfterMs);
		await second.stop();
		this.togetherUntil = Date.now() + AFTER_TWO_MS;
		this.diary.note(`n8n B has ended; doubled so far: ${this.auditor.counts.doubled}`);
	}

	/** Starts n8n A where it is down, and sees that its triggers live. */
	private async ensureUp(): Promise<void> {
		if (!this.first.isUp) {
			const since = this.sandbox.log.entries.length;
			await this.start();
			await this.pollsAgain(since);
		}
	}

	private async start(): Promise<void> {
		await this.first.launch();
		await this.first.ready();
		if (Date.now() - this.beganAt > this.lengthMs / 2) await this.mapWhatLacks();
	}

	private async mapWhatLacks(): Promise<void> {
		if (this.mappedAt > 0) return;
		await this.first.addMapping(LATE_MAPPING);
		this.mappedAt = Date.now();
		this.diary.note('the missing row of the mapping was added');
	}

	/** Both workflows are active, and both triggers have asked since that entry of the log. */
	private async pollsAgain(since: number): Promise<void> {
		const asked = (path: string): boolean =>
			this.sandbox.log.since(since).some((entry) => entry.path.endsWith(path));
		const both = (): boolean => asked('/orders/search') && asked('/outboundOrder/pageList');
		if (!(await this.until(both, POLLS_WITHIN_MS))) {
			this.break('a trigger does not poll any more');
		}
		const end = Date.now() + PUBLISHED_WITHIN_MS;
		for (;;) {
			const dead = await deadTriggers(this.first.api, this.first.workflows);
			if (dead.length === 0) return;
			if (Date.now() > end) this.break(`a trigger is dead: ${dead.join('; ')}`);
			await this.hold(1_000);
		}
	}

	private async goToTheEnd(): Promise<void> {
		this.diary.note(`no more kills; ${this.progress}`);
		await this.mapWhatLacks();
		let before = '';
		let movedAt = Date.now();
		let left = this.auditor.unfinished();
		while (left.length > 0 || !this.people.atRest) {
			await this.hold(2_000);
			if (before !== this.progress) [before, movedAt] = [this.progress, Date.now()];
			left = this.auditor.unfinished();
			if (Date.now() - movedAt < STANDSTILL_MS) continue;
			this.break(`nothing moves any more, and ${left.length} orders are not done: ${left[0]}`);
		}
		this.diary.note(`every order has reached its end; ${this.progress}`);
		// One more poll of each shows that nothing is done twice.
		const effects = this.progress;
		await this.pollsAgain(this.sandbox.log.entries.length);
		await this.hold(15_000);
		if (effects !== this.progress) this.break(`after the end: ${effects} became ${this.progress}`);
	}

	private get progress(): string {
		const { placed, created, shipped, tracked } = this.auditor.counts;
		return `placed ${placed}, created ${created}, shipped ${shipped}, tracked ${tracked}`;
	}

	private break(what: string): never {
		this.auditor.broken(what);
		throw new Broken(what);
	}

	/** @returns  whether it came true in time */
	private async until(test: () => boolean, withinMs: number): Promise<boolean> {
		const end = Date.now() + withinMs;
		while (!test()) {
			if (Date.now() > end) return false;
			await this.hold(SLICE_MS);
		}
		return true;
	}

	/** Waits, and ends the run as soon as a promise is broken. */
	private async hold(ms: number): Promise<void> {
		const end = Date.now() + ms;
		do {
			await pause(Math.max(0, Math.min(SLICE_MS, end - Date.now())));
			const { violation } = this.auditor;
			if (violation) throw new Broken(violation.what);
			if (this.areTogether) this.pace.together();
			if (Date.now() - this.measuredAt > MEASURE_EVERY_MS) {
				this.measuredAt = Date.now();
				this.first.measure();
				this.second?.measure();
			}
		} while (Date.now() < end);
	}
}
