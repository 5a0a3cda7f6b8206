import type { FastifyInstance } from 'fastify';
import { addAdmin } from './admin';
import { Answers } from './answers';
import { countBooks, orderIdOf, type Books } from './books';
import { CallLog } from './callLog';
import { addDemoOms } from './demo/oms';
import { addDemoOrders } from './demo/orders';
import { addDemoShops } from './demo/shops';
import { Faults } from './faults';
import { Waits } from './http';
import { EventLog } from './eventLog';
import { ageOms } from './oms/ageing';
import { omsServer } from './oms/server';
import { OmsWorld } from './oms/world';
import { Outage } from './outage';
import { STEP_PACE, WATCHABLE_PACE, type Pacing } from './pacing';
import type { Credentials, Sandbox } from './sandbox';
import { ageTikTok } from './tiktok/ageing';
import { tiktokServer } from './tiktok/server';
import { TikTokWorld } from './tiktok/world';

export type { Books, OrderBook, OutboundBook } from './books';
export type { CallLog, CallLogEntry, Service } from './callLog';
export type { FaultKind, FaultRule, Faults } from './faults';
export type { SandboxEvent, EventType } from './eventLog';
export type { OmsWorld } from './oms/world';
export type { Pacing } from './pacing';
export type { Credentials, Sandbox } from './sandbox';
export type { CodeRequest, LineSeed, OrderSeed, TikTokWorld } from './tiktok/world';
export { DEMO_MAPPING, DEMO_PAIRING, LATE_MAPPING } from './demo/mapping';
export type { MappingRow, PairingRow } from './demo/mapping';

export interface SandboxOptions {
	/** 0 = any free port. */
	tiktokPort?: number;
	omsPort?: number;
	/** Epoch ms; the machine's clock by default. */
	now?: () => number;
	/** Replaces single values of the pace: watchable with autoAdvance, without waits otherwise. */
	pace?: Partial<Pacing>;
	/** Ages the world by itself; otherwise only tick() and admin acts move it. */
	autoAdvance?: boolean;
	/** 'empty': the same shops, products and warehouses, without orders. */
	world?: 'demo' | 'empty';
}

export const SANDBOX_CREDENTIALS: Credentials = {
	tiktok: {
		appKey: 'sandboxappkey',
		appSecret: 'sandboxappsecret',
		serviceId: '7000000000000000001',
	},
	oms: { appKey: 'sandbox-oms-key', appSecret: 'sandbox-oms-secret' },
};

const HOST = '127.0.0.1';

async function listen(server: FastifyInstance, port: number): Promise<string> {
	return await server.listen({ host: HOST, port });
}

/** Starts TikTok Shop and the OMS on the loopback of this machine. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const autoAdvance = options.autoAdvance ?? false;
	const pace: Pacing = { ...(autoAdvance ? WATCHABLE_PACE : STEP_PACE), ...options.pace };
	const credentials = SANDBOX_CREDENTIALS;
	const eventLog = new EventLog(now);
	const log = new CallLog(now);
	const faults = new Faults();
	const answers = new Answers();
	const waits = new Waits();
	const tiktok = new TikTokWorld(now, eventLog);
	const oms = new OmsWorld(now, eventLog, (outbound) => {
		const id = orderIdOf(tiktok.orders, outbound);
		return { id, shop: tiktok.orders.get(id)?.shop.code ?? '' };
	});
	addDemoShops(tiktok);
	addDemoOms(oms);
	if (options.world !== 'empty') addDemoOrders(tiktok);

	const startedAt = now();
	const tick = (): void => {
		ageTikTok(tiktok, pace, autoAdvance ? undefined : startedAt);
		ageOms(oms, pace);
	};
	const books = (): Books => countBooks(tiktok, oms, log);
	const servers = {
		tiktok: tiktokServer({ world: tiktok, app: credentials.tiktok, faults, log, waits }),
		oms: omsServer({ world: oms, keys: credentials.oms, faults, log, waits }),
	};
	answers.standBefore(servers.tiktok, 'tiktok');
	answers.standBefore(servers.oms, 'oms');
	const outage = new Outage([servers.tiktok, servers.oms]);
	addAdmin(servers.tiktok, { faults, tiktok, oms, log, books, tick }, eventLog);
	const tiktokUrl = await listen(servers.tiktok, options.tiktokPort ?? 0);
	tiktok.baseUrl = tiktokUrl;
	let omsUrl: string;
	try {
		omsUrl = await listen(servers.oms, options.omsPort ?? 0);
	} catch (error) {
		await servers.tiktok.close();
		throw error;
	}
	const timer = autoAdvance ? setInterval(tick, Math.max(50, pace.tickMs)) : undefined;
	timer?.unref();
	const close = async (): Promise<void> => {
		clearInterval(timer);
		waits.endAll();
		await Promise.all([servers.tiktok.close(), servers.oms.close()]);
	};
	return {
		tiktokUrl,
		omsUrl,
		tiktok,
		oms,
		faults,
		answers,
		log,
		books,
		tick,
		goAway: () => outage.begin(),
		comeBack: () => outage.end(),
		close,
		credentials,
	};
}
