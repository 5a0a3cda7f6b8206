import { createHmac } from 'crypto';

import { compareTexts } from '../../shared/text';

/** What a signature is made of. */
export interface SignedParts {
	appKey: string;
	appSecret: string;
	/** Epoch seconds, ten digits, as text. */
	reqTime: string;
	/** `data` of the call, sorted by {@link sortKeys}. */
	data: unknown;
}

/**
 * The `authcode` of a call: lower-case hex HMAC-SHA256, keyed with the App Secret, of App Key + compact JSON of the
 * sorted data + request time (OMS API §1.2).
 */
export function authcode({ appKey, appSecret, reqTime, data }: SignedParts): string {
	const plain = `${appKey}${JSON.stringify(data)}${reqTime}`;
	return createHmac('sha256', appSecret).update(plain, 'utf8').digest('hex');
}

/**
 * A copy with the keys of every object at every depth in ascending order, letter case ignored; lists keep their order,
 * fields without a value are left out (OMS API §1.2).
 */
export function sortKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined && inner !== null)
			.sort(([a], [b]) => compareTexts(a.toLowerCase(), b.toLowerCase()) || compareTexts(a, b))
			.map(([key, inner]) => [key, sortKeys(inner)]),
	);
}
