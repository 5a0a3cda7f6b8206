import * as fc from 'fast-check';

import { toText } from '../../../nodes/shared/text';

it.each([
	['a', 'a'],
	[12, '12'],
	[true, 'true'],
	[undefined, ''],
	[null, ''],
	[['a', 1, null, ['b']], 'a,1,,b'],
	[{ a: 1 }, '{"a":1}'],
	[{ toString: {} }, '{"toString":{}}'],
	[{ toJSON: () => undefined }, ''],
])('%j becomes %j', (value, text) => {
	expect(toText(value)).toBe(text);
});

it('gives text for anything, also for what cannot be written', () => {
	const round: { self?: object } = {};
	round.self = round;
	expect(toText(round)).toBe('');
	fc.assert(
		fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
			expect(typeof toText(value)).toBe('string');
		}),
	);
});
