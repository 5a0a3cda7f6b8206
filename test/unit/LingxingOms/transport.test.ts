import { chunk } from 'lodash';

import fc from 'fast-check';

import {
	explain,
	isSuccess,
	isTemporary,
	mayHaveBeenAccepted,
	testMessages,
} from '../../../nodes/LingxingOms/transport/errors';
import { parseLossless } from '../../../nodes/LingxingOms/transport/json';
import { KeyedMutex } from '../../../nodes/shared/keyedMutex';
import { fromOmsTime, toIso, toOmsTime, ZONES } from '../../../nodes/LingxingOms/transport/time';

describe('answers', () => {
	it('keep order numbers of 19 digits that come as numbers, and everything else as it is', () => {
		const text =
			'{"data":[{"outboundOrderNo":1187000000000065537,"w":0.45,"n":-3,"t":"1187000000000065537\\" x 1187000000000065537"}],"code":200}';
		expect(parseLossless(text)).toEqual({
			data: [
				{
					outboundOrderNo: '1187000000000065537',
					w: 0.45,
					n: -3,
					t: '1187000000000065537" x 1187000000000065537',
				},
			],
			code: 200,
		});
	});

	it('that are no JSON are undefined', () => {
		expect(parseLossless('<html>502</html>')).toBeUndefined();
	});

	it('of any JSON without long numbers read as JSON.parse reads them', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify({ value, long: '12345678901234567890' });
				const plain = JSON.parse(text, (_, each: unknown) =>
					typeof each === 'number' && Number.isInteger(each) && !Number.isSafeInteger(each)
						? expect.anything()
						: each,
				) as object;
				expect(parseLossless(text)).toEqual(plain);
			}),
		);
	});

	it.each([
		[200, '200', true],
		[200, '100007', false],
		[500, '200', false],
		[200, '', false],
		[200, '0', false],
	])('HTTP %s with code "%s": success is %s (OMS API §1.3)', (status, code, expected) => {
		expect(isSuccess(status, code)).toBe(expected);
	});
});

describe('refusals', () => {
	it.each([
		['no answer', { status: 0, code: '' }, true, true],
		['never connected', { status: 0, code: '', unreached: true }, true, false],
		['HTTP 429', { status: 429, code: '' }, true, false],
		['HTTP 503', { status: 503, code: '' }, true, true],
		['too many calls', { status: 200, code: '200001' }, true, false],
		['request time', { status: 200, code: '100002' }, true, false],
		['nothing from inside', { status: 200, code: '100011' }, true, true],
		['signature', { status: 200, code: '100007' }, false, false],
		['signature, other family', { status: 200, code: '11006' }, false, false],
		['permission', { status: 200, code: '100010' }, false, false],
		['too many rows', { status: 200, code: '10002' }, false, false],
		['unknown code', { status: 200, code: '999' }, false, false],
		['no envelope', { status: 200, code: '' }, false, true],
	])('%s: temporary and ambiguous as the contract says', (_, apiError, temporary, ambiguous) => {
		const full = { message: '', ...apiError };
		expect([isTemporary(full), mayHaveBeenAccepted(full)]).toEqual([temporary, ambiguous]);
	});

	it('say what happened, with code and words of the OMS, and the way out', () => {
		const { message, hint } = explain({ status: 200, code: '100010', message: '没有该接口的权限' });
		expect(message).toBe(
			'The OMS does not let this account use the API (100010: 没有该接口的权限)',
		);
		expect(hint).toContain('operator of the warehouse');
	});

	it('never use the words n8n advises against', () => {
		const texts = [
			...testMessages().map(({ message }) => message),
			...[0, 404, 429, 503].flatMap((status) =>
				Object.values(explain({ status, code: '', message: '' })),
			),
			...Object.values(explain({ status: 200, code: '777', message: '' })),
		];
		for (const text of texts) expect(text).not.toMatch(/\b(error|problem|failure|mistake)/i);
	});
});

describe('times', () => {
	const MOMENT = Date.parse('2026-11-24T20:30:15.789Z');

	it.each([
		['+08:00', '2026-11-25 04:30:15'],
		['+00:00', '2026-11-24 20:30:15'],
		['-08:00', '2026-11-24 12:30:15'],
		['+05:30', '2026-11-25 02:00:15'],
	])('in %s', (zone, text) => {
		expect(toOmsTime(MOMENT, zone)).toBe(text);
		expect(toIso(text, zone)).toBe('2026-11-24T20:30:15.000Z');
	});

	it.each(['', null, undefined, '2026-13-40 99:99:99', '24.11.2026', 0])(
		'%p is no time',
		(text) => {
			expect(fromOmsTime(text, '+08:00')).toBeUndefined();
		},
	);

	it('come back as they went, in every zone', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4_000_000_000 }),
				fc.constantFrom(...ZONES),
				(second, zone) => fromOmsTime(toOmsTime(second * 1_000, zone), zone) === second * 1_000,
			),
		);
	});
});

describe('calls of one App Key', () => {
	it('go one at a time, in order, and one that throws holds nobody up', async () => {
		const queue = new KeyedMutex();
		const events: string[] = [];
		const work =
			(name: string, fails = false) =>
			async () => {
				events.push(`${name} starts`);
				await Promise.resolve();
				events.push(`${name} ends`);
				if (fails) throw new Error(name);
			};
		const results = await Promise.allSettled([
			queue.run('key', work('first', true)),
			queue.run('key', work('second')),
		]);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
		expect(events).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
	});
});

it('a list is cut into parts, nothing lost', () => {
	expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
	expect(chunk([], 2)).toEqual([]);
});
