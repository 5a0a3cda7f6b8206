import type { IDataObject } from 'n8n-workflow';

import { SANDBOX_CREDENTIALS } from '../../sandbox/index';
import { Random } from '../../sandbox/random';
import { Auditor } from './audit/auditor';
import { whyUnbounded } from './audit/bounds';
import type { Violation } from './audit/entry';
import { PACE, PaceWatch } from './audit/pace';
import { Standstill } from './audit/standstill';
import { Tally } from './audit/tally';
import { EVENTS } from './faults/kinds';
import { FaultMaker } from './faults/maker';
import { planFaults } from './faults/plan';
import type { SoakOptions } from './arguments';
import { VirtualClock } from './process/clock';
import { Database } from './process/database';
import type { CallSeen } from './process/network';
import { Network } from './process/network';
import { Processes } from './process/processes';
import { Sources, type Mutation } from './process/modules';
import { TRIGGERS, type N8nProcess } from './process/n8nProcess';
import { LeastOfPolls } from './leastCalls';
import { Services } from './services';
import { Mapping } from './world/mapping';
import { planOrders } from './world/orders';
import { Traffic } from './world/traffic';
import { BAD_ORDERS } from './world/scenarios';
import { longestWait, planCalendar } from './world/calendar';
import { Others } from './world/others';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HEAP_EVERY = 6 * HOUR;
const START = Date.UTC(2026, 0, 5);
/** Orders a day of ten shops; a larger run lasts longer. */
const ORDERS_A_DAY = 10_000;
/** Both workflows poll as in their templates. */
const POLL_EVERY = 15 * MINUTE;
/** A duplicate may come from two processes or from a stuck call this long ago, ms. */
const DOUBLE_WITHIN = 10 * MINUTE;
/** A person acts on an exception after this time. */
const PEOPLE_TAKE = 15 * MINUTE;
/** An extra event falls into the time in which the last orders still wait. */
const LATE_IN_WAIT = 0.9;
/** After the last order everything has to be in its place within this time. */
const LONGEST_END = 36 * HOUR;

/** One run: the world, the processes and the faults of a seed, in virtual time. */
export class Soak {
	readonly tally = new Tally();
	readonly auditor: Auditor;
	readonly services: Services;
	readonly length: number;

	private readonly clock = new VirtualClock(START);
	readonly network: Network;
	readonly least: LeastOfPolls;
	private readonly processes: Processes;
	private readonly faults: FaultMaker;
	private readonly mapping: Mapping;
	private readonly traffic: Traffic;
	private readonly pace = new PaceWatch();
	private readonly others: Others;
	private readonly orders: number;
	/** Longest time that an order may wait for a person, ms. */
	private readonly longestWait: number;
	private over = false;

	constructor(
		private readonly options: SoakOptions,
		/** Counted from 1. */
		world: number,
		private readonly sources: Sources,
	) {
		const { clock, tally } = this;
		// One generator for each matter: a change of one of them does not turn over all others.
		const random = (matter: number): Random =>
			new Random(options.seed * 1_000_003 + (world - 1) * 1_000 + matter);
		const share = (total: number): number => shareOf(total, world, options.worlds);
		this.orders = share(options.orders);
		this.length = Math.max(3 * HOUR, Math.ceil((this.orders / ORDERS_A_DAY) * DAY));
		this.network = new Network(clock, random(1));
		this.services = new Services(clock, this.network, random(2));
		this.mapping = new Mapping(clock.now);
		this.longestWait = longestWait(options.waitHours, this.length);
		const { oms, tiktok } = this.services;
		this.others = new Others(oms, clock, random(7));
		this.traffic = new Traffic(tiktok, oms, this.others, clock);
		const database = new Database(clock.now);
		this.least = new LeastOfPolls(tiktok.shops.length);
		this.processes = new Processes({
			clock,
			random: random(3),
			sources,
			network: this.network,
			database,
			least: this.least,
			mappingJson: () => this.mapping.json,
			onceWithoutAudit: options.mode === 'cursor',
			runLog: {
				polled: (trigger, emitted, exceptions, failure) => {
					tally.polled(trigger, emitted, exceptions.map(codeOf), failure);
					if (trigger === 'orders') this.faults.badThings.told(exceptions, failure);
					if (failure) this.faults.noticed(failure);
				},
				handedOver: (process) => {
					for (const memory of TRIGGERS) {
						tally.memory(memory, database.memories[memory].length);
					}
					this.faults.handedOver(process);
				},
				executed: (what, result) => {
					tally.executed(what, result);
					this.auditor.claimed(result.done);
					this.auditor.told(result.waiting);
					this.takeBackSeveral(result.waiting);
				},
				told: (exceptions) => this.auditor.told(exceptions),
				synced: (trigger, orderIds, startedAt) => this.auditor.synced(trigger, orderIds, startedAt),
				called: (process, call, inFlight) => this.called(process, call, inFlight),
			},
		});
		this.auditor = new Auditor(
			clock.now,
			this.mapping,
			{
				mayDouble: (creators) =>
					clock.now() - this.network.stuckArrivedAt < DOUBLE_WITHIN ||
					this.processes.wereTogether(creators, DOUBLE_WITHIN),
			},
			() => this.services,
		);
		this.faults = new FaultMaker({
			clock,
			network: this.network,
			services: this.services,
			processes: this.processes,
			database,
			mapping: this.mapping,
			random: random(4),
			standstill: new Standstill(
				clock.now,
				() => this.auditor.books.all,
				(what) => this.auditor.broken(what),
			),
			broken: (what) => this.auditor.broken(what),
			note: (what) => tally.event(clock.now(), what),
		});
		this.auditor.listen(this.services.eventLog);
		this.traffic.onEligible = ({ id }) => this.auditor.eligible(id);
		this.traffic.onChanged = ({ id }, wanted) => this.auditor.changed(id, wanted);
		this.traffic.onMended = ({ id, shop, createTime }) => {
			const { badThings } = this.faults;
			const since = createTime * 1_000;
			const isExcused = badThings.isExcused(since) || badThings.wasRefused(shop.id, since);
			if (!isExcused) this.auditor.mended(id);
		};
		this.fillInCredentials(database);
		this.services.tiktok.tokens.accessLifeSeconds = 6 * 3_600;
		const around = { clock, mapping: this.mapping, oms, others: this.others, random: random(8) };
		if (options.mode === 'templates') {
			planCalendar(around, this.orders, START, this.length, this.longestWait);
		}
		this.planAll(random(5), random(6), share(options.faults));
	}

