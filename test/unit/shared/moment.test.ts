import { DateTime } from 'luxon';

import { momentIn } from '../../../nodes/shared/moment';

const at = (iso: string) => Date.parse(iso);
const NOON = at('2026-11-05T12:00:00Z');

describe('a wall clock without a zone is meant in the time zone of the workflow', () => {
	it.each([
		['Asia/Shanghai', '2026-11-05T00:00:00', '2026-11-04T16:00:00Z'],
		['UTC', '2026-11-05T00:00:00', '2026-11-05T00:00:00Z'],
		['America/New_York', '2026-10-31T12:00:00', '2026-10-31T16:00:00Z'],
		['America/New_York', '2026-11-01T12:00:00', '2026-11-01T17:00:00Z'],
		['America/New_York', '2026-11-05', '2026-11-05T05:00:00Z'],
		['America/New_York', '20261105', '2026-11-05T05:00:00Z'],
		// The hour that summer time leaves out.
		['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00Z'],
		['Asia/Shanghai', ' 2026-11-05 08:30:00 ', '2026-11-05T00:30:00Z'],
	])('%s: %s', (zone, text, expected) => {
		expect(momentIn(zone, text)).toBe(at(expected));
	});
});

it.each([
	['ISO with a zone', '2026-11-05T20:00:00+08:00'],
	['ISO in UTC', '2026-11-05T12:00:00.000Z'],
	['SQL with a zone', '2026-11-05 12:00:00 UTC'],
	['RFC 2822', 'Thu, 05 Nov 2026 20:00:00 +0800'],
	['what JavaScript writes', 'Thu Nov 05 2026 20:00:00 GMT+0800 (China Standard Time)'],
	['a Date', new Date(NOON)],
	['a DateTime of another zone', DateTime.fromMillis(NOON, { zone: 'Asia/Tokyo' })],
	['epoch seconds', NOON / 1_000],
	['epoch milliseconds', NOON],
	['epoch seconds as text', String(NOON / 1_000)],
	['epoch milliseconds as text', String(NOON)],
])('%s is the moment that it names, whatever the zone', (_, value) => {
	for (const zone of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
		expect(momentIn(zone, value)).toBe(NOON);
	}
});

it.each([
	'yesterday',
	'11/05/2026',
	'05.11.2026 10:00',
	'12:30',
	'2026',
	'',
	'2026-13-01',
	0,
	42,
	-1,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	1e18,
	true,
	null,
	undefined,
	{},
	[],
	new Date(Number.NaN),
	DateTime.invalid('none'),
])('%p is no date', (value) => {
	expect(momentIn('Asia/Shanghai', value)).toBeUndefined();
});
