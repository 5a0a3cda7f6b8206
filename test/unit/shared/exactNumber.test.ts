import * as fc from 'fast-check';

import { exactNumberProblem } from '../../../nodes/shared/exactNumber';

describe('a number that stands for an ID', () => {
	it.each([
		576,
		0,
		Number.MAX_SAFE_INTEGER,
		'576460000000000123',
		'9400,11',
		'E+5',
		'1E5',
		'A1E+5',
		null,
		undefined,
		true,
		{},
	])('%p has lost no digits', (value) => expect(exactNumberProblem('ID', value)).toBeUndefined());

	it.each([
		[2 ** 53, 'ID 9007199254740992 came as a number that is too long to be exact.'],
		[1.5, 'ID 1.5 came as a number that is not whole.'],
		[Number.NaN, 'ID NaN came as a number that is not whole.'],
		[
			' 9.40011E+21',
			'ID "9.40011E+21" is a long number that was shortened; its last digits are lost.',
		],
		[
			'9,40011e+21',
			'ID "9,40011e+21" is a long number that was shortened; its last digits are lost.',
		],
		[
			'12,9.4E+21,13',
			'ID "12,9.4E+21,13" is a long number that was shortened; its last digits are lost.',
		],
		[['1', [2 ** 60]], 'ID 1152921504606847000 came as a number that is too long to be exact.'],
	])('%j is refused in words', (value, problem) => {
		expect(exactNumberProblem('ID', value)).toBe(problem);
	});

	it('is taken only where its digits are those that were written', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.bigInt({ min: 0n, max: 2n ** 54n })),
				(digits) => {
					const number = Number(digits);
					if (exactNumberProblem('ID', number) === undefined)
						expect(String(number)).toBe(String(digits));
				},
			),
		);
	});

	it('is read in a time that grows with its length, whatever the text', () => {
		const texts = [',', ' ', '1', '1,', '1.', 'E+', '1E+'].map((part) => part.repeat(200_000));
		for (const text of texts) expect(() => exactNumberProblem('ID', `${text}x`)).not.toThrow();
	});
});
