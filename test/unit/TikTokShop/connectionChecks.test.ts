import {
	connectionChecks,
	NEEDED_SCOPES,
	type Checked,
} from '../../../nodes/TikTokShop/shops/connectionChecks';

const SHOP = {
	id: '7490000000000000001',
	code: 'USLC000001',
	name: 'Sunny Home',
	region: 'US',
	sellerType: 'LOCAL',
	cipher: 'c',
};

const fine: Checked = {
	authorization: {
		sellerName: 'Sunny Home',
		sellerBaseRegion: 'US',
		openId: 'o1',
		authorizationEndsAt: '2027-11-28T00:00:00.000Z',
		daysLeft: 365,
		accessTokenExpiresAt: '2026-12-05T00:00:00.000Z',
		grantedScopes: [...NEEDED_SCOPES.keys()],
		shops: [],
	},
	shops: [SHOP],
	site: 'US',
	clockAheadSeconds: 0,
};

const about = (check: string, changed: Partial<Checked>) =>
	connectionChecks({ ...fine, ...changed }).find((line) => line.check === check);
const authorization = (changed: Partial<Checked['authorization']>) => ({
	authorization: { ...fine.authorization, ...changed },
});

describe('the checks of a connection', () => {
	it('are all well where all is well, and say what was found', () => {
		const lines = connectionChecks(fine);
		expect(lines.map(({ ok, whatToDo }) => [ok, whatToDo])).toEqual(Array(6).fill([true, '']));
		expect(lines.map(({ found }) => found)).toEqual([
			'TikTok Shop answers; the app is authorised by Sunny Home · US',
			'Sunny Home · US · Local (USLC000001)',
			'US; shops: US · Local',
			'all 5 that are needed',
			'2027-11-28, in 365 days',
			"is TikTok Shop's",
		]);
	});

	it.each<[check: string, changed: Partial<Checked>, found: RegExp, whatToDo: RegExp]>([
		['Shops', { shops: [] }, /^none$/, /target shop/],
		['Authorized Site', { site: 'GLOBAL' }, /^Global; shops: US · Local$/, /other site.*US is for/],
		[
			'Authorized Site',
			{ shops: [{ ...SHOP, sellerType: 'CROSS_BORDER' }] },
			/^US; shops: US · Cross-Border$/,
			/Global for all others/,
		],
		[
			'Scopes',
			authorization({ grantedScopes: [...NEEDED_SCOPES.keys()].slice(0, 3) }),
			/^seller\.logistics is missing: .*; seller\.product\.basic is missing: /,
			/Partner Center.*Authorise again/,
		],
		['Authorisation ends', authorization({ daysLeft: 7 }), /in 7 days$/, /^Authorise again/],
		['Authorisation ends', authorization({ daysLeft: -3 }), /which is over$/, /^Authorise again/],
		['Clock of this machine', { clockAheadSeconds: 21 }, /^21 s ahead of/, /NTP/],
		['Clock of this machine', { clockAheadSeconds: -241 }, /^241 s behind/, /NTP/],
	])('%s is a fault with a way out: %o', (check, changed, found, whatToDo) => {
		expect(about(check, changed)).toEqual({
			check,
			ok: false,
			found: expect.stringMatching(found),
			whatToDo: expect.stringMatching(whatToDo),
		});
	});

	it.each<[check: string, changed: Partial<Checked>]>([
		['Authorisation ends', authorization({ daysLeft: 8 })],
		['Authorisation ends', authorization({ daysLeft: null, authorizationEndsAt: null })],
		['Scopes', authorization({ grantedScopes: [] })],
		['Clock of this machine', { clockAheadSeconds: 20 }],
		['Clock of this machine', { clockAheadSeconds: -240 }],
		['Clock of this machine', { clockAheadSeconds: undefined }],
		['Authorized Site', { site: undefined }],
	])('%s is no fault: %o', (check, changed) => {
		expect(about(check, changed)).toMatchObject({ ok: true, whatToDo: '' });
	});
});
