import type { Random } from '../../../sandbox/random';
import { Faults, type FaultRule } from '../../../sandbox/faults';

const NEEDS_PAGE_TOKEN: ReadonlyArray<FaultRule['kind']> = ['repeatPage', 'pageTokenExpired'];

/** Chance of a waiting fault to strike a call that fits, so that calls that are tried again do not meet them in a row. */
const CHANCE = 0.35;

/** Faults that strike once each and are forgotten then: a long run arms thousands. */
export class ArmedFaults extends Faults {
	private waiting: FaultRule[] = [];

	constructor(private readonly chance: Random) {
		super();
	}

	override add(rule: FaultRule): void {
		this.waiting.push(rule);
	}

	override clear(): void {
		this.waiting = [];
	}

	override strike(
		service: FaultRule['service'],
		path: string,
		hasPageToken = false,
	): FaultRule | undefined {
		const index = this.waiting.findIndex(
			(rule) =>
				rule.service === service &&
				path.includes(String(rule.path)) &&
				(hasPageToken || !NEEDS_PAGE_TOKEN.includes(rule.kind)),
		);
		if (index < 0 || this.chance.next() >= CHANCE) return undefined;
		const [rule] = this.waiting.splice(index, 1);
		this.struck[rule.kind] = (this.struck[rule.kind] ?? 0) + 1;
		return rule;
	}
}
