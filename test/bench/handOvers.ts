import type { INodeType } from 'n8n-workflow';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { PolledTrigger } from '../support/engine/polledTrigger';
import { tiktokCredentials } from '../support/engine/tiktok';
import { acceptOutbound } from '../support/items/acceptedOutbound';
import type { BenchContext } from './context';

const DIST = join(__dirname, '..', '..', 'dist');
const ORDERS = 20;
/** The templates poll every 15 minutes. */
const POLL_EVERY_MS = 15 * 60_000;
const POLLS_A_DAY = 96;
const DAYS_OF_PARCELS = 3;

export interface HandOverFigures {
	/** Of an order that waits a day in the warehouse, nothing failing; the most of all orders. */
	orderInADay: number;
	/** Of a shipped outbound order in three days, nothing failing. */
	parcelInThreeDays: number;
	/** Calls of the event Order Changed or Cancelled for each poll and shop in a day without changes; the most of all polls. */
	changesCallsPerPollAndShop: number;
}

/** Hand-overs of a day, in n8n's engine and in quick time. */
export async function benchHandOvers({ checks }: BenchContext): Promise<HandOverFigures> {
	const realNow = Date.now.bind(Date);
	let ahead = 0;
	Date.now = () => realNow() + ahead;
	const later = (): void => {
		ahead += POLL_EVERY_MS;
	};
	// A second of TikTok Shop is read once it is over, so its clock runs a little behind ours.
	const sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	try {
		for (let count = 0; count < ORDERS; count++) place(sandbox, count);
		const tiktok = tiktokCredentials(sandbox);
		const orders = triggerOf('TikTokShop/TikTokShopTrigger', tiktok, {});
		const changes = triggerOf('TikTokShop/TikTokShopTrigger', tiktok, { event: 'changed' });
		const oms = omsCredentials(sandbox);
		const parcels = triggerOf('LingxingOms/LingxingOmsTrigger', oms, { event: 'shipped' });
		let mostCalls = 0;
		for (let poll = 0; poll < POLLS_A_DAY; poll++) {
			await orders.poll();
			const before = callsIn(sandbox);
			await changes.poll();
			// The first polls read what happened before.
			if (poll > 2) mostCalls = Math.max(mostCalls, callsIn(sandbox) - before);
			later();
		}
		for (let poll = 0; poll < DAYS_OF_PARCELS * POLLS_A_DAY; poll++) {
			await parcels.poll();
			later();
		}
		const figures = {
			orderInADay: mostHandOvers(orders, 'orderId'),
			parcelInThreeDays: mostHandOvers(parcels, 'outboundOrderNo'),
			changesCallsPerPollAndShop: mostCalls / sandbox.tiktok.shops.length,
		};
		check(figures, checks);
		return figures;
	} finally {
		Date.now = realNow;
		await sandbox.close();
	}
}

function check(figures: HandOverFigures, checks: BenchContext['checks']): void {
	const { orderInADay, parcelInThreeDays, changesCallsPerPollAndShop } = figures;
	checks.that(
		'an order that waits a day in the warehouse is handed over at least once and at most 3 times',
		orderInADay >= 1 && orderInADay <= 3,
		figures,
	);
	checks.that(
		'a shipped outbound order is handed over once in three days',
		parcelInThreeDays === 1,
		figures,
	);
	checks.that(
		'an idle poll for changes makes at most 2 calls for each shop',
		changesCallsPerPollAndShop <= 2,
		figures,
	);
}

/** A trigger of the package as it was built. */
function triggerOf(name: string, credentials: CredentialStore, parameters: object): PolledTrigger {
	const file = join(DIST, 'nodes', `${name}.node.js`);
	const exported = createRequire(__filename)(file) as Record<string, new () => INodeType>;
	const type = new exported[basename(name)]();
	const options = { credentials, name: JSON.stringify(parameters) };
	return new PolledTrigger(type, parameters as never, options);
}

function place(sandbox: Sandbox, serial: number): void {
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200 + serial,
	});
	const outbound = acceptOutbound(sandbox, serial);
	sandbox.oms.ship(outbound);
}

const callsIn = ({ log }: Sandbox): number =>
	log.count('tiktok', /\/orders\/search$/) + log.count('tiktok', /\/order\/\d+\/orders$/);

/** The most executions that had the same order. */
function mostHandOvers(trigger: PolledTrigger, key: string): number {
	const counts = new Map<unknown, number>();
	for (const [items] of trigger.executions) {
		for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
	}
	return Math.max(0, ...counts.values());
}
