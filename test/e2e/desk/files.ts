import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { MappingRow } from '../../sandbox';
import type { UploadedFile } from './form';

const SAMPLES = resolve(__dirname, '..', '..', '..', 'workflows-templates', 'samples');
const HEADER = 'store_code,platform_sku,system_sku,quantity';

/** A file that comes with the templates. */
export function sample(name: string): UploadedFile {
	return { name, data: readFileSync(join(SAMPLES, name)) };
}

export function csv(rows: readonly string[], encoding: BufferEncoding = 'utf8'): UploadedFile {
	const text = [HEADER, ...rows].map((row) => `${row}\n`).join('');
	return { name: 'mapping.csv', data: Buffer.from(text, encoding) };
}

export function csvRow({ store_code, platform_sku, system_sku, quantity }: MappingRow): string {
	return [store_code, platform_sku, system_sku, quantity].join(',');
}

/** What Excel writes in front of "CSV UTF-8". */
export function withByteOrderMark({ name, data }: UploadedFile): UploadedFile {
	return { name, data: Buffer.concat([Buffer.from('\uFEFF'), data]) };
}

/** A file and the last page's text about its rows, by row number in the file. */
export interface BadFile {
	what: string;
	file: UploadedFile;
	says: RegExp[];
}

export const BAD_FILES: readonly BadFile[] = [
	{
		what: 'a shortened SKU, a quantity that may mean two things, a row twice, a formula',
		file: csv([
			'*,1.23E+18,SYS-A,1',
			'*,B,SYS-B,"1,5"',
			'*,C,SYS-C,1',
			'*,C,SYS-C,1',
			'*,=D,SYS-D,1',
		]),
		says: [
			/4 of 5 rows cannot be used/,
			/2 \| Row 2: platform_sku "1\.23E\+18" is a long number/,
			/3 \| Row 3: quantity "1,5" is not a whole number/,
			/5 \| Row 5: it repeats row 4/,
			/6 \| Row 6: platform_sku "=D" begins like a formula/,
		],
	},
	{
		what: 'a Windows-1252 file read as UTF-8',
		file: csv(['*,PLAIN,SYS-P,1', '*,CAFÉ,SYS-C,1'], 'latin1'),
		says: [/not in the encoding UTF-8/],
	},
	{
		what: 'a title above the header, and a row without its system SKU',
		file: {
			name: 'mapping.csv',
			data: Buffer.from(`Our mapping,,,\n${HEADER}\n*,T,SYS-T,1\n*,U,,1\n`),
		},
		says: [/4 \| Row 4: system_sku is empty/],
	},
	{
		what: 'columns of something else',
		file: { name: 'mapping.csv', data: Buffer.from('sku,stock\nA,1\n') },
		says: [
			/There are no columns platform_sku, system_sku and quantity\. Columns found: "sku", "stock"/,
		],
	},
	{
		what: 'a row that lacks cells',
		file: csv(['*,A,SYS-A,1', '*,B']),
		says: [/3 \| Row 3: system_sku is empty/],
	},
	{
		what: 'an empty file',
		file: { name: 'mapping.csv', data: new Uint8Array() },
		says: [/it is empty/],
	},
	{
		what: 'no spreadsheet under the name of one',
		file: { name: 'mapping.xlsx', data: Buffer.from('hello') },
		says: [/no rows/],
	},
];
