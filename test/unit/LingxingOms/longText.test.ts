import fc from 'fast-check';

import { parcelLines } from '../../../nodes/LingxingOms/outbound/outboundOrder';
import { parseLossless } from '../../../nodes/LingxingOms/transport/json';

/** A text that takes minutes is stopped by the time limit of jest; none of these takes a second. */
const LONG = 200_000;

describe('a long text of the OMS is read in one go', () => {
	it.each([
		['blanks', ' '],
		['letters', 'A'],
		['stars', '*'],
		['stars and blanks', '* '],
		['SKUs without an end', 'A * '],
		['digits', '1'],
		['quantities without an end', '*1'],
		['commas', ','],
	])('%s: no line, or the ones that are there', (_, part) => {
		expect(parcelLines(`${part.repeat(LONG / part.length)}x`)).toEqual([]);
	});

	it('many lines', () => {
		const lines = parcelLines('SYS-A * 2 , '.repeat(20_000));
		expect(lines).toHaveLength(20_000);
		expect(lines[19_999]).toEqual({ systemSku: 'SYS-A', quantity: 2 });
	});

	it.each([
		['"', '"'],
		['backslashes', '\\'],
		['line ends behind backslashes', '"\\\n'],
		['digits', '1'],
		['braces', '{'],
		['brackets', '['],
	])('%s: an answer that is no JSON', (_, part) => {
		expect(() => parseLossless(`1234567890123456,${part.repeat(LONG)}`)).not.toThrow();
	});
});

describe('lines of a parcel', () => {
	const sku = fc.stringMatching(/^[A-Z*,;=_-]{1,12}$/).filter((text) => !/\*\s*$/.test(text));
	const line = fc.record({ systemSku: sku, quantity: fc.integer({ min: 0, max: 999 }) });

	it('come back as they were written, also where a SKU holds stars and commas', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const text = lines.map(({ systemSku, quantity }) => `${systemSku}*${quantity}`).join(',');
				expect(parcelLines(text)).toEqual(lines);
			}),
		);
	});

	it('a quantity without a SKU in front is the beginning of the next SKU', () => {
		expect(parcelLines('*5,A*2')).toEqual([{ systemSku: '*5,A', quantity: 2 }]);
	});
});
