import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { PROBLEM_CODES } from '../../../nodes/SkuMapping/mapping/rowProblems';
import { EXCEPTION_CODES, orderException } from '../../../nodes/shared/exceptions';

describe('the vocabulary of exceptions', () => {
	it.each(EXCEPTION_CODES)('%s brings a hint and says whether trying again is safe', (code) => {
		const exception = orderException(code, 'What happened.', { fact: 1 });
		expect(exception).toMatchObject({ code, message: 'What happened.', details: { fact: 1 } });
		expect(exception.hint).toMatch(/\.$/);
		expect(typeof exception.retrySafe).toBe('boolean');
	});

	it.each([
		['PLATFORM_SKU_EMPTY', 'SELLER_DTC_NO_SKU'],
		['SKU_NOT_MAPPED', 'SELLER_DTC_NO_SKU'],
		['RECIPIENT_INCOMPLETE', 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD'],
		['INSUFFICIENT_STOCK', 'SELLER_DTC_PRODUCT_OUT_OF_STOCK'],
		['OMS_REJECTED', 'APP_CALL_DTC_CREATE_ORDER_API_FAILED'],
		['CARRIER_NOT_PAIRED', 'UNSUPPORTED_CARRIER_TRACKING_NUMBER'],
		['CANCEL_REQUESTED', 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT'],
	] as const)("%s is for TikTok Shop's Quality Engine: %s", (code, reason) => {
		expect(orderException(code, '').incidentReason).toBe(reason);
	});

	/** Partner Center, appendix "Quality Engine incident reason code". */
	const REASON_CODES = [
		'SELLER_TIKTOKSHOP_AUTHORIZATION_REVOKED',
		'SELLER_UNINSTALLED_DTC_APP',
		'SELLER_NOT_GRANT_DTC_PERMISSION',
		'SELLER_DTC_STORE_UNAVAILABLE',
		'SELLER_TIKTOKSHOP_STORE_INACTIVE',
		'SELLER_DTC_NO_SKU',
		'SELLER_DTC_ABNORMAL_PRODUCT_STATUS',
		'SELLER_DTC_PRODUCT_OUT_OF_STOCK',
		'SELLER_TIKTOKSHOP_ORDER_AMOUNT_ZERO',
		'SELLER_APP_OWE_FEE',
		'SELLER_ABANDON_SYNC_TIKTOKSHOP_ORDER',
		'APP_MISSED_WEBHOOK',
		'APP_ORDER_RETRIEVE_API_FAILED',
		'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD',
		'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		'OTHER',
		'INVALID_TRACKING_NUMBER',
		'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		'FULFILL_UNIT_OR_ORDER_NUMBER_NOT_COMBINED_CORRECTLY',
		'FULFILL_UNIT_OR_ORDER_NUMBER_NOT_FOUND',
		'FULFILLMENT_FAILURE_DUE_TO_RATE_LIMIT',
		'FULFILLMENT_FAILURE_DUE_TO_NO_RETRY_LOGIC',
		'FULFILLMENT_FAILURE_DUE_TO_NO_API_CALL',
	];

	it.each(EXCEPTION_CODES)('%s brings a reason code of TikTok Shop, or none', (code) => {
		const { incidentReason } = orderException(code, '');
		expect([...REASON_CODES, undefined]).toContain(incidentReason);
	});

	it('has no incident reason where TikTok Shop knows none', () => {
		expect(orderException('ORDER_ON_HOLD', '')).not.toHaveProperty('incidentReason');
	});

	it('takes a better hint where the case knows one', () => {
		expect(orderException('SKU_NOT_MAPPED', '', {}, 'Do this.').hint).toBe('Do this.');
	});
});

describe('docs/exceptions.md', () => {
	const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'exceptions.md'), 'utf8');
	const rowOf = (code: string) =>
		page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${code}\``));

	it.each(EXCEPTION_CODES)('explains %s, with its incident reason', (code) => {
		const reason = rowOf(code)?.split('|')[5].trim();
		expect(reason).toBe(orderException(code, '').incidentReason ?? '');
	});

	it.each(EXCEPTION_CODES)('says of %s what the user does, in the words of the item', (code) => {
		expect(rowOf(code)).toContain(orderException(code, '').hint);
	});

	it.each(PROBLEM_CODES)('explains %s of Check Mapping', (code) => {
		expect(rowOf(code)).toBeDefined();
	});
});
