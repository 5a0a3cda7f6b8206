import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf } from './evaluate';

const WATCH = '10-authorization-watch.json';
const SHOPS = [
	{ id: '7490000000000000001', code: 'USLC000001' },
	{ id: '7490000000000000002', code: 'GBCB000001' },
];

const authorization = (more: IDataObject): IDataObject => ({
	sellerName: 'Sunny Home',
	openId: 'o1',
	authorizationEndsAt: '2026-12-24T00:00:00.000Z',
	daysLeft: 200,
	warnDaysBefore: [30, 7, 1],
	expectedShops: '',
	shops: SHOPS,
	...more,
});

const field = async (name: string, more: IDataObject) =>
	await evaluate(fieldOf(WATCH, 'What Is Wrong', name), { Input: [authorization(more)] });

describe('what the authorisation watch says of the end', () => {
	it.each<[days: number | null, says: RegExp]>([
		[null, /^$/],
		[31, /^$/],
		[
			30,
			/^The TikTok Shop authorisation of Sunny Home ends in 30 days, on 2026-12-24.*orders go on\.$/,
		],
		[1, /ends in 1 day, /],
		[0, /ends in less than a day, /],
		[-1, /has ended, on 2026-12-24.*: no order comes in\.$/],
		[-400, /has ended, /],
	])('%s days before it', async (daysLeft, says) => {
		expect(await field('ends', { daysLeft })).toMatch(says);
	});
});

describe('what the authorisation watch says of shops', () => {
	it.each<[what: string, given: IDataObject, says: RegExp]>([
		['all are there', { expectedShops: 'USLC000001, GBCB000001' }, /^$/],
		['an expected one is named by its ID', { expectedShops: '7490000000000000002' }, /^$/],
		['nobody said which are expected', {}, /^$/],
		[
			'one dropped out',
			{ expectedShops: 'USLC000001 GBCB000001', shops: SHOPS.slice(0, 1) },
			/does not cover GBCB000001: no order of this shop comes in\.$/,
		],
		[
			'two dropped out',
			{ expectedShops: 'DELC000001;USLC000001;GBCB000001', shops: SHOPS.slice(0, 1) },
			/does not cover DELC000001, GBCB000001: no order of these shops comes in\.$/,
		],
		['none is left', { shops: [] }, /covers no shop: no order comes in\.$/],
	])('%s', async (_, given, says) => {
		expect(await field('shopsMissing', given)).toMatch(says);
	});
});

describe('a warning of the authorisation watch', () => {
	const warnedAs = async (more: IDataObject) => await field('warnedAs', more);

	it('comes once for each of the days before the end', async () => {
		expect(await warnedAs({ daysLeft: 29 })).toBe(await warnedAs({ daysLeft: 8 }));
		expect(await warnedAs({ daysLeft: 7 })).not.toBe(await warnedAs({ daysLeft: 8 }));
	});

	it('comes every day once the authorisation has ended', async () => {
		const today = new Date().toISOString().slice(0, 10);
		expect(await warnedAs({ daysLeft: -1 })).toContain(`ended ${today.slice(0, 8)}`);
	});

	it('comes again when another shop drops out', async () => {
		const [first] = SHOPS;
		expect(await warnedAs({ shops: [first] })).not.toBe(await warnedAs({}));
	});
});
