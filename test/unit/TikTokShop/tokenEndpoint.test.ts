import { CallLimit } from '../../../nodes/TikTokShop/oauthBridge/callLimit';
import { answerTokenRequest } from '../../../nodes/TikTokShop/oauthBridge/tokenEndpoint';

const NOW = 1_795_000_000;
const HOST = 'https://auth.example.com';
const SECRET = 'top-secret';

const data = (changed: object = {}) => ({
	access_token: 'A',
	access_token_expire_in: NOW + 604_800,
	refresh_token: 'R',
	refresh_token_expire_in: 4_854_580_847,
	open_id: 'o',
	seller_name: 'Sunny Home',
	seller_base_region: 'US',
	user_type: 0,
	granted_scopes: ['seller.authorization.info', 'seller.order.info'],
	...changed,
});
const success = (changed: object = {}) => ({ code: 0, message: 'success', data: data(changed) });
const refused = (code: number) => ({ code, message: 'no', request_id: 'r1', data: null });

const CALLER = {
	headers: { 'content-type': 'application/x-www-form-urlencoded' },
	appKeys: [],
};
/** These tests are about answers, not about how many there are. */
const limit = new CallLimit(Number.POSITIVE_INFINITY);

let requests = 0;
/** A new app at every call, so that no answer of another test is shared. */
const fields = (changed: object = {}) => ({
	client_id: `key${(requests += 1)}`,
	client_secret: SECRET,
	grant_type: 'authorization_code',
	code: 'ROW_code',
	redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
	...changed,
});
const refresh = () => fields({ grant_type: 'refresh_token', refresh_token: 'ROW_old', code: '' });

const answer = async (body: object, tiktok: unknown) => {
	const asked: string[] = [];
	const ask = async (url: string) => {
		asked.push(url);
		if (tiktok instanceof Error) throw tiktok;
		return tiktok;
	};
	const given = await answerTokenRequest({ ...body }, HOST, ask, () => NOW * 1_000, CALLER, limit);
	return { ...given, asked };
};

describe('what n8n asks becomes what TikTok Shop understands (TikTok Shop API §2.2)', () => {
	it('a code is exchanged by GET with auth_code and authorized_code', async () => {
		const { asked } = await answer(fields(), success());
		const url = new URL(asked[0]);
		expect(url.origin + url.pathname).toBe('https://auth.example.com/api/v2/token/get');
		expect(Object.fromEntries(url.searchParams)).toMatchObject({
			app_secret: SECRET,
			auth_code: 'ROW_code',
			grant_type: 'authorized_code',
		});
	});

	it('a refresh token goes to the other call', async () => {
		const { asked } = await answer(refresh(), success());
		const url = new URL(asked[0]);
		expect(url.pathname).toBe('/api/v2/token/refresh');
		expect(url.searchParams.get('refresh_token')).toBe('ROW_old');
	});

	it('the host comes from the node, whatever the request says', async () => {
		const attack = { authHost: 'https://evil.example', auth_host: 'https://evil.example' };
		const { asked } = await answer(fields({ ...attack, url: 'https://evil.example' }), success());
		expect(asked.map((url) => new URL(url).host)).toEqual(['auth.example.com']);
	});
});

describe('what TikTok Shop answers becomes what n8n stores', () => {
	it('flat, both tokens together, and a duration where n8n wants one', async () => {
		const { status, body } = await answer(fields(), success());
		expect(status).toBe(200);
		expect(body).toEqual({
			...data(),
			token_type: 'bearer',
			expires_in: 604_800,
			issued_at: NOW,
		});
	});
});

describe('refusals', () => {
	it.each([
		['used or expired code', refused(36004004), /works once and for 30 minutes/],
		['wrong app secret', refused(98001004), /Compare app key and app secret/],
		['IP allow list', refused(36009033), /IP allow list of the app/],
		['creator account', success({ user_type: 1 }), /creator account.*main account/],
		['partner account', success({ user_type: 3 }), /partner account/],
		['missing scope', success({ granted_scopes: ['seller.order.info'] }), /seller\.authorization/],
		['outage', new Error('connect ECONNREFUSED'), /could not be reached\. Wait.*connect again/],
		[
			'fault of the token host',
			Object.assign(new Error('x'), { response: { status: 503 } }),
			/not available right now \(HTTP 503\)/,
		],
		['fault of TikTok Shop', refused(36009003), /internal fault.*Wait.*connect again/],
	])('of a code: %s is named in a text that n8n shows as it is', async (_, tiktok, text) => {
		const { status, body } = await answer(fields(), tiktok);
		expect(status).toBe(400);
		// n8n replaces the text of the standard names by its own.
		expect(body.error).toMatch(/^tiktok_shop_/);
		expect(body.error_description).toMatch(text);
	});

	it('a refused consent (code=null) never reaches TikTok Shop', async () => {
		const { body, asked } = await answer(fields({ code: 'null' }), success());
		expect(body.error_description).toMatch(/seller refused the authorisation/);
		expect(asked).toEqual([]);
	});

	it.each([
		[36004001, 400, 'invalid_grant'],
		[36004004, 400, 'invalid_grant'],
		[36004005, 400, 'invalid_grant'],
		[98001004, 400, 'tiktok_shop_98001004'],
		[36009033, 400, 'tiktok_shop_36009033'],
		[36009003, 503, 'temporarily_unavailable'],
	])('of a refresh: %s is %s %s', async (code, expected, error) => {
		const { status, body } = await answer(refresh(), refused(code));
		expect([status, body.error]).toEqual([expected, error]);
	});

	it('an outage of the token host is 503 to a refresh, never the end of the authorisation', async () => {
		const { status, body } = await answer(refresh(), new Error('socket hang up'));
		expect([status, body.error]).toEqual([503, 'temporarily_unavailable']);
	});

	it.each([
		['no app key', { client_id: '' }],
		['no app secret', { client_secret: undefined }],
		['no code', { code: '' }],
		['another grant', { grant_type: 'password' }],
		['a code that is no text', { code: { $gt: '' } }],
	])('%s is refused without asking TikTok Shop', async (_, changed) => {
		const { status, body, asked } = await answer(fields(changed), success());
		expect([status, body.error, asked]).toEqual([400, 'invalid_request', []]);
	});

	it('of a fault that nobody foresaw nothing is shown', async () => {
		const now = (): number => {
			throw new Error(`GET ${HOST}?app_secret=${SECRET}`);
		};
		const asked = async () => success();
		expect(await answerTokenRequest(fields(), HOST, asked, now, CALLER, limit)).toEqual({
			status: 500,
			body: { error: 'server_error', error_description: 'The OAuth bridge has a fault.' },
		});
	});

	it('no answer holds the secret', async () => {
		for (const tiktok of [success(), refused(36004004), new Error(`GET ?app_secret=${SECRET}`)]) {
			for (const body of [fields(), refresh()]) {
				expect(
					JSON.stringify(await answer(body, tiktok).then(({ body: told }) => told)),
				).not.toContain(SECRET);
			}
		}
	});
});

describe('identical requests in flight', () => {
	it('share one call to TikTok Shop', async () => {
		const body = refresh();
		let calls = 0;
		const ask = async () => {
			calls += 1;
			await new Promise((resolve) => setImmediate(resolve));
			return success();
		};
		const answers = await Promise.all(
			Array.from({ length: 10 }, async () =>
				answerTokenRequest(body, HOST, ask, () => NOW * 1_000, CALLER, limit),
			),
		);
		expect(calls).toBe(1);
		expect(new Set(answers.map(({ body: { access_token: token } }) => token))).toEqual(
			new Set(['A']),
		);
	});
});
