import { omsSign, sameSignature, tiktokSign, webhookSign } from '../../sandbox/sign';
import fixture from '../../fixtures/signing-vectors.json';

type Disagreeing = Record<string, { sign: string } | undefined>;

describe("the sandbox's own signer", () => {
	it.each(fixture.vectors.map((vector) => [vector.id, vector.title, vector] as const))(
		'%s gives the digest the implementations agree on: %s',
		(_id, _title, vector) => {
			const request = {
				appSecret: vector.app_secret,
				path: vector.path,
				query: vector.query_decoded as Record<string, string>,
				body: vector.body,
				contentType: vector.content_type,
			};
			expect(tiktokSign(request)).toBe(vector.expected_sign);
			for (const other of Object.values(vector.disagreeing as Disagreeing)) {
				expect(tiktokSign(request)).not.toBe(other?.sign);
			}
		},
	);

	it.each(fixture.vectors.map((vector) => [vector.id, vector] as const))(
		'%s is the same when sent query strings are decoded and hold sign and access_token (TikTok Shop API §3, excluded keys)',
		(_id, vector) => {
			const sent = `${vector.query_string_sent_without_sign}&sign=0&access_token=1`;
			const query = Object.fromEntries(new URLSearchParams(sent));
			const { app_secret: appSecret, path, body, content_type: contentType } = vector;
			expect(tiktokSign({ appSecret, path, query, body, contentType })).toBe(vector.expected_sign);
		},
	);

	it.each(fixture.webhook_vectors.map((vector) => [vector.id, vector.title, vector] as const))(
		'%s gives the Authorization header of a webhook: %s',
		(_id, _title, vector) => {
			const given = webhookSign(vector.app_key, vector.app_secret, vector.raw_body);
			expect(given).toBe(vector.expected_authorization_header);
			const reserialised = vector.raw_body.replace('{', '{ ');
			expect(webhookSign(vector.app_key, vector.app_secret, reserialised)).not.toBe(given);
		},
	);

	it.each(fixture.oms.vectors.map((vector) => [vector.id, vector] as const))(
		'%s gives the authcode of the OMS (OMS API §1.2)',
		(_id, { appKey, appSecret, reqTime, data, expected_authcode: expected }) => {
			expect(omsSign(appKey, appSecret, reqTime, data)).toBe(expected);
		},
	);
});

const plain = { appSecret: 's', path: '/p', query: { a: '1' }, body: '{"x":1}' };

describe('the cases on which public clients differ (TikTok Shop API §3)', () => {
	it('a multipart body is left out whatever the boundary, any other body is signed', () => {
		const form = 'multipart/form-data; boundary=x';
		expect(tiktokSign({ ...plain, contentType: form })).toBe(tiktokSign({ ...plain, body: '' }));
		expect(tiktokSign({ ...plain, contentType: 'text/plain' })).toBe(tiktokSign(plain));
	});

	it('a body {} counts as the two bytes it is', () => {
		expect(tiktokSign({ ...plain, body: '{}' })).not.toBe(tiktokSign({ ...plain, body: '' }));
	});

	it('an empty parameter counts with its name', () => {
		const withEmpty = tiktokSign({ ...plain, query: { a: '1', b: '' } });
		expect(withEmpty).not.toBe(tiktokSign(plain));
		expect(withEmpty).toBe(tiktokSign({ ...plain, query: { a: '1b' } }));
	});

	it('parameters go in byte order of their names: capitals first', () => {
		expect(tiktokSign({ ...plain, query: { a: '2', B: '1' } })).toBe(
			tiktokSign({ ...plain, query: { B1a: '2' } }),
		);
	});
});

describe('the authcode of the OMS', () => {
	const sign = (data: unknown): string => omsSign('k', 's', '1711009072', data);

	it('sorts names at every depth, also in lists, and ignores letter case', () => {
		const inOrder = { alpha: 1, Beta: [{ skU: 'x', Sku2: 1 }], gamma: { a: 1, B: 2 } };
		const mixed = { gamma: { B: 2, a: 1 }, Beta: [{ Sku2: 1, skU: 'x' }], alpha: 1 };
		expect(sign(mixed)).toBe(sign(inOrder));
	});

	it('keeps the order of lists', () => {
		expect(sign([1, 2])).not.toBe(sign([2, 1]));
	});

	it('leaves data out of the text when there is none', () => {
		expect(sign(undefined)).not.toBe(sign({}));
	});
});

describe('sameSignature', () => {
	it.each([
		['abc', 'abc', true],
		['abc', 'abd', false],
		['abc', 'ABC', false],
		['abc', 'ab', false],
		['abc', '', false],
	])('%s and "%s": %s', (expected, given, same) => {
		expect(sameSignature(expected, given)).toBe(same);
	});
});
