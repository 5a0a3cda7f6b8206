import { readText } from '../../../../nodes/shared/table/cells';
import { doubtfulCharacters, skeleton, visible } from '../../../../nodes/shared/table/doubtful';

describe('an error of a spreadsheet in a cell', () => {
	it.each([
		'#N/A',
		'#REF!',
		'#VALUE!',
		'#NAME?',
		'#DIV/0!',
		'#NULL!',
		'#NUM!',
		'#SPILL!',
		'#CALC!',
		'#ERROR!',
		'#NV',
		'#BEZUG!',
		'#WERT!',
		'#¡REF!',
		'#¿NOMBRE?',
		'#¡DIV/0!',
		'#N/D',
		'#VALEUR!',
		'#NOM?',
		'#RIF!',
		'#NÚM!',
		'#ССЫЛКА!',
		'#Н/Д',
		'#YOK',
		'#DEĞER!',
		'Err:502',
		'########',
		' #ref! ',
	])('%s is refused, with the cell', (text) => {
		expect(readText('system_sku', text)).toEqual({
			code: 'CELL_ERROR',
			reason: `system_sku holds ${text.trim()}, an error of the spreadsheet. Correct its formula, or write the value itself`,
		});
	});

	it.each(['#1', '#A-12', 'A#REF!', '#', '##', 'ERR-502', '#RED', '#12!'])(
		'%s is a SKU',
		(text) => {
			expect(readText('system_sku', text)).toEqual({ value: text });
		},
	);
});

describe('a character that cannot be seen or looks like another one', () => {
	it.each([
		['A\u200B', 'a zero-width space (U+200B)'],
		['A\u00ADB', 'a soft hyphen (U+00AD)'],
		['A\u2011B', 'a non-breaking hyphen (U+2011)'],
		['A\u2013B', 'an en dash (U+2013)'],
		['A\u00A0B', 'a no-break space (U+00A0)'],
		['A\u2060B', 'a word joiner (U+2060)'],
		['ＡＢ－０１', 'a full-width hyphen (U+FF0D)'],
		['ＡＢ', 'full-width'],
		['МUG', 'U+041C'],
	])('%j is told', (text, what) => {
		expect(doubtfulCharacters(text)).toContain(what);
	});

	it.each(['A-B', 'CAFÉ', '马克杯', 'МУГ', 'Größe', 'A B', 'แก้ว'])('%j is fine', (text) => {
		expect(doubtfulCharacters(text)).toBeUndefined();
	});

	it.each([
		['A\u200B', 'a'],
		['A\u2011B', 'A-B'],
		['ＡＢ－０１', 'AB-01'],
		['МUG', 'mug'],
		['A \u00A0B', 'AB'],
		['A\u00ADB', 'AB'],
	])('%j looks like %s', (text, other) => expect(skeleton(text)).toBe(skeleton(other)));

	it('is written out in messages', () => expect(visible('A\u200BB')).toBe('A[zero-width space]B'));
});
