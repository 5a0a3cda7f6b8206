import { newEntry } from '../../soak/virtual/audit/entry';
import { whyUntrue } from '../../soak/virtual/audit/numbers';
import { Standstill } from '../../soak/virtual/audit/standstill';
import type { PlannedOrder } from '../../soak/virtual/world/orders';
import type { OutboundOrder } from '../../sandbox/oms/types';
import type { OrderLine, TrackingWrite } from '../../sandbox/tiktok/types';

const planned = (more: Partial<PlannedOrder> = {}): PlannedOrder => ({
	at: 0,
	shop: 0,
	scenario: 'plain',
	lines: [['LAMP', 1]],
	wanted: [['LAMP', 1]],
	delay: 0,
	chance: 0,
	...more,
});

const USPS = '7117858858072016686';
const item = (id: string, sellerSku: string) => ({ id, sellerSku }) as OrderLine;
const write = (trackingNumber: string, lineIds: string[], more: Partial<TrackingWrite> = {}) =>
	({
		trackingNumber,
		lineIds,
		providerId: USPS,
		via: 'markPackageAsShipped',
		...more,
	}) as TrackingWrite;
const outbound = (trackNo: string, lines: OutboundOrder['lines']) =>
	({ trackNo, lines, carrier: 'USPS' }) as OutboundOrder;

describe('a tracking number that TikTok Shop has got', () => {
	const lines = [item('1', 'LAMP'), item('2', 'LAMP'), item('3', 'MUG-BLUE')];
	const lamp = outbound('N1', [{ sku: 'SYS-LAMP', quantity: 1 }]);
	const mug = outbound('N2', [{ sku: 'SYS-MUG-BLU', quantity: 1 }]);

	it('is true for what has left in its parcel', () => {
		const entry = newEntry(planned());
		expect(whyUntrue(write('N1', ['1']), lines, entry, [lamp, mug])).toBeUndefined();
		expect(whyUntrue(write('N2', ['3']), lines, entry, [lamp, mug])).toBeUndefined();
	});

	it.each([
		['of another parcel', write('N9', ['1']), 'not the parcel'],
		['of another provider', write('N1', ['1'], { providerId: '1' }), 'wrong provider'],
		['of a parcel without the line item', write('N1', ['1', '3']), 'does not hold it'],
		['for more than has left', write('N1', ['1', '2']), '2 SYS-LAMP are marked as shipped, 1'],
	])('is untrue when it is %s', (_, told, why) => {
		expect(whyUntrue(told, lines, newEntry(planned()), [lamp, mug])).toContain(why);
	});

	it('is untrue for a line item that has a number', () => {
		const entry = newEntry(planned());
		entry.numbers.set('1', 'N1');
		expect(whyUntrue(write('N1', ['1']), lines, entry, [lamp])).toContain('second tracking number');
	});
});

describe('one bad thing', () => {
	const HOUR = 3_600_000;
	function watched(createdAt: number | undefined, excused = false): string[] {
		let now = 0;
		const others = Array.from({ length: 10 }, () => ({ ...newEntry(planned()), createdAt }));
		const broken: string[] = [];
		const standstill = new Standstill(
			() => now,
			() => others,
			(what) => broken.push(what),
		);
		const end = standstill.watch(
			'a shop is refused',
			({ shop }) => shop === 1,
			() => true,
		);
		now = 2 * HOUR;
		end(excused);
		return broken;
	}

	it('is noticed when all others stand still with it', () => {
		expect(watched(undefined)).toEqual([
			'none of the other orders or parcels went on: a shop is refused',
		]);
	});

	it('is not blamed when the others go on, or when n8n itself stood still', () => {
		expect(watched(1)).toEqual([]);
		expect(watched(undefined, true)).toEqual([]);
	});
});
