import { uniqBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { CallLog } from '../sandbox/callLog';
import { orderIdOf } from '../sandbox/books';
import { US_ADDRESS } from '../sandbox/demo/shops';
import { Faults } from '../sandbox/faults';
import { SANDBOX_CREDENTIALS } from '../sandbox/index';
import { EventLog } from '../sandbox/eventLog';
import { omsServer } from '../sandbox/oms/server';
import type { OutboundOrder } from '../sandbox/oms/types';
import { OmsWorld } from '../sandbox/oms/world';
import { Random } from '../sandbox/random';
import { tiktokServer } from '../sandbox/tiktok/server';
import type { Order } from '../sandbox/tiktok/types';
import { TikTokWorld } from '../sandbox/tiktok/world';
import { VirtualClock } from '../soak/virtual/process/clock';
import { Database } from '../soak/virtual/process/database';
import { Network } from '../soak/virtual/process/network';
import { addShops, addWarehouses, SKUS } from '../soak/virtual/world/shops';
import type { Poison } from './poison';

const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600;
/** One shop for each way to send a tracking number, and one that shares its market. */
export const SHOPS = ['US01', 'US02', 'GB01', 'VN01'] as const;

/** Lines of the orders, in turn: single units, several units, a combo, several SKUs. */
const BASKETS: ReadonlyArray<ReadonlyArray<readonly [string, number]>> = [
	[['MUG-BLUE', 1]],
	[
		['MUG-RED', 2],
		['LAMP', 1],
	],
	[['SET-BREAKFAST', 1]],
	[
		['TEA-CASE-12', 1],
		['MUG-BLUE', 3],
	],
];

/** Rows of the mapping, as a table holds them. */
export const MAPPING = Object.entries(SKUS).flatMap(([platform_sku, parts]) =>
	parts.map(([system_sku, quantity]) => ({
		store_code: '*',
		platform_sku,
		system_sku,
		quantity,
	})),
);

export interface OrderNeeds {
	/** Regions of the order that is meant. */
	regions?: readonly string[];
	/** TikTok Shop ships them. */
	byTikTok?: boolean;
}

/** TikTok Shop, the OMS and their orders in virtual time, before any node has seen them. */
export class FuzzWorld {
	readonly clock = new VirtualClock(START);
	readonly network: Network;
	readonly log: CallLog;
	readonly tiktok: TikTokWorld;
	readonly oms: OmsWorld;
	readonly database = new Database(() => Date.now());
	/** The order that is meant, and all others. */
	readonly bad: Order;
	readonly good: Order[];

	/** @param needs  which orders are placed, and from which the one that is meant is chosen */
	constructor(
		seed: number,
		orders: number,
		private readonly needs: OrderNeeds = {},
	) {
		const random = new Random(seed);
		const { clock } = this;
		this.network = new Network(clock, new Random(seed + 1));
		this.log = new CallLog(clock.now);
		const eventLog = new EventLog(clock.now);
		const tiktok = new TikTokWorld(clock.now, eventLog);
		this.tiktok = tiktok;
		this.oms = new OmsWorld(clock.now, eventLog, (outbound) => {
			const id = orderIdOf(tiktok.orders, outbound);
			return { id, shop: tiktok.orders.get(id)?.shop.code ?? '' };
		});
		addShops(tiktok);
		addWarehouses(this.oms);
		const all = Array.from({ length: orders }, (_, index) => this.place(index, random));
		const { regions } = needs;
		const meant = all.filter(({ shop }) => !regions || regions.includes(shop.region));
		this.bad = meant[random.below(meant.length)];
		this.good = all.filter((order) => order !== this.bad);
		this.authorize();
	}

	/** Opens both services, with a poison before them if there is one. */
	open(poison?: Poison): void {
		const { network, log, tiktok: world } = this;
		const waits = network.waits();
		const parts = { faults: new Faults(), log, waits };
		const app = SANDBOX_CREDENTIALS.tiktok;
		const servers = {
			tiktok: tiktokServer({ world, app, ...parts }),
			oms: omsServer({ world: this.oms, keys: SANDBOX_CREDENTIALS.oms, ...parts }),
		};
		for (const service of ['tiktok', 'oms'] as const) {
			network.addServer(service, servers[service]);
			poison?.standBefore(servers[service], service);
		}
	}

	/** The user pastes the redirected URL of a fresh authorization. */
	authorize(): void {
		const { appKey, appSecret } = SANDBOX_CREDENTIALS.tiktok;
		const code = this.tiktok.issueCode({ shops: [...SHOPS] });
		this.database.credentials.set('tikTokShopApi', {
			appRegion: 'GLOBAL',
			appKey,
			appSecret,
			authorizationCode: code,
			replaceHosts: true,
			readsPerSecond: 0,
			writesPerSecond: 0,
		});
		this.database.credentials.set('lingxingOmsApi', {
			...SANDBOX_CREDENTIALS.oms,
			callsPerSecond: 0,
		});
	}

	/** IDs by which answers and calls name an order. */
	idsOf(order: Order): string[] {
		const outbound = this.outboundOf(order).map(({ outboundOrderNo }) => outboundOrderNo);
		const cancellations = this.tiktok.cancellations.ofOrder(order.id).map(({ id }) => id);
		return [order.id, ...order.packageIds, ...outbound, ...cancellations];
	}

	outboundOf({ id }: Order): OutboundOrder[] {
		return [...this.oms.outbound.values()].filter(
			(outbound) => orderIdOf(this.tiktok.orders, outbound) === id,
		);
	}

	/** The warehouse ships what it has got until now. */
	ship(): void {
		for (const outbound of this.oms.outbound.values()) this.oms.ship(outbound);
	}

	/** Waits for work of the nodes. @returns undefined when it would never end */
	async ended<T>(work: Promise<T>): Promise<{ value: T } | undefined> {
		let over = false;
		const watched = work.finally(() => (over = true));
		watched.catch(() => undefined);
		await this.clock.run(this.network, () => !over);
		return over ? { value: await watched } : undefined;
	}

	async pass(ms: number): Promise<void> {
		const until = this.clock.now() + ms;
		this.clock.at(until, () => undefined);
		await this.clock.run(this.network, () => this.clock.now() < until);
	}

	private place(index: number, random: Random): Order {
		const basket = BASKETS[(index + random.below(2)) % BASKETS.length];
		return this.tiktok.addOrder({
			shop: SHOPS[index % SHOPS.length],
			lines: basket.map(([sellerSku, units]) => ({ sellerSku, units })),
			ageSeconds: 2 * HOUR + 60 * index,
			...(this.needs.byTikTok ? { shippingType: 'TIKTOK' as const } : {}),
			address: { name: `${US_ADDRESS.name} ${index}`, line1: `${index + 1} Market Street` },
		});
	}
}

/** What the mapping packs the SKUs of an outbound order from, as the ship-back template tells TikTok Shop Fulfillment. */
export function packedAs(lines: unknown): IDataObject[] {
	const skus = Array.isArray(lines)
		? lines.map((line) => (line as IDataObject | null)?.systemSku)
		: [];
	const platforms = MAPPING.filter(({ system_sku }) => skus.includes(system_sku));
	return uniqBy(platforms, 'platform_sku').flatMap(({ platform_sku: platformSku }) =>
		MAPPING.filter(({ platform_sku }) => platform_sku === platformSku).map((row) => ({
			systemSku: row.system_sku,
			quantity: 0,
			from: [{ platformSku, quantity: 0, factor: row.quantity }],
		})),
	);
}

/** Units of each system SKU that an order needs, as text to compare. */
export function unitsNeeded(order: Order): string {
	return totals(
		order.lines.flatMap(({ sellerSku }) =>
			SKUS[sellerSku].map(([sku, quantity]) => ({ sku, quantity })),
		),
	);
}

export function totals(lines: ReadonlyArray<{ sku: string; quantity: number }>): string {
	const sums = new Map<string, number>();
	for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
	return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
