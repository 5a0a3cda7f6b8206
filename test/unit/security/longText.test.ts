import { labelOfText } from '../../../nodes/LingxingOms/outbound/create/label';
import { parcelLines, toOutboundOrder } from '../../../nodes/LingxingOms/outbound/outboundOrder';
import { rowErrorOf, saysExists } from '../../../nodes/LingxingOms/outbound/create/rowErrors';
import * as omsErrors from '../../../nodes/LingxingOms/transport/errors';
import { numberOf, parseLossless, textOf } from '../../../nodes/LingxingOms/transport/json';
import { fromOmsTime } from '../../../nodes/LingxingOms/transport/time';
import { urlProblem, fileUrlProblem } from '../../../nodes/shared/url';
import { parseJson } from '../../../nodes/shared/json';
import { parseRetryAfter } from '../../../nodes/shared/retry';
import { redactedText } from '../../../nodes/shared/redact';
import { readFactor } from '../../../nodes/SkuMapping/mapping/cells';
import { readFilledText, readText } from '../../../nodes/shared/table/cells';
import {
	normalizeName,
	readPairing,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairingTable';
import { cleanTrackingNumber } from '../../../nodes/TikTokShop/orders/trackingNumber';
import { explain as explainTikTok } from '../../../nodes/TikTokShop/transport/explain';
import { refreshError } from '../../../nodes/TikTokShop/transport/refreshError';
import { codeIn, tokensOf } from '../../../nodes/TikTokShop/transport/tokens';

const apiError = (message: string) => ({ status: 400, code: '36009004', message, requestId: '' });

/** Every function that reads a text of a service or a table. */
const READERS: Record<string, (text: string) => unknown> = {
	urlProblem: (text) => urlProblem(`https://${text}`),
	cleanTrackingNumber,
	codeIn: (text) => orFault(() => codeIn(text)),
	fileUrlProblem: (text) => fileUrlProblem(`https://${text}`, 'https://example.com'),
	fromOmsTime: (text) => fromOmsTime(text, '+08:00'),
	labelOfText,
	numberOf,
	'OMS explain': (message) => omsErrors.explain({ status: 200, code: '', message }),
	parcelLines,
	parseJson,
	parseLossless,
	'parseLossless inside of an answer': (text) => parseLossless(`{"code":200,"msg":"${text}`),
	parseRetryAfter: (text) => parseRetryAfter(text, 0),
	normalizeName,
	readFactor: (text) => readFactor('quantity', text),
	readPairing: (text) => readPairing([{ carrier: text, shipping_provider_name: text }]),
	readFilledText: (text) => readFilledText('system_sku', text),
	readText: (text) => readText('store_code', text),
	refreshError: (text) => refreshError({ message: text, body: text }),
	rowErrorOf,
	saysExists,
	redactedText: (text) => redactedText(text, [text.slice(0, 40)]),
	textOf,
	'TikTok Shop explain': (message) => explainTikTok(apiError(message)),
	tokensOf: (text) =>
		orFault(() => tokensOf({ access_token: text, refresh_token: text, seller_name: text }, 0)),
	toOutboundOrder: (text) =>
		toOutboundOrder({ thirdOrderNo: text, status: text, orderCreateTime: text }, '+08:00'),
};

function orFault(read: () => unknown): unknown {
	try {
		return read();
	} catch (failure) {
		return failure;
	}
}

/** Texts for which a pattern that backtracks needs minutes. */
const HOSTILE: ReadonlyArray<[name: string, part: string]> = [
	['blanks', ' '],
	['digits', '1'],
	['hexadecimal digits', 'a'],
	['zeros behind a point', '1.0'],
	['stars', '*'],
	['stars and blanks', '* '],
	['quantities', '*1 '],
	['quotation marks', '"'],
	['escaped quotation marks', '\\"'],
	['backslashes', '\\'],
	['slashes', '/'],
	['equals signs', '='],
	['minus signs', '-'],
	['points', '.'],
	['brackets', '['],
	['objects in objects', '{"a":'],
	['commas', ','],
	['line ends', '\r\n'],
	['data addresses', 'data:'],
	['queries', '&code='],
];

const LENGTH = 300_000;

describe.each(Object.entries(READERS))('%s reads in one go', (_, read) => {
	it.each(HOSTILE)('%s', (__, part) => {
		const text = part.repeat(LENGTH / part.length);
		for (const hostile of [text, `x${text}`, `${text}x`, `*${text}x`]) {
			expect(orFault(() => read(hostile))).not.toBeInstanceOf(RangeError);
		}
	});
});

describe('an answer that is nested without end', () => {
	it.each([
		['lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
		['objects', (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
	])('is no answer (%s); what a service may answer is', (_, nested) => {
		for (const parse of [parseJson, parseLossless]) {
			expect(parse(nested(100))).toBeDefined();
			for (const depth of [101, 10_000, 1_000_000]) expect(parse(nested(depth))).toBeUndefined();
		}
	});

	it('brackets in a text do not count', () => {
		const text = '['.repeat(1_000);
		expect(parseJson(JSON.stringify({ text: `\\"${text}"` }))).toEqual({ text: `\\"${text}"` });
	});
});

describe('a long text of the OMS is read in one go', () => {
	it.each([
		['blanks', ' '],
		['letters', 'A'],
		['stars', '*'],
		['stars and blanks', '* '],
		['SKUs without an end', 'A * '],
		['digits', '1'],
		['quantities without an end', '*1'],
		['commas', ','],
	])('%s: no line, or the ones that are there', (_, part) => {
		expect(parcelLines(`${part.repeat(LENGTH / part.length)}x`)).toEqual([]);
	});

	it('many lines', () => {
		const lines = parcelLines('SYS-A * 2 , '.repeat(20_000));
		expect(lines).toHaveLength(20_000);
		expect(lines[19_999]).toEqual({ systemSku: 'SYS-A', quantity: 2 });
	});

	it.each([
		['"', '"'],
		['backslashes', '\\'],
		['line ends behind backslashes', '"\\\n'],
		['digits', '1'],
		['braces', '{'],
		['brackets', '['],
	])('%s: an answer that is no JSON', (_, part) => {
		expect(() => parseLossless(`1234567890123456,${part.repeat(LENGTH)}`)).not.toThrow();
	});
});
