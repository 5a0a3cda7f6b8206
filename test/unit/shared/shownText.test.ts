import fc from 'fast-check';

import { shownText } from '../../../nodes/shared/shownText';

/** What nobody sees, or what changes the text around it. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u3164\uFFA0]/u;

describe('a text of somebody else, as it is shown', () => {
	it.each([
		['Blue Mug 350 ml', 'Blue Mug 350 ml'],
		['藍色馬克杯 · قدح أزرق · แก้ว', '藍色馬克杯 · قدح أزرق · แก้ว'],
		['❤️ mug', '❤️ mug'],
		['MUG\u200B-1', 'MUG\\u200B-1'],
		['\u202Etxt.exe', '\\u202Etxt.exe'],
		['a\u2066b\u2069', 'a\\u2066b\\u2069'],
		['two\r\nlines\tand\u2028more', 'two lines and more'],
		['\u001B[31mred', '\\u001B[31mred'],
		['\uFEFFmug', '\\uFEFFmug'],
		['tag\u{E0041}', 'tag\\u{E0041}'],
		['half \uD83D', 'half \\uD83D'],
		[null, ''],
		[576460000000000001n, '576460000000000001'],
		[['a', 'b'], 'a,b'],
		[{ code: 1 }, '{"code":1}'],
	])('%j is shown as %j', (text, shown) => expect(shownText(text)).toBe(shown));

	it('is cut where it is too long, never in the middle of a character', () => {
		expect(shownText('x'.repeat(500))).toBe('x'.repeat(500));
		expect(shownText('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
		expect(shownText(`${'x'.repeat(4)}😀`, 5)).toBe('xxxx…');
		expect(shownText('\u200B'.repeat(3), 8)).toBe('\\u200B\\u…');
	});

	it('holds no unseen character and is never too long, whatever it was', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.anything()),
				fc.integer({ min: 1, max: 50 }),
				(text, longest) => {
					const shown = shownText(text, longest);
					expect(shown).not.toMatch(HARMFUL);
					expect(shown.length).toBeLessThanOrEqual(longest + 1);
					expect(shownText(shown, longest + 1)).toBe(shown);
				},
			),
		);
	});
});
