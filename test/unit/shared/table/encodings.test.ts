import { decodeFile } from '../../../../nodes/shared/table/decode';
import { isGarbled } from '../../../../nodes/shared/table/garbled';

/** Bytes as another program wrote them, by their hexadecimal codes. */
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/ /g, ''), 'hex'));
const file = (...parts: Array<string | Uint8Array>) =>
	Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const cell = (hex: string) => file('store_code,platform_sku\r\nUS01,', bytes(hex), '\r\n');
const textOf = (given: Uint8Array, encoding?: string) => {
	const decoded = decodeFile(given, encoding);
	return 'text' in decoded ? decoded.text.split(/[,\r\n]+/)[3] : decoded.problem;
};

describe('the encoding of a text file', () => {
	it.each([
		['UTF-8', 'e9a9ace5858b', '马克'],
		[
			'Windows-1252, where every other encoding gives the same',
			'4d5547209620424c554599',
			'MUG – BLUE™',
		],
		['GBK', 'b1add7d32dbaecc9ab', '杯子-红色'],
		['Shift-JIS', '837d834f2d90c2', 'マグ-青'],
		['Big5', 'a5d5a6e2b14d', '白色專'],
	])('%s is found out', (_, hex, text) => {
		expect(textOf(cell(hex))).toBe(text);
	});

	it('is told by the byte order mark, whatever was chosen', () => {
		const utf8 = file(bytes('efbbbf'), cell('e9a9ac'));
		const content = 'store_code,platform_sku\r\nUS01,马\r\n';
		const little = file(bytes('fffe'), Buffer.from(content, 'utf16le'));
		const big = file(bytes('feff'), Buffer.from(content, 'utf16le').swap16());
		for (const each of [utf8, little, big]) expect(textOf(each, 'windows-1252')).toBe('马');
	});

	it('UTF-16 is found out without its mark', () => {
		const content = Buffer.from('store_code,platform_sku\r\nUS01,马\r\n', 'utf16le');
		expect(textOf(content)).toBe('马');
		expect(textOf(Buffer.from(content).swap16())).toBe('马');
	});

	it.each([
		['windows-1250', 'f1', 'ń'],
		['windows-1252', 'f1', 'ñ'],
		['windows-1252', '96', '–'],
		['windows-1254', 'fe', 'ş'],
		['windows-1258', 'd5', 'Ơ'],
		['windows-874', 'a1a2', 'กข'],
		['windows-1251', 'cae0', 'Ка'],
		['gb18030', 'c2ed', '马'],
		['big5', 'b0a8', '馬'],
		['shift_jis', '90c2', '青'],
		['euc-kr', 'b0a1', '가'],
	])('%s is read where it is chosen: %s is %s', (encoding, hex, text) => {
		expect(textOf(cell(hex), encoding)).toBe(text);
	});

	it('that is not certain is asked for, with what it may be, and nothing is read', () => {
		expect(textOf(cell('50e971f161'))).toBe(
			'The file is not UTF-8, and its encoding is not certain; it may be Western European (Windows-1252) or Central European (Windows-1250). Choose the encoding, or save it as "CSV UTF-8" in the spreadsheet program',
		);
	});

	it('of a few Chinese characters may be several, and is asked for', () => {
		expect(textOf(cell('c2edbfcbb1ad'))).toMatch(
			/may be Simplified Chinese .* or Traditional Chinese .*\. Choose the encoding/,
		);
	});

	it('that cannot be the chosen one is refused', () => {
		expect(textOf(cell('ff'), 'utf-8')).toBe(
			'The file is not in the encoding UTF-8. Choose another one, or save it as "CSV UTF-8" in the spreadsheet program',
		);
		expect(textOf(cell('41'), 'no-such')).toMatch(/is no encoding that can be read/);
	});

	it.each([
		['504b0304', 'workbook (XLSX)'],
		['d0cf11e0', 'old workbook (XLS)'],
		['255044462d', 'PDF'],
	])('a file that begins with %s is told to be a %s', (hex, what) => {
		expect(textOf(bytes(hex))).toContain(what);
	});
});

describe('garbled text', () => {
	it.each([
		'CAFÃ©',
		'MUG â€“ BLUE',
		'x\uFFFD',
		'x\u0096',
		'ï»¿A',
		'ÂíÏ×',
		'Âí¿Ë±­',
		'ƒ}ƒO',
		'é©¬',
		'РјСѓРі',
		'GRÃœN',
	])('%j is told', (text) => expect(isGarbled(text)).toBe(true));

	it.each([
		'CAFÉ',
		'Ñandú',
		'Señor–Büro',
		'ÀÉÎ',
		'马克杯',
		'マグ',
		'Кружка',
		'Cốc xanh',
		'แก้ว',
		'24" ½',
		'A™',
		'Größe',
		'naïveté',
		'ŁÓDŹ',
		'ğüşiöç',
	])('%j is text', (text) => expect(isGarbled(text)).toBe(false));
});
