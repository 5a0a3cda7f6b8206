import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { runNode } from '../../support/engine/engine';
import { startHost, type Host, type Reply } from '../../support/engine/host';
import { pastedWithTokens, SECRETS, shownSecrets } from '../../support/engine/secrets';

const PACKAGE = '1152921504606846976';
const MEGABYTE = 1024 * 1024;

/** The API, and the file server that it names. */
let api: Host;
let files: Host;
let address: string;
let file: () => Reply | undefined;

beforeEach(async () => {
	file = () => ({ status: 200, body: '%PDF-1.4' });
	files = await startHost(() => file());
	address = `${files.url}/label.pdf?key=file-key-4711`;
	api = await startHost(({ url }) => {
		const data = url.startsWith('/authorization')
			? { shops: [{ id: '1', code: 'US01', name: 'S', region: 'US', cipher: 'c' }] }
			: { doc_url: address };
		return { status: 200, body: JSON.stringify({ code: 0, data }) };
	});
});

afterEach(async () => {
	await Promise.all([api.close(), files.close()]);
});

const label = async (packageId = PACKAGE, operation = 'getShippingDocument') =>
	await runNode(
		new TikTokShop(),
		{
			resource: 'package',
			operation,
			packageId,
			shop: { __rl: true, mode: 'id', value: '1' },
		},
		[{}],
		{ credentials: pastedWithTokens(api.url) },
	);

describe('a shipping document', () => {
	it('is fetched without the token, the app key or the signature', async () => {
		const { items, error } = await label();
		expect(error).toBeUndefined();
		expect(items[0][0].binary?.data.mimeType).toBe('application/pdf');
		const [{ url, headers }] = files.received;
		expect(url).toBe('/label.pdf?key=file-key-4711');
		expect(Object.keys(headers).filter((name) => /tts|auth|cookie/.test(name))).toEqual([]);
		expect(shownSecrets(files.received)).toEqual([]);
	});

	it.each([
		'http://files.example.com/label.pdf',
		'http://169.254.169.254/latest/meta-data',
		'file:///etc/passwd',
		'data:text/plain,x',
		'https://user:pass@127.0.0.1/',
		'',
		'label.pdf',
	])('at %s is not fetched', async (given) => {
		address = given;
		const { error } = await label();
		expect(error?.message).toMatch(/could not be downloaded \(the address is not safe|no document/);
		expect(files.received).toEqual([]);
	});

	it('that is sent on is looked at before each step', async () => {
		file = () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest' } });
		expect((await label()).error?.message).toContain('the address is not safe');
		expect(files.received).toHaveLength(1);
	});

	it('that is sent on to another place of the same kind is fetched there', async () => {
		file = () =>
			files.received.length < 3
				? { status: 302, headers: { location: '/elsewhere.pdf' } }
				: { status: 200, body: '%PDF-1.4' };
		expect((await label()).error).toBeUndefined();
		expect(files.received[2].url).toBe('/elsewhere.pdf');
	});

	it('that is sent on without end is not followed for long', async () => {
		file = () => ({ status: 307, headers: { location: '/again.pdf' } });
		expect((await label()).error?.message).toContain('too many redirects');
		expect(files.received).toHaveLength(4);
	});

	it('of more than 20 MB is not read to its end', async () => {
		file = () => ({ status: 200, body: Buffer.alloc(21 * MEGABYTE, 'x') });
		expect((await label()).error?.message).toContain('larger than 20 MB');
		expect(files.received).toHaveLength(1);
	});

	it('of 19 MB is', async () => {
		file = () => ({ status: 200, body: Buffer.alloc(19 * MEGABYTE, 'x') });
		expect((await label()).error).toBeUndefined();
	});

	it('that cannot be had shows neither its address nor a secret', async () => {
		file = () => ({ status: 403, body: SECRETS.accessToken });
		const run = await label();
		expect(run.error?.message).toContain('HTTP 403');
		expect(shownSecrets(run, ['file-key-4711'])).toEqual([]);
	});
});

describe('an ID that is more than an ID', () => {
	const asked = () => api.received.map(({ url }) => url.split('?')[0]).slice(1);

	it.each(['.', '..', ' .. '])('"%s" is refused, and nothing is asked', async (packageId) => {
		const { error } = await label(packageId, 'get');
		expect(error?.message).toContain('is no ID of TikTok Shop');
		expect(asked()).toEqual([]);
	});

	it.each([
		['../../orders', '..%2F..%2Forders'],
		['1/ship', '1%2Fship'],
		['1?x=y', '1%3Fx%3Dy'],
		['1#x', '1%23x'],
		['%2e%2e', '%252e%252e'],
		['1\r\nx: y', '1%0D%0Ax%3A%20y'],
		['..\\..', '..%5C..'],
		['{{ $env.X }}', '%7B%7B%20%24env.X%20%7D%7D'],
	])('%j stays in its segment of the path', async (packageId, segment) => {
		await label(packageId, 'get');
		expect(asked()).toEqual([`/fulfillment/202309/packages/${segment}`]);
	});
});
