import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { OMS_CODES } from '../../../nodes/LingxingOms/transport/errors';
import {
	ALREADY_ARRANGED_CODES,
	CORRECTION_CLOSED_CODES,
	WRONG_CALL_CODE,
	CODES,
} from '../../../nodes/TikTokShop/transport/errors';
import { classifyError, KNOWN } from '../../../nodes/TikTokShop/fulfillment/send/errorCodes';

const page = readFileSync(resolve(__dirname, '../../../docs/service-codes.md'), 'utf8');
/** Rows of the table below a heading: code, what it means, what happens. */
const rowsBelow = (heading: string): string[][] =>
	page
		.split(`\n## ${heading}\n`)[1]
		.split('\n## ')[0]
		.split('\n')
		.filter((line) => /^\| \d/.test(line))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

const RENEWED = ['105001', '105002'];

function whatHappens(code: string): string {
	const { temporary, faultOf = 'item' } = CODES.get(code) ?? {};
	if (RENEWED.includes(code)) return 'renewed once';
	if (temporary) return temporary === 'item' ? 'tried again, this item' : 'tried again';
	return { run: 'ends the run', shop: 'stops the shop', item: 'stops the item' }[faultOf];
}

describe('docs/service-codes.md', () => {
	it('has a row for each general code of TikTok Shop, with what is done about it', () => {
		const expected = [...CODES].map(([code, { what }]) => [code, what, whatHappens(code)]);
		expect(rowsBelow('TikTok Shop: every call')).toEqual(expected);
	});

	it('has a row for each code by which TikTok Shop refuses a tracking number', () => {
		const expected = [...KNOWN.keys()].map((code) => {
			const step = classifyError(code);
			if (step.nextStep !== 'exception') return [code, '', step.nextStep];
			const more = CORRECTION_CLOSED_CODES.has(code) ? ', after one more look' : '';
			return [code, `\`${step.code}\`${more}`, step.hint ?? ''];
		});
		expect(rowsBelow('TikTok Shop: sending a tracking number')).toEqual(expected);
		for (const code of [...ALREADY_ARRANGED_CODES, WRONG_CALL_CODE]) expect(page).toContain(code);
	});

	it('has a row for each code of the OMS', () => {
		const expected = [...OMS_CODES].map(([code, { says, temporary, everyCall }]) => [
			code,
			says,
			temporary ? 'tried again' : everyCall ? 'ends the run' : 'stops what was asked for',
		]);
		expect(rowsBelow('Lingxing OMS')).toEqual(expected);
	});
});
