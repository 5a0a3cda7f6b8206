import { authenticateRequest } from '../../../nodes/TikTokShop/transport/authenticate';
import { sign } from '../../../nodes/TikTokShop/transport/sign';
import { TikTokShopApi } from '../../../credentials/TikTokShopApi.credentials';
import published from '../../fixtures/signing-vectors.json';

interface Vector {
	id: string;
	title: string;
	method: string;
	path: string;
	content_type: string;
	app_secret: string;
	query_decoded: Record<string, string>;
	body: string;
	expected_sign: string;
}

const vectors = published.vectors as unknown as Vector[];

/** Parameters the credential sets itself. */
const OWN = ['app_key', 'timestamp', 'sign', 'access_token'];

const signedUrl = (request: { url?: string }) => new URL(String(request.url));

describe('the published signing vectors', () => {
	it('are all here', () => {
		expect(vectors.length).toBeGreaterThanOrEqual(6);
	});

	it.each(vectors.map((vector) => [`${vector.id} ${vector.title}`, vector] as const))(
		'%s',
		(_, { app_secret, path, query_decoded, body, content_type, expected_sign }) => {
			const signature = sign({
				appSecret: app_secret,
				path,
				query: query_decoded,
				body,
				contentType: content_type,
			});
			expect(signature).toBe(expected_sign);
		},
	);

	it.each(vectors.map((vector) => [`${vector.id} ${vector.title}`, vector] as const))(
		'%s, through the credential',
		async (_, vector) => {
			const { app_key: appKey, timestamp, ...rest } = vector.query_decoded;
			const given = Object.entries(rest).filter(([key]) => !OWN.includes(key));
			const query = new URLSearchParams(given).toString();
			jest.spyOn(Date, 'now').mockReturnValue(Number(timestamp) * 1_000);
			const multipart = vector.content_type.startsWith('multipart/');
			const request = await new TikTokShopApi().authenticate(
				{
					appKey,
					appSecret: vector.app_secret,
					accessToken: 'TOKEN',
					replaceHosts: true,
					apiHost: 'https://open-api.example.com',
					accessTokenExpiresAt: Number(timestamp) + 86_400,
				},
				{
					method: vector.method as 'GET',
					url: `https://open-api.example.com${vector.path}${query ? `?${query}` : ''}`,
					headers: { 'Content-Type': vector.content_type },
					...(multipart ? { body: new FormData() as never } : { body: vector.body }),
				},
			);
			jest.restoreAllMocks();
			expect(signedUrl(request).searchParams.get('sign')).toBe(vector.expected_sign);
			expect(request.headers).toMatchObject({ 'x-tts-access-token': 'TOKEN' });
			if (!multipart) expect(request.body ?? '').toBe(vector.body);
		},
	);
});

describe('a signed request', () => {
	const keys = {
		appKey: 'key',
		appSecret: 'secret',
		accessToken: 'TOKEN',
		apiHost: 'https://host',
	};
	const now = 1_700_000_000_000;

	it('sends the very text it signed: an object is serialised once', () => {
		const body = { order_status: 'AWAITING_SHIPMENT', update_time_ge: 1 };
		const request = authenticateRequest(
			{ method: 'POST', url: 'https://host/order/202309/orders/search', body },
			keys,
			now,
		);
		const url = signedUrl(request);
		expect(request.body).toBe(JSON.stringify(body));
		expect(url.searchParams.get('sign')).toBe(
			sign({
				appSecret: 'secret',
				path: '/order/202309/orders/search',
				query: { app_key: 'key', timestamp: '1700000000' },
				body: request.body as string,
			}),
		);
	});

	it('is rebuilt, not added to, when n8n authenticates it again after a refresh', () => {
		const first = authenticateRequest(
			{ method: 'GET', url: 'https://host/a', qs: { ids: ['1', '2'] } },
			keys,
			now,
		);
		const again = authenticateRequest(first, { ...keys, accessToken: 'NEW' }, now + 5_000);
		const fresh = authenticateRequest(
			{ method: 'GET', url: 'https://host/a?ids=1,2' },
			{ ...keys, accessToken: 'NEW' },
			now + 5_000,
		);
		expect(Object.fromEntries(signedUrl(again).searchParams)).toEqual(
			Object.fromEntries(signedUrl(fresh).searchParams),
		);
		expect(again.headers).toMatchObject({ 'x-tts-access-token': 'NEW' });
	});

	it('drops empty parameters and never sends an empty object (V13, V14)', () => {
		const request = authenticateRequest(
			{
				method: 'POST',
				url: 'https://host/a',
				qs: { page_token: '', shop_cipher: undefined, x: null },
				body: {},
			},
			keys,
			now,
		);
		expect([...signedUrl(request).searchParams.keys()].sort()).toEqual([
			'app_key',
			'sign',
			'timestamp',
		]);
		expect(request.body).toBeUndefined();
	});

	it('works in the HTTP Request node, which names the address "uri"', () => {
		const request = authenticateRequest(
			{ method: 'GET', uri: 'https://host/a', json: true } as never,
			keys,
			now,
		) as unknown as { uri: string; url?: string };
		expect(new URL(request.uri).searchParams.get('sign')).toMatch(/^[0-9a-f]{64}$/);
		expect(request.url).toBeUndefined();
	});
});
