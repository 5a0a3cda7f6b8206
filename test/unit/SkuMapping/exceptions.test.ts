import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { PROBLEM_CODES } from '../../../nodes/SkuMapping/problems';
import { EXCEPTION_CODES, orderException } from '../../../nodes/shared/exceptions';

describe('the vocabulary of exceptions', () => {
	it.each(EXCEPTION_CODES)('%s brings a hint and says whether trying again is safe', (code) => {
		const exception = orderException(code, 'What happened.', { fact: 1 });
		expect(exception).toMatchObject({ code, message: 'What happened.', details: { fact: 1 } });
		expect(exception.hint).toMatch(/\.$/);
		expect(typeof exception.retrySafe).toBe('boolean');
	});

	it.each([
		['PLATFORM_SKU_EMPTY', 'no SKU'],
		['SKU_NOT_MAPPED', 'no SKU'],
		['RECIPIENT_INCOMPLETE', 'incomplete order data'],
		['INSUFFICIENT_STOCK', 'out of stock'],
		['OMS_REJECTED', 'target create-order call failed'],
		['CARRIER_NOT_PAIRED', 'unsupported carrier'],
		['CANCEL_REQUESTED', 'order not eligible'],
	] as const)("%s is what TikTok Shop's Quality Engine calls: %s", (code, reason) => {
		expect(orderException(code, '').incidentReason).toBe(reason);
	});

	it('has no incident reason where TikTok Shop knows none', () => {
		expect(orderException('ORDER_ON_HOLD', '')).not.toHaveProperty('incidentReason');
	});

	it('takes a better hint where the case knows one', () => {
		expect(orderException('SKU_NOT_MAPPED', '', {}, 'Do this.').hint).toBe('Do this.');
	});
});

describe('the README', () => {
	const readme = readFileSync(resolve(__dirname, '..', '..', '..', 'README.md'), 'utf8');
	const exceptions = readme.slice(readme.indexOf('\n## Exceptions\n'));
	const rowOf = (code: string, text = readme) =>
		text.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${code}\``));

	it.each(EXCEPTION_CODES)('explains %s, with its incident reason', (code) => {
		const reason = rowOf(code, exceptions)?.split('|')[2].trim();
		expect(reason).toBe(orderException(code, '').incidentReason ?? '');
	});

	it.each(PROBLEM_CODES)('explains %s of Check Mapping', (code) => {
		expect(rowOf(code)).toBeDefined();
	});
});
