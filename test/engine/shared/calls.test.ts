import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type FaultKind, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const MEGABYTE = 1024 * 1024;
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
	// Thirty seconds of a call pass in 300 ms.
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / 100)));
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const warehouses = async () =>
	await runNode(new LingxingOms(), { resource: 'warehouse', operation: 'getAll' }, [{}], {
		credentials: omsCredentials(sandbox),
	});

const credentials = () => tiktokCredentials(sandbox);
const shops = async (store = credentials()) =>
	await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], {
		credentials: store,
	});

const arm = (service: 'oms' | 'tiktok', path: string, kind: FaultKind, times = 100) =>
	sandbox.faults.add({ service, path, kind, times, delayMs: kind === 'drip' ? 100 : 60_000 });

const SLOW = ['drip', 'timeout', 'timeoutAfterAccept'] as const;
const LARGE = ['endless', 'gzipBomb'] as const;

describe('an answer that does not end in time', () => {
	it.each(SLOW)(
		'(%s) is given up, and asked for again',
		async (kind) => {
			arm('oms', '/warehouse', kind, 1);
			arm('tiktok', '/shops', kind, 1);
			const [oms, tiktok] = await Promise.all([warehouses(), shops()]);
			expect([oms.error, tiktok.error]).toEqual([undefined, undefined]);
			expect(oms.outputs[0].length).toBeGreaterThan(0);
			expect(tiktok.outputs[0].length).toBeGreaterThan(0);
		},
		30_000,
	);

	it('ends the call in the end, in words; the call behind it goes on', async () => {
		arm('oms', '/warehouse', 'drip', 5);
		const [first, second] = await Promise.all([warehouses(), warehouses()]);
		const failed = [first, second].filter(({ error }) => error);
		for (const { error } of failed) {
			expect(error?.message).toBe('The OMS did not finish its answer within 30 seconds');
		}
		expect(failed.length).toBeLessThan(2);
		expect((await warehouses()).error).toBeUndefined();
	}, 60_000);
});

describe('an answer that is too large', () => {
	it.each(LARGE)(
		'(%s) is not read to its end, and not asked for again',
		async (kind) => {
			arm('oms', '/warehouse', kind);
			const before = process.memoryUsage().arrayBuffers;
			let most = 0;
			const watch = setInterval(() => {
				most = Math.max(most, process.memoryUsage().arrayBuffers - before);
			}, 5);
			jest.restoreAllMocks();
			const oms = await warehouses();
			arm('tiktok', '/shops', kind);
			const tiktok = await shops();
			clearInterval(watch);
			const words = 'sent an answer of more than 32 MB, which was not read to its end';
			expect(oms.error?.message).toBe(`The OMS ${words}`);
			expect(tiktok.error?.message).toBe(`TikTok Shop ${words}`);
			expect(sandbox.faults.struck[kind]).toBe(2);
			expect(most).toBeLessThan(200 * MEGABYTE);
		},
		60_000,
	);
});

describe('the token host', () => {
	const tokenHost = 'The token host of TikTok Shop';

	it.each(['drip', 'timeoutAfterAccept'] as const)(
		'(%s) is given up; what it answers is not waited for',
		async (kind) => {
			arm('tiktok', '/api/v2/token', kind);
			const { error } = await shops();
			expect(error?.message).toContain(`${tokenHost} did not finish its answer within 20 seconds`);
		},
		60_000,
	);

	it.each(LARGE)(
		'(%s) is not read to its end, and nothing is asked with its tokens',
		async (kind) => {
			arm('tiktok', '/api/v2/token', kind);
			const { error } = await shops();
			expect(error?.message).toContain(`${tokenHost} sent an answer of more than 1 MB`);
			expect(sandbox.log.count('tiktok', '/authorization')).toBe(0);
		},
	);

	it('that does not answer once is asked again', async () => {
		arm('tiktok', '/api/v2/token', 'timeout', 1);
		expect((await shops()).error).toBeUndefined();
	}, 30_000);
});
