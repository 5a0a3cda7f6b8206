import { describeAuthorization } from '../../../nodes/TikTokShop/shops/authorization';
import { assertSameSeller } from '../../../nodes/TikTokShop/shops/seller';
import { sessionOf } from '../../../nodes/TikTokShop/transport/oauth2Session';
import { isTemporary, mayHaveBeenAccepted } from '../../../nodes/TikTokShop/transport/errors';
import { explain } from '../../../nodes/TikTokShop/transport/explain';
import { refreshError } from '../../../nodes/TikTokShop/transport/refreshError';
import { isUsable } from '../../../nodes/TikTokShop/transport/session';

const NOW = 1_795_000_000;
const DAY = 86_400;
const credential = { site: 'US', clientId: 'key', clientSecret: 'top-secret' };
const tokens = {
	token_type: 'bearer',
	issued_at: NOW,
	access_token: 'A',
	access_token_expire_in: NOW + 7 * DAY,
	refresh_token: 'R',
	refresh_token_expire_in: 4_854_580_847,
	open_id: 'o',
	seller_name: 'Sunny Home',
	user_type: 0,
	granted_scopes: ['seller.order.info', 'seller.logistics'],
	callbackQueryString: { locale: 'en' },
};

describe('a connected credential', () => {
	it('holds the same facts as a pasted one', () => {
		expect(sessionOf({ ...credential, oauthTokenData: tokens })).toMatchObject({
			appKey: 'key',
			appSecret: 'top-secret',
			site: 'US',
			accessToken: 'A',
			accessTokenExpiresAt: NOW + 7 * DAY,
			refreshTokenExpiresAt: 4_854_580_847,
			sellerName: 'Sunny Home',
			grantedScopes: 'seller.order.info,seller.logistics',
		});
	});

	it('that was never connected has no token to send', () => {
		expect(isUsable(sessionOf(credential), NOW)).toBe(false);
	});
});

describe('a refresh that n8n could not do', () => {
	const http = (status: number, data: unknown) =>
		Object.assign(new Error(`Request failed with status code ${status}`), {
			response: { status, data },
			config: { data: 'client_secret=top-secret' },
		});
	it.each([
		[
			'invalid_grant',
			{ message: 'long', body: { error: 'invalid_grant' } },
			/ended the authorisation.*click "Connect"/,
			false,
		],
		[
			"n8n's own words for it",
			new Error('The credential "x" needs to be reconnected.'),
			/ended the authorisation/,
			false,
		],
		[
			'a refusal with a text',
			{ body: { error: 'tiktok_shop_36009033', error_description: 'Not this address.' } },
			/^Not this address\./,
			false,
		],
		[
			'an outage of TikTok Shop',
			http(503, '{"error":"temporarily_unavailable","error_description":"Not reachable."}'),
			/^Not reachable\./,
			true,
		],
		[
			'a bridge that is not published',
			{ message: 'HTTP status 404', status: 404, body: '{"code":404,"message":"not registered"}' },
			/template "01 · TikTok Shop OAuth bridge" and publish it/,
			false,
		],
		[
			'a bridge that cannot be reached',
			Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
			/could not be reached \(ECONNREFUSED\).*Bridge URL/,
			true,
		],
		['a proxy in between', http(502, '<html>'), /could not be reached \(HTTP 502\)/, true],
	])('%s is told in words, without the secret', (_, failure, text, temporary) => {
		const apiError = refreshError(failure);
		expect(apiError.message).toMatch(text);
		expect(apiError.temporary).toBe(temporary);
		expect(JSON.stringify(apiError) + apiError.message).not.toContain('top-secret');
	});
});

describe('a call for which no token could be got', () => {
	const apiError = {
		status: 0,
		code: '',
		message: 'The bridge could not be reached (ECONNREFUSED).',
		requestId: '',
		noTokens: true,
	};

	it('may work in a moment, and a write was surely not carried out', () => {
		expect(isTemporary(apiError)).toBe(true);
		expect(mayHaveBeenAccepted(apiError)).toBe(false);
	});

	it('tells why, and does not blame TikTok Shop', () => {
		expect(explain(apiError).message).toBe(apiError.message);
	});
});

describe('how long an authorisation lasts', () => {
	const about = (refreshTokenExpiresAt: number) =>
		describeAuthorization({ appKey: '', appSecret: '', refreshTokenExpiresAt }, [], NOW * 1_000);

	it.each([
		[NOW + 30 * DAY, 30],
		[NOW + 30 * DAY - 1, 29],
		[NOW + 1, 0],
		[NOW - 1, -1],
		[4_854_580_847, 35_411],
	])('end %s: %s whole days are left', (endsAt, days) => {
		const { daysLeft, authorizationEndsAt } = about(endsAt);
		expect(daysLeft).toBe(days);
		expect(authorizationEndsAt).toBe(new Date(endsAt * 1_000).toISOString());
	});

	it.each([0, Number.NaN, 9e15])('an end of %s is unknown, not a date', (endsAt) => {
		expect(about(endsAt)).toMatchObject({ daysLeft: null, authorizationEndsAt: null });
	});
});

describe('a credential that was authorised again', () => {
	const node = { name: 'Trigger' } as never;
	const seller = (openId: string, name: string) => ({ openId, name });

	it('by the same seller is fine, whatever the shop is called now', () => {
		expect(() => assertSameSeller(seller('1', 'Old'), seller('1', 'New'), node)).not.toThrow();
	});

	it('by another seller is refused with both names', () => {
		const before = seller('1', 'Sunny Home');
		expect(() => assertSameSeller(before, seller('2', 'Other Ltd'), node)).toThrow(
			'"Other Ltd" instead of "Sunny Home"',
		);
	});

	it('is not judged while one of them is unknown', () => {
		expect(() => assertSameSeller(undefined, seller('2', 'x'), node)).not.toThrow();
		expect(() => assertSameSeller(seller('1', 'x'), seller('', ''), node)).not.toThrow();
	});
});
