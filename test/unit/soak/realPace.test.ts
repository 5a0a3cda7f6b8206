import type { CallLogEntry } from '../../sandbox';
import { PaceWatch } from '../../soak/real/audit/pace';

let now = 0;
let watch: PaceWatch;
beforeEach(() => {
	now = 1_000_000;
	watch = new PaceWatch(() => now);
});

const READ = { service: 'tiktok', method: 'GET', path: '/order/202507/orders' } as const;
const WRITE = {
	service: 'tiktok',
	method: 'POST',
	path: '/fulfillment/202309/orders/576/packages',
} as const;
const OMS = { service: 'oms', method: 'POST', path: '/v1/outboundOrder/detail' } as const;

/** What is said of `count` calls that come in even steps within `seconds`. */
function within(count: number, seconds: number, call: Partial<CallLogEntry>): string[] {
	const said: string[] = [];
	for (let each = 0; each < count; each++) {
		now += (seconds * 1_000) / count;
		said.push(watch.seen({ shop: 'S', caller: 'c', ...call } as CallLogEntry) ?? '');
	}
	return said.filter(Boolean);
}

describe('the pace of the real layer', () => {
	it.each([
		['reads of TikTok Shop', READ, 3],
		['writes to TikTok Shop', WRITE, 1],
		['calls of the OMS', OMS, 5],
	] as const)(
		'%s: lets the pace pass for minutes, and notices twice the pace',
		(_name, call, pace) => {
			expect(within(60 * pace, 60, call)).toEqual([]);
			expect(within(20 * pace, 10, call).length).toBeGreaterThan(0);
		},
	);

	it('counts every shop for itself, and every n8n', () => {
		const lanes = ['S1', 'S2'].flatMap((shop) => ['a', 'b'].map((caller) => ({ shop, caller })));
		for (let second = 0; second < 20; second++) {
			now += 1_000;
			for (const lane of lanes) {
				expect(watch.seen({ ...WRITE, ...lane } as CallLogEntry)).toBeUndefined();
			}
		}
	});

	it('allows the processes of queue mode together as much as each of them may call, and no more', () => {
		watch = new PaceWatch(() => now, 3);
		expect(within(9 * 20, 20, READ)).toEqual([]);
		expect(within(15 * 10, 10, READ).length).toBeGreaterThan(0);
		expect(within(15 * 20, 20, OMS)).toEqual([]);
		expect(within(25 * 10, 10, OMS).length).toBeGreaterThan(0);
	});

	it('allows the OMS twice as many calls only while two n8n are at work', () => {
		watch.together();
		expect(within(100, 10, OMS)).toEqual([]);
		expect(within(100, 10, OMS).length).toBeGreaterThan(0);
	});
});
