import { CallLog } from '../../sandbox/callLog';
import { orderIdOf } from '../../sandbox/books';
import { SANDBOX_CREDENTIALS } from '../../sandbox/index';
import { EventLog } from '../../sandbox/eventLog';
import { omsServer } from '../../sandbox/oms/server';
import type { Random } from '../../sandbox/random';
import { tiktokServer } from '../../sandbox/tiktok/server';
import { TikTokWorld } from '../../sandbox/tiktok/world';
import { ArmedFaults } from './faults/armed';
import type { VirtualClock } from './process/clock';
import type { Network } from './process/network';
import { addShops, addWarehouses } from './world/shops';
import { WorkingOms } from './world/warehouse';

/** Calls as they came, counted by path and not kept. */
class CountingLog extends CallLog {
	readonly counts = new Map<string, number>();

	override add(entry: Parameters<CallLog['add']>[0]): void {
		const path = entry.path.replace(/\d{9,}/g, ':id');
		const key = `${entry.service} ${path}`;
		this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
	}
}

/** The sandbox's two services in virtual time, with ten shops; reached through the network instead of sockets. */
export class Services {
	readonly eventLog: EventLog;
	readonly log: CountingLog;
	readonly faults: ArmedFaults;
	readonly tiktok: TikTokWorld;
	readonly oms: WorkingOms;

	constructor(clock: VirtualClock, network: Network, random: Random) {
		this.eventLog = new EventLog(clock.now);
		this.log = new CountingLog(clock.now);
		this.faults = new ArmedFaults(random);
		const tiktok = new TikTokWorld(clock.now, this.eventLog);
		this.tiktok = tiktok;
		this.oms = new WorkingOms(clock, random, this.eventLog, (outbound) => {
			const { referOrderNo } = outbound;
			const byReference = tiktok.orders.has(referOrderNo) ? referOrderNo : '';
			const id = orderIdOf(tiktok.orders, outbound) || byReference;
			return { id, shop: tiktok.orders.get(id)?.shop.code ?? '' };
		});
		addShops(tiktok);
		addWarehouses(this.oms);
		const { faults, log } = this;
		const waits = network.waits();
		const app = SANDBOX_CREDENTIALS.tiktok;
		const keys = SANDBOX_CREDENTIALS.oms;
		network.addServer('tiktok', tiktokServer({ world: tiktok, app, faults, log, waits }));
		network.addServer('oms', omsServer({ world: this.oms, keys, faults, log, waits }));
	}

	/** Calls the services have seen. */
	get calls(): number {
		return [...this.log.counts.values()].reduce((sum, count) => sum + count, 0);
	}
}
