import fc from 'fast-check';

import { exceptionFacts } from '../../../../nodes/TikTokShop/digest/exceptionFacts';
import { makeDigest } from '../../../../nodes/TikTokShop/digest/makeDigest';
import { ToldFacts } from '../../../../nodes/TikTokShop/digest/toldFacts';

const ORDERS = ['57', '58', 'shop:7'];
const CODES = ['SKU_NOT_MAPPED', 'CANCELLED_TOO_LATE'];
const MESSAGES = ['one', 'two'];
const HOUR = 3_600_000;

/** What happens between two polls. */
const step = fc.oneof(
	fc.record({
		do: fc.constant('waits' as const),
		order: fc.constantFrom(...ORDERS),
		code: fc.constantFrom(...CODES),
		message: fc.constantFrom(...MESSAGES),
	}),
	fc.record({ do: fc.constant('closes' as const), order: fc.constantFrom(...ORDERS) }),
	fc.record({
		do: fc.constant('poll' as const),
		onlyUrgent: fc.boolean(),
		channelFails: fc.boolean(),
		hours: fc.nat({ max: 40 * 24 }),
	}),
);

interface Row {
	order_id: string;
	status: string;
	code: string;
	message: string;
	opened: string;
	closed_how: string;
}

/** What the table of the desk, the table of what was told, and a reader who remembers everything know. */
class World {
	rows: Row[] = [];
	told = new Map<string, object>();
	heard = new Map<string, string>();
	now = Date.UTC(2026, 0, 1);

	open(order_id: string): Row | undefined {
		return this.rows.find((row) => row.order_id === order_id && row.status === 'open');
	}

	/** What the reader has not heard yet: key and message. */
	news(onlyUrgent: boolean): Array<[key: string, message: string]> {
		return this.rows.flatMap((row): Array<[string, string]> => {
			const { order_id, status, code, message, opened } = row;
			const about = `${order_id} ${opened}`;
			const isUrgent = code === 'CANCELLED_TOO_LATE' || order_id.startsWith('shop');
			if (status === 'open') {
				const isNews = this.heard.get(`${about} ${code}`) !== message;
				return isNews && (isUrgent || !onlyUrgent) ? [[`${about} ${code}`, message]] : [];
			}
			const heardOf = CODES.some((each) => this.heard.has(`${about} ${each}`));
			return heardOf && !this.heard.has(`${about} end`) && !onlyUrgent
				? [[`${about} end`, 'closed']]
				: [];
		});
	}

	poll(onlyUrgent: boolean): { lines: number; text: string; commit(): void } {
		const told = new ToldFacts([...this.told.values()]);
		const facts = exceptionFacts(this.rows, told, this.now, Infinity);
		const made = makeDigest(facts, told, { onlyUrgent, now: this.now, maxLines: 1_000 });
		for (const { fact } of made.toForget) this.told.delete(fact);
		return {
			lines: made.digest?.facts ?? 0,
			text: made.digest?.text ?? '',
			commit: () => made.toldNow.forEach((row) => this.told.set(row.fact, row)),
		};
	}
}

const lineOf = ([key, message]: [string, string]): RegExp => {
	const [order, , code] = key.split(' ');
	const name = order.replace('shop:', '');
	return code === 'end'
		? new RegExp(`^- \\w+ ${name}: \\w+, closed$`, 'm')
		: new RegExp(`^- \\w+ ${name}: ${code}\\. ${message}$`, 'm');
};

it('each fact is told exactly once over polls and failures of the channel, and again when it has changed', () => {
	let [toldTimes, lostTimes] = [0, 0];
	fc.assert(
		fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
			const world = new World();
			for (const each of steps) {
				world.now += HOUR;
				const row = each.do === 'poll' ? undefined : world.open(each.order);
				if (each.do === 'waits') {
					const { order: order_id, code, message } = each;
					if (row) Object.assign(row, { code, message });
					else {
						const opened = new Date(world.now).toISOString();
						world.rows.push({ order_id, status: 'open', code, message, opened, closed_how: '' });
					}
				} else if (each.do === 'closes') {
					if (row) Object.assign(row, { status: 'closed', closed_how: 'closed' });
				} else {
					world.now += each.hours * HOUR;
					const expected = world.news(each.onlyUrgent);
					const { lines, text, commit } = world.poll(each.onlyUrgent);
					expect([lines, text]).toEqual([expected.length, text]);
					for (const news of expected) expect(text).toMatch(lineOf(news));
					if (each.channelFails) {
						lostTimes += lines;
						continue;
					}
					commit();
					toldTimes += lines;
					for (const [key, message] of expected) world.heard.set(key, message);
				}
			}
		}),
		{ numRuns: 120 },
	);
	expect(toldTimes).toBeGreaterThan(200);
	expect(lostTimes).toBeGreaterThan(200);
});
