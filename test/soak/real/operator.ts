import { DEMO_MAPPING, LATE_MAPPING, type MappingRow } from '../../sandbox';
import type { Instance } from './n8n/instance';
import { deadTriggers } from './n8n/look';
import type { Environment } from './environment';

/** A start of n8n tries a trigger for fifteen seconds; the next poll comes within a minute after that. */
const POLLS_WITHIN_MS = 240_000;
/** n8n takes up what was being published when it was killed two minutes later. */
const PUBLISHED_WITHIN_MS = 180_000;

/** Starts n8n again, checks that its triggers run, and adds the missing row of the mapping. */
export class Operator {
	/** Epoch ms at which the row was added; 0 = not yet. */
	mappedAt = 0;

	/** @param mapsAt  epoch ms from which on the row is added at the next start */
	constructor(
		private readonly n8n: Instance,
		private readonly around: Environment,
		private readonly mapsAt: number,
	) {}

	get mapping(): MappingRow[] {
		return this.mappedAt > 0 ? [...DEMO_MAPPING, ...LATE_MAPPING] : DEMO_MAPPING;
	}

	/** Starts n8n where it is down, and sees that its triggers live. */
	async ensureUp(): Promise<void> {
		if (this.n8n.isUp) return;
		const since = this.around.sandbox.log.entries.length;
		await this.start();
		await this.pollsAgain(since);
	}

	async start(): Promise<void> {
		await this.n8n.launch();
		await this.n8n.ready();
		if (Date.now() > this.mapsAt) await this.mapWhatLacks();
	}

	async mapWhatLacks(): Promise<void> {
		if (this.mappedAt > 0) return;
		await this.n8n.addMapping(LATE_MAPPING);
		this.mappedAt = Date.now();
		this.around.runLog.note('the missing row of the mapping was added');
	}

	/** Both workflows are active, and both triggers have asked since that entry of the log. */
	async pollsAgain(since: number): Promise<void> {
		const { sandbox } = this.around;
		const asked = (path: string): boolean =>
			sandbox.log.since(since).some((entry) => entry.path.endsWith(path));
		const both = (): boolean => asked('/orders/search') && asked('/outboundOrder/pageList');
		if (!(await this.around.until(both, POLLS_WITHIN_MS))) {
			this.around.break('a trigger does not poll any more');
		}
		const end = Date.now() + PUBLISHED_WITHIN_MS;
		for (;;) {
			const dead = await this.deadTriggers();
			if (dead.length === 0) return;
			if (Date.now() > end) this.around.break(`a trigger is dead: ${dead.join('; ')}`);
			await this.around.hold(1_000);
		}
	}

	/** An n8n that starts may not answer for a moment. */
	private async deadTriggers(): Promise<string[]> {
		try {
			return await deadTriggers(this.n8n.api, this.n8n.workflows);
		} catch (error) {
			return [(error as Error).message];
		}
	}
}
