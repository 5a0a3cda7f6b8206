import { setUpLikeAUser } from '../support/n8n/setUp';
import { type Sandbox, type TikTokWorld } from '../sandbox';
import { addMarket, type MarketShop } from '../sandbox/demo/markets';
import { pause } from '../support/interrupt';
import type { Workflow } from '../support/n8n/api';
import { startInstance, type Instance } from '../support/n8n/instance';
import { publish } from '../support/n8n/publish';
import { nodesOf, pollEveryMinute, readTemplate } from '../support/n8n/templates';
import { connectInstance } from '../support/n8n/world';
import type { BenchContext } from './context';
import { round } from './figures';
import { StallWatch } from './measure';
import { addLatency } from './orderSync';
import { LATENCY_MS } from './placing';

const PARCELS_OF_SHOP = 1_000;
const ALL_WITHIN_MS = 40 * 60_000;
/** Calls that take a tracking number to TikTok Shop. */
const WRITES = /\/fulfillment\/202309\/(orders\/\d+\/packages|packages\/\d+\/ship)$/;
/** The pace of writes to a shop: it begins with one a second and rises by one each second, up to the limit of the credential. */
const MOST_WRITES_PER_SECOND = 10;

export interface ShipBackFigures {
	parcels: number;
	/** From publishing until the last number is on TikTok Shop. */
	seconds: number;
	shops: Array<{
		shop: string;
		parcels: number;
		/** From the first write to the last. */
		seconds: number;
		writesPerSecond: number;
		/** Seconds that the rising pace would allow, in % of those that were needed. */
		ofPacePercent: number;
	}>;
	/** Tracking numbers that were accepted beyond one for each parcel. */
	doubles: number;
	writes: number;
	longestStallMs: number;
}

/** 3,000 parcels in three shops have left; ship-back sends their tracking numbers. */
export async function benchShipBack({
	installation,
	tarball,
	print,
	checks,
}: BenchContext): Promise<ShipBackFigures> {
	const still = {
		outboundStepMs: Number.POSITIVE_INFINITY,
		holdReleaseMs: Number.POSITIVE_INFINITY,
		firstScanMs: Number.POSITIVE_INFINITY,
		tickMs: 60_000,
	};
	const instance = await startInstance(installation, tarball, print, {}, still);
	try {
		const market = addMarket(instance.sandbox.tiktok, 'DE');
		const shipBack = await prepare(instance, market);
		const figures = await measure(instance, shipBack);
		checks.that(
			`each of ${figures.parcels} parcels has its number on TikTok Shop once`,
			figures.doubles === 0 && missing(instance.sandbox.tiktok) === 0,
			figures,
		);
		return figures;
	} finally {
		await instance.stop();
	}
}

async function prepare({ api, sandbox }: Instance, market: MarketShop): Promise<Workflow> {
	const { credentials } = await connectInstance({ api, sandbox });
	sandbox.tiktok.orders.clear();
	const channels = {
		US01: { whCode: 'USLAX1', code: 'USPS-GA' },
		GB01: { whCode: 'GBLON1', code: 'ROYAL-48' },
		[market.shop.key]: { whCode: 'USLAX1', code: 'YW-ECO' },
	};
	for (let parcel = 0; parcel < PARCELS_OF_SHOP; parcel++) {
		for (const [shop, channel] of Object.entries(channels)) ship(sandbox, shop, channel);
	}
	const shipBack = readTemplate('ship-back');
	setUpLikeAUser(shipBack, credentials);
	pollEveryMinute(shipBack);
	for (const { parameters } of nodesOf(shipBack, 'tikTokShopFulfillment')) {
		const { rows } = parameters.pairing as { rows: object[] };
		const provider = { __rl: true, mode: 'name', value: market.provider.name };
		rows.push({ storeCode: market.shop.code, carrier: 'YANWEN', provider });
	}
	addLatency(sandbox, LATENCY_MS);
	return shipBack;
}

function ship(
	{ tiktok, oms }: Sandbox,
	shop: string,
	{ whCode, code }: { whCode: string; code: string },
): void {
	const lines = [{ sellerSku: 'MUG-BLUE-350' }];
	const order = tiktok.addOrder({ shop, lines, ageSeconds: 3_600 });
	const outbound = oms.accept({
		thirdOrderNo: order.id,
		platformOrderNo: order.id,
		referOrderNo: '',
		whCode,
		logisticsChannel: code,
		status: 2,
		given: { storeName: order.shop.code },
		lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
		carrier: '',
		trackNo: '',
	});
	oms.ship(outbound);
}

async function measure(instance: Instance, shipBack: Workflow): Promise<ShipBackFigures> {
	const { api, sandbox, n8n } = instance;
	const { tiktok, log } = sandbox;
	const parcels = tiktok.orders.size;
	const startedAt = Date.now();
	const stalls = new StallWatch(n8n.url);
	await publish(api, shipBack);
	while (missing(tiktok) > 0 && Date.now() - startedAt < ALL_WITHIN_MS) await pause(1_000);
	const seconds = Math.round((Date.now() - startedAt) / 1_000);
	const writes = log.calls('tiktok', WRITES);
	const shops = tiktok.shops.map(({ code }) => {
		const times = writes.filter(({ shop }) => shop === code).map(({ at }) => Date.parse(at));
		const took = (times[times.length - 1] - times[0]) / 1_000;
		return {
			shop: code,
			parcels: times.length,
			seconds: round(took),
			writesPerSecond: round(times.length / took),
			ofPacePercent: round((allowedSeconds(times.length) / took) * 100),
		};
	});
	return {
		parcels,
		seconds,
		shops,
		doubles: tiktok.trackingWrites.length - (parcels - missing(tiktok)),
		writes: writes.length,
		longestStallMs: await stalls.stop(),
	};
}

/** Orders whose number is not on TikTok Shop. */
function missing({ orders, trackingWrites }: TikTokWorld): number {
	return orders.size - new Set(trackingWrites.map(({ orderId }) => orderId)).size;
}

/** Seconds that so many writes need when the pace rises as fast as it may. */
function allowedSeconds(writes: number): number {
	let left = writes;
	let seconds = 0;
	for (let pace = 1; left > 0; pace = Math.min(pace + 1, MOST_WRITES_PER_SECOND)) {
		seconds += Math.min(1, left / pace);
		left -= pace;
	}
	return seconds;
}
