import { createServer, type Server } from 'node:http';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { FLOODS } from '../../sandbox/floods';
import { Waits } from '../../sandbox/http';
import { runNode } from '../../support/engine/engine';
import { startHost, type Host } from '../../support/engine/host';
import { pastedWithTokens } from '../../support/engine/secrets';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

// On a busy machine the HTTP client has lost the connection before 20 MB had come; that is fetched again, and rightly so.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const MEGABYTE = 1024 * 1024;

let api: Host;
let files: Server;
let waits: Waits;
let asked = 0;
let flood: keyof typeof FLOODS;

beforeEach(async () => {
	asked = 0;
	waits = new Waits();
	files = createServer((_, response) => {
		asked += 1;
		void FLOODS[flood]?.(response, waits, 100);
	});
	await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
	const { port } = files.address() as { port: number };
	api = await startHost(({ url }) => {
		const data = url.startsWith('/authorization')
			? { shops: [{ id: '1', code: 'US01', name: 'S', region: 'US', cipher: 'c' }] }
			: { doc_url: `http://127.0.0.1:${port}/label.pdf` };
		return { status: 200, body: JSON.stringify({ code: 0, data }) };
	});
});

afterEach(async () => {
	jest.restoreAllMocks();
	waits.endAll();
	files.closeAllConnections();
	await Promise.all([api.close(), new Promise((resolve) => files.close(resolve))]);
});

const label = async () =>
	await runNode(
		new TikTokShop(),
		{
			resource: 'package',
			operation: 'getShippingDocument',
			packageId: '1152921504606846976',
			shop: { __rl: true, mode: 'id', value: '1' },
		},
		[{}],
		{ credentials: pastedWithTokens(api.url) },
	);

it.each(['endless', 'gzipBomb'] as const)(
	'a document without end (%s) is not held in memory, and not fetched again',
	async (kind) => {
		flood = kind;
		const before = process.memoryUsage().arrayBuffers;
		let most = 0;
		const watch = setInterval(() => {
			most = Math.max(most, process.memoryUsage().arrayBuffers - before);
		}, 5);
		const { error } = await label();
		clearInterval(watch);
		expect(error?.message).toContain('could not be downloaded (larger than 20 MB)');
		expect(asked).toBe(1);
		expect(most).toBeLessThan(200 * MEGABYTE);
	},
	30_000,
);

it('a document that comes byte by byte is given up in time', async () => {
	flood = 'drip';
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / 100)));
	const { error } = await label();
	expect(error?.message).toContain('could not be downloaded (not finished within 60 seconds)');
	expect(asked).toBe(4);
}, 30_000);
