import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterAll(async () => await sandbox.close());

/** What n8n's date picker stores: a wall clock without a zone. */
const FORMS: Record<string, (at: DateTime) => unknown> = {
	'of the date picker': (at) => at.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
	'ISO with a zone': (at) => at.setZone('Asia/Tokyo').toISO(),
	'epoch seconds': (at) => Math.floor(at.toMillis() / 1_000),
	'epoch milliseconds as text': (at) => String(at.toMillis()),
};
const ZONES = ['Asia/Shanghai', 'America/New_York'];
const CASES = ZONES.flatMap((zone) => Object.keys(FORMS).map((form) => [zone, form] as const));

it.each(CASES)(
	'workflow in %s, a time %s: Order > Get Many reads the hours that are meant',
	async (zone, form) => {
		const { id, shop } = sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds: 5 * 3_600,
		});
		const ago = (hours: number) => FORMS[form](DateTime.now().setZone(zone).minus({ hours }));
		const { outputs } = await runNode(
			new TikTokShop(),
			{
				resource: 'order',
				operation: 'getAll',
				shop: { __rl: true, mode: 'id', value: shop.id },
				returnAll: true,
				filters: { updatedAfter: '={{ $json.after }}', updatedBefore: '={{ $json.before }}' },
			} as never,
			[
				{ after: ago(6), before: ago(4) },
				{ after: ago(4), before: ago(2) },
			] as IDataObject[],
			{ credentials: tiktokCredentials(sandbox), timezone: zone },
		);
		expect(outputs[0].map(({ orderId }) => orderId)).toContain(id);
		expect(outputs[0].filter(({ orderId }) => orderId === id)).toHaveLength(1);
	},
);

it.each(ZONES)(
	'workflow in %s: Outbound Order > Get Many asks the OMS in the clock of the OMS',
	async (zone) => {
		sandbox.log.clear();
		const { error } = await runNode(
			new LingxingOms(),
			{
				resource: 'outboundOrder',
				operation: 'getAll',
				returnAll: true,
				filters: { createdAfter: '2026-11-05T00:00:00', createdBefore: '2026-11-06T00:00:00' },
			} as never,
			[{}],
			{ credentials: omsCredentials(sandbox), timezone: zone },
		);
		expect(error).toBeUndefined();
		const [{ body }] = sandbox.log.calls('oms', '/v1/outboundOrder/pageList');
		const meant = DateTime.fromISO('2026-11-05T00:00:00', { zone }).setZone('UTC+8');
		expect(JSON.stringify(body)).toContain(meant.toFormat('yyyy-MM-dd HH:mm:ss'));
	},
);
