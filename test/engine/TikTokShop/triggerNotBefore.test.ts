import { setGlobalState } from 'n8n-workflow';

import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';

const HOUR_MS = 60 * 60 * 1_000;

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	setGlobalState({ defaultTimezone: 'America/New_York' });
	await sandbox.close();
});

const trigger = (notBefore: string) =>
	new PolledTrigger(new TikTokShopTrigger(), { options: { notBefore } } as never, {
		credentials: tiktokCredentials(sandbox),
	});

const order = (hours: number) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: hours * 3_600,
	});

const idsOf = (items: object[] | null) =>
	(items ?? []).map((item) => (item as { orderId: string }).orderId);

/** What n8n's date picker stores: a wall clock without a zone. */
const wallClock = (epochMs: number, timeZone: string) =>
	new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
		.format(epochMs)
		.replace(' ', 'T');

describe('Not Before', () => {
	it.each(['America/Los_Angeles', 'Asia/Shanghai', 'UTC'])(
		'keeps back the orders that were placed before; a moment without a zone is meant in the workflow’s (%s)',
		async (zone) => {
			setGlobalState({ defaultTimezone: zone });
			order(5);
			const later = order(3);
			const polled = trigger(wallClock(Date.now() - 4 * HOUR_MS, zone));
			expect(idsOf(await polled.poll())).toEqual([later.id]);
			expect(await polled.poll()).toBeNull();
		},
	);

	it('moved to an earlier moment, lets those orders come and no other one again', async () => {
		const early = order(5);
		order(3);
		const later = trigger(new Date(Date.now() - 4 * HOUR_MS).toISOString());
		await later.poll();
		const earlier = trigger(new Date(Date.now() - 6 * HOUR_MS).toISOString());
		earlier.staticData = later.staticData;
		expect(idsOf(await earlier.poll())).toEqual([early.id]);
	});

	it('that is no date is refused in words', async () => {
		await expect(trigger('soon').poll()).rejects.toThrow('Not Before "soon" is no date');
	});
});
