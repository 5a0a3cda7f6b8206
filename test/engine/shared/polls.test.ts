import type { INodeType } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { PollGuard } from '../../../nodes/shared/pollGuard';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

const MINUTE_MS = 60_000;
const GIVEN_UP = 'This poll did not end within 6 minutes and was given up';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => realNow() - 2_000 });
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const realNow = Date.now.bind(Date);
const realPassed = performance.now.bind(performance);

/** So much time has passed, for the poll that is under way and for the next tick. */
function later(minutes: number): void {
	jest.spyOn(performance, 'now').mockImplementation(() => realPassed() + minutes * MINUTE_MS);
}

const called = () => sandbox.log.count('oms') + sandbox.log.count('tiktok');

function shipOne(): void {
	const order = sandbox.oms.accept({
		thirdOrderNo: '576460000000000001',
		platformOrderNo: '',
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 0,
		given: {},
		lines: [{ sku: 'SYS-PLATE', quantity: 2 }],
		carrier: '',
		trackNo: '',
	});
	sandbox.oms.ship(order);
}

const placeOne = () =>
	void sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 0,
	});

const TRIGGERS = [
	[
		'Lingxing OMS Trigger',
		() => new LingxingOmsTrigger() as INodeType,
		{ emit: 'once' },
		() => omsCredentials(sandbox),
		shipOne,
	],
	[
		'TikTok Shop Trigger',
		() => new TikTokShopTrigger() as INodeType,
		{ emit: 'once' },
		() => tiktokCredentials(sandbox),
		placeOne,
	],
] as const;

describe.each(TRIGGERS)('%s', (_, type, parameters, credentials, happens) => {
	/** A trigger whose second poll waits for its credential, which comes when it is released. */
	async function hanging() {
		const store = credentials();
		const polled = new PolledTrigger(type(), parameters, { credentials: store });
		await polled.poll();
		happens();
		let release = (): void => {};
		store.waits = new Promise((resolve) => (release = resolve));
		const hung = polled.poll().then(
			(items) => ({ items, message: '' }),
			({ message }: Error) => ({ items: undefined, message }),
		);
		store.waits = Promise.resolve();
		return { polled, hung, release };
	}

	it('a poll that takes its time is not overtaken', async () => {
		const { polled, hung, release } = await hanging();
		later(5);
		expect(await polled.poll()).toBeNull();
		release();
		expect((await hung).items).toHaveLength(1);
	});

	it('a poll that hangs is given up and says so; the next tick polls again', async () => {
		const { polled, hung } = await hanging();
		later(7);
		expect(await polled.poll()).toHaveLength(1);
		expect((await hung).message).toBe(GIVEN_UP);
	});

	it('what a given-up poll brings later is neither emitted nor remembered, and it makes no call', async () => {
		const { polled, hung, release } = await hanging();
		later(7);
		await polled.poll();
		const remembered = JSON.stringify(polled.staticData);
		const calls = called();
		release();
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect((await hung).items).toBeUndefined();
		expect(called()).toBe(calls);
		expect(JSON.stringify(polled.staticData)).toBe(remembered);
		expect(await polled.poll()).toBeNull();
	});

	it('the first poll after a restart that hangs does not hold up the activation for ever', async () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		jest
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((ms) => timeout(ms > 5 * MINUTE_MS ? 100 : ms));
		const store = credentials();
		store.waits = new Promise(() => {});
		const polled = new PolledTrigger(type(), parameters, { credentials: store });
		expect(await polled.poll()).toBeNull();
		jest.restoreAllMocks();
		store.waits = Promise.resolve();
		happens();
		expect(await polled.poll()).toHaveLength(1);
	});
});

it('a poll that is given up while it writes its memory does not write it', () => {
	const memory = { kept: 1 };
	const guard = new PollGuard({ getWorkflowStaticData: () => memory } as never);
	const given = guard.context.getWorkflowStaticData('node');
	given.kept = 2;
	guard.giveUp();
	expect(() => (given.kept = 3)).toThrow('given up');
	expect(() => Object.assign(given, { more: 1 })).toThrow('given up');
	expect(() => delete given.kept).toThrow('given up');
	expect(memory).toEqual({ kept: 2 });
});
