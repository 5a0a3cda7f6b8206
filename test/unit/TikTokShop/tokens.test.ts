import { nextGrant, type StoredSession } from '../../../nodes/TikTokShop/transport/session';
import {
	codeIn,
	expiryMoment,
	fingerprint,
	obtainTokens,
	tokensIn,
} from '../../../nodes/TikTokShop/transport/tokens';

const NOW = 1_795_000_000;
const app = { authHost: 'https://auth.example.com', appKey: 'key', appSecret: 'top-secret' };

const answer = (changed: object = {}) => ({
	code: 0,
	message: 'success',
	request_id: 'r',
	data: {
		access_token: 'A',
		access_token_expire_in: NOW + 604_800,
		refresh_token: 'R',
		refresh_token_expire_in: 4_854_580_847,
		open_id: 'o',
		seller_name: 'Sunny Home',
		seller_base_region: 'US',
		user_type: 0,
		granted_scopes: ['seller.order.info'],
		...changed,
	},
});

describe('what the user pastes', () => {
	it.each([
		['the whole redirected URL', 'https://example.com/cb?app_key=k&code=ROW_abc&locale=en&state=x'],
		['its query', 'code=ROW_abc&state=x'],
		['the code alone', '  ROW_abc '],
		['a URL with a fragment', 'https://example.com/cb?code=ROW_abc#top'],
	])('%s gives the code', (_, pasted) => {
		expect(codeIn(pasted)).toBe('ROW_abc');
	});

	it.each([
		[
			'a refusal',
			'https://example.com/cb?code=null&error=auth_denied',
			'refused the authorisation',
		],
		['code=null alone', 'https://example.com/cb?code=null&state=x', 'refused the authorisation'],
		['a URL without code', 'https://example.com/cb?state=x', 'no authorisation code'],
		['two words', 'not a code', 'no authorisation code'],
	])('%s is answered in words', (_, pasted, message) => {
		expect(() => codeIn(pasted)).toThrow(message);
	});
});

describe('the answer of the token host', () => {
	it('names moments, although they are called "expire in"; they may exceed 32 bits', () => {
		expect(tokensIn(answer(), NOW)).toMatchObject({
			accessToken: 'A',
			accessTokenExpiresAt: NOW + 604_800,
			refreshTokenExpiresAt: 4_854_580_847,
			issuedAt: NOW,
			grantedScopes: ['seller.order.info'],
		});
	});

	it.each([
		[604_800, NOW + 604_800],
		[NOW + 5, NOW + 5],
		['soon', 0],
	])('expiry %s means %s', (value, moment) => {
		expect(expiryMoment(value, NOW)).toBe(moment);
	});

	it.each([
		[{ code: 36004004, message: 'Invalid auth code' }, 'works once and for 30 minutes'],
		[{ code: 36004005, message: 'no record' }, 'has no such authorisation any more'],
		[{ code: 36004001, message: 'expired' }, 'the authorisation has ended'],
		[{ code: 98001004, message: 'bad' }, 'Compare app key and app secret'],
		[{ code: 36009033, message: 'ip' }, 'IP allow list'],
		[answer({ user_type: 1 }), 'creator account'],
		[answer({ access_token: undefined }), 'without tokens'],
		[answer({ refresh_token: 'R\ud83d' }), 'without tokens'],
		[answer({ access_token: 'A\u0000 B' }), 'without tokens'],
		['<html>', 'refused the request'],
	])('%j is answered in words', (given, message) => {
		expect(() => tokensIn(given, NOW)).toThrow(message);
	});
});

describe('tokens', () => {
	const session = (changed: Partial<StoredSession> = {}): StoredSession => ({
		appKey: 'key',
		appSecret: 'top-secret',
		authorizationCode: 'CODE',
		exchangedCode: fingerprint('CODE'),
		accessToken: 'A',
		accessTokenExpiresAt: NOW + 86_400,
		refreshToken: 'R',
		issuedAt: NOW - 60,
		...changed,
	});

	it.each([
		['a code not exchanged yet', { exchangedCode: '' }, { kind: 'code', code: 'CODE' }],
		['fresh tokens', {}, undefined],
		[
			'an access token about to expire',
			{ issuedAt: NOW - 604_700, accessTokenExpiresAt: NOW + 100 },
			{ kind: 'refresh', refreshToken: 'R' },
		],
		['no access token', { accessToken: '' }, { kind: 'refresh', refreshToken: 'R' }],
		['tokens of yesterday', { issuedAt: NOW - 86_400 }, { kind: 'refresh', refreshToken: 'R' }],
	])('with %s, what is asked for is known', (_, changed, grant) => {
		expect(nextGrant(session(changed), NOW)).toEqual(grant);
	});

	it('neither code nor refresh token: the message says how to authorise', () => {
		const empty = session({ authorizationCode: '', accessToken: '', refreshToken: '' });
		expect(() => nextGrant(empty, NOW)).toThrow('not authorised yet');
	});

	it.each([
		['US', 'https://services.us.tiktokshop.com/open/authorize?service_id=7172'],
		['GLOBAL', 'https://services.tiktokshop.com/open/authorize?service_id=7172'],
	])('with a Service ID of the site %s it says which link to open', (appRegion, link) => {
		const empty = session({ authorizationCode: '', accessToken: '', refreshToken: '' });
		const given = { ...empty, appRegion, serviceId: ' 7172 ' };
		expect(() => nextGrant(given, NOW)).toThrow(`Open ${link} and agree as the seller.`);
	});

	it('are asked for once by all that need them at the same time', async () => {
		const urls: string[] = [];
		const ask = async (url: string) => {
			urls.push(url);
			await Promise.resolve();
			return answer();
		};
		const grant = { kind: 'refresh', refreshToken: 'shared' } as const;
		const all = await Promise.all(
			Array.from({ length: 6 }, async () => await obtainTokens(app, grant, ask, () => NOW * 1_000)),
		);
		expect(urls).toHaveLength(1);
		expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['A']));
	});

	it('that could not be asked for are asked for again, and the message holds no secret', async () => {
		let calls = 0;
		const ask = async () => {
			calls += 1;
			throw new Error(`https://auth?app_secret=${app.appSecret}`);
		};
		const grant = { kind: 'refresh', refreshToken: 'unlucky' } as const;
		for (let attempt = 0; attempt < 2; attempt++) {
			const failure = await obtainTokens(app, grant, ask, () => NOW * 1_000).catch(
				(error: Error) => error,
			);
			expect(failure).toMatchObject({ temporary: true });
			expect(String(failure) + JSON.stringify(failure)).not.toContain(app.appSecret);
		}
		expect(calls).toBe(2);
	});
});
