import { rowsInForce } from '../../../nodes/SkuMapping/mapping/rowsInForce';

const row = (system: string, imported?: unknown) => ({
	store_code: '*',
	platform_sku: 'MUG',
	system_sku: system,
	quantity: 1,
	...(imported === undefined ? {} : { imported }),
});
const OLD = '2026-11-27T12:12:21.799Z #9';
const NEW = '2026-11-27T12:12:31.411Z #10';

describe('a mapping that is read while an import replaces it', () => {
	it('is the old one until its last row is gone, whatever the order of the rows', () => {
		const [old, now] = [row('SYS-OLD', OLD), row('SYS-NEW', NEW)];
		expect(rowsInForce([old, now])).toEqual([old]);
		expect(rowsInForce([now, old])).toEqual([old]);
		expect(rowsInForce([now])).toEqual([now]);
	});

	it('keeps rows that a person added', () => {
		const byHand = [row('A'), row('B', null), row('C', '')];
		expect(rowsInForce([...byHand, row('D', OLD), row('E', NEW)])).toEqual([
			...byHand,
			row('D', OLD),
		]);
	});

	it('takes no other column of this name for the mark of an import', () => {
		const rows = [row('A', '2026-11-26'), row('B', '2026-11-27'), row('C', true)];
		expect(rowsInForce(rows)).toEqual(rows);
	});
});