	/** @returns the first broken promise, if any */
	async run(progress: (done: number, text: string) => void): Promise<Violation | undefined> {
		this.processes.start();
		for (const trigger of TRIGGERS) this.every(POLL_EVERY, () => this.processes.tick(trigger));
		this.every(HOUR, () => {
			this.auditor.archive();
			this.auditor.checkConvergence();
			const done = (this.clock.now() - START) / this.length;
			progress(Math.min(1, done), `${this.auditor.counts.tracked} tracked`);
			this.endWhenSettled();
		});
		this.every(HEAP_EVERY, () => {
			const unbounded = whyUnbounded(this.tally.memories, this.tally.heap());
			if (unbounded) this.auditor.broken(unbounded);
		});
		await this.clock.run(this.network, () => !this.over && !this.auditor.violation);
		this.sources.checkMutations();
		if (!this.auditor.violation) this.auditor.finish();
		return this.auditor.violation;
	}

	/** Virtual time that has passed, ms. */
	get passed(): number {
		return this.clock.now() - START;
	}

	get reauthorisations(): number {
		return this.faults.reauthorisations;
	}

	get processesStarted(): number {
		return this.processes.started;
	}

	private called(process: N8nProcess, call: CallSeen, inFlight: number): void {
		const broken = this.pace.seen(process.name, call, inFlight, this.clock.now());
		if (broken) this.auditor.broken(broken);
		if (call.service !== 'oms' || !call.path.endsWith('/outboundOrder/cancel')) return;
		const { data } = JSON.parse(call.body) as { data: { outboundOrderNoList: string[] } };
		for (const number of data.outboundOrderNoList) {
			this.auditor.cancelAsked(process.name, number);
		}
	}

	/** A person reads that an order has several outbound orders, and keeps the oldest. */
	private takeBackSeveral(waiting: readonly IDataObject[]): void {
		const { oms } = this.services;
		for (const item of waiting) {
			if (codeOf(item) !== 'SEVERAL_OUTBOUND_ORDERS') continue;
			void this.clock.after(PEOPLE_TAKE, () => {
				for (const surplus of this.auditor.books.surplusOf(String(item.orderId)))
					oms.cancel(surplus);
			});
		}
	}

	private every(period: number, act: () => void): void {
		const next = (): void => {
			if (this.over) return;
			act();
			void this.clock.after(period, next);
		};
		void this.clock.after(period, next);
	}

	private endWhenSettled(): void {
		const since = this.clock.now() - START - this.length;
		if (since < 0) return;
		if (
			since > this.longestWait + LONGEST_END ||
			(since > 3 * HOUR && this.auditor.unsettled === 0)
		)
			this.over = true;
	}

	private planAll(ofOrders: Random, ofFaults: Random, faults: number): void {
		const { options, clock, length, orders: count } = this;
		const { mode } = options;
		const shops = this.services.tiktok.shops.length;
		const plan = { count, shops, startMs: START, lengthMs: length, mode };
		for (const planned of planOrders(ofOrders, plan)) {
			clock.at(planned.at, () => {
				this.auditor.placed(this.traffic.place(planned), planned);
				if (BAD_ORDERS.includes(planned.scenario)) this.faults.badThings.badOrder(planned);
			});
		}
		for (const fault of planFaults(ofFaults, faults, START, length, options.mode)) {
			clock.at(fault.at, () => this.faults.make(fault));
		}
		const extra = EVENTS.find(([event]) => event === options.event);
		const at = START + Math.max(length / 3, options.waitHours * HOUR * LATE_IN_WAIT);
		if (extra) clock.at(at, () => this.faults.make({ at, event: extra[0] }));
		// The mapping of the new product comes at a third of the way, whatever the faults do.
		const mappedAt = options.mode === 'cursor' ? START : START + length / 3;
		clock.at(mappedAt, () => this.mapping.setLate(true));
	}

	private fillInCredentials(database: Database): void {
		const { appKey, appSecret } = SANDBOX_CREDENTIALS.tiktok;
		database.credentials.set('tikTokShopApi', {
			appRegion: 'GLOBAL',
			appKey,
			appSecret,
			authorizationCode: this.services.tiktok.issueCode(),
			replaceHosts: true,
			readsPerSecond: PACE.tiktokRead,
			writesPerSecond: PACE.tiktokWrite,
		});
		database.credentials.set('lingxingOmsApi', {
			...SANDBOX_CREDENTIALS.oms,
			callsPerSecond: PACE.oms,
		});
	}
}

function codeOf({ exception }: IDataObject): string {
	return String((exception as IDataObject | undefined)?.code ?? 'none');
}

/** What is left over goes to the first worlds. */
function shareOf(total: number, world: number, worlds: number): number {
	return Math.floor(total / worlds) + (world <= total % worlds ? 1 : 0);
}

export type { Mutation };
