import type { IDataObject } from 'n8n-workflow';

import type { Random } from '../../../sandbox/random';
import type { Standstill } from '../audit/standstill';
import type { VirtualClock } from '../process/clock';
import type { Database } from '../process/database';
import type { N8nProcess } from '../process/n8nProcess';
import type { Network } from '../process/network';
import type { Processes } from '../process/processes';
import type { Services } from '../services';
import type { Mapping } from '../world/mapping';
import { MARKETS, PLENTY, SCARCE } from '../world/shops';
import { BadThings } from './badThings';
import type { EventFault } from './kinds';
import type { PlannedFault } from './plan';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SKEW_MS = 120_000;
const YEAR_2999 = Date.UTC(2999, 0, 1) / 1_000;
/** How long it takes until a person authorizes a shop again. */
const REAUTHORISED_AFTER = HOUR;

export interface Means {
	clock: VirtualClock;
	network: Network;
	services: Services;
	processes: Processes;
	database: Database;
	mapping: Mapping;
	random: Random;
	standstill: Standstill;
	broken: (what: string) => void;
	note: (what: string) => void;
}

/** Carries out the planned faults, and mends those that a person has to mend. */
export class FaultMaker {
	reauthorisations = 0;
	private killAtHandOver = 0;
	private readonly killAfter: string[] = [];
	private reauthorising = false;
	readonly badThings: BadThings;

	constructor(private readonly means: Means) {
		this.badThings = new BadThings(means);
		means.network.onAccepted = ({ process, path }) => {
			const index = this.killAfter.findIndex((each) => path.includes(each));
			if (index < 0) return;
			this.killAfter.splice(index, 1);
			means.note(`killed after ${path} was accepted`);
			means.processes.kill(means.processes.all.find(({ name }) => name === process));
		};
	}

	make(fault: PlannedFault): void {
		if ('event' in fault) {
			this.means.note(fault.event);
			this.happen(fault.event);
			return;
		}
		const { place, kind, delayMs } = fault;
		const { service, path } = place;
		if (kind === 'torn') this.means.network.tearNext(service, path);
		else if (kind === 'stuck') this.means.network.delayNext(service, path, delayMs);
		else this.means.services.faults.add({ service, path, kind, delayMs });
	}

	/** A trigger has emitted: the moment between hand-over and effect. */
	handedOver(process: N8nProcess): void {
		if (this.killAtHandOver === 0) return;
		this.killAtHandOver -= 1;
		this.means.note('killed at the hand-over');
		this.means.processes.kill(process);
	}

	/** A person reads the failure and authorizes the shop again. */
	noticed(failure: Error): void {
		const ended = (failure as { httpCode?: unknown }).httpCode === '401';
		if (!ended) return;
		this.badThings.stoodStillAt = this.means.clock.now();
		if (this.reauthorising) return;
		this.reauthorising = true;
		void this.means.clock.after(REAUTHORISED_AFTER, () => {
			this.reauthorising = false;
			this.reauthorisations += 1;
			this.badThings.stoodStillAt = this.means.clock.now();
			this.means.note('authorised again by hand');
			const { credentials } = this.means.database;
			const authorizationCode = this.means.services.tiktok.issueCode();
			credentials.set('tikTokShopApi', { ...credentials.get('tikTokShopApi'), authorizationCode });
			void this.means.processes.main?.testCredential();
		});
	}

	private happen(event: EventFault): void {
		const { processes, mapping, services, clock } = this.means;
		const main = processes.main;
		const later = (longest: number, act: () => void): void =>
			void clock.after(longest / 4 + this.means.random.below((longest * 3) / 4), act);
		switch (event) {
			case 'kill':
				return processes.kill(main);
			case 'killAtHandOver':
				this.killAtHandOver += 1;
				return;
			case 'killAfterCreate':
				this.killAfter.push('/outboundOrder/create');
				return;
			case 'killAfterShip':
				this.killAfter.push('/fulfillment/');
				return;
			case 'killAfterRefresh':
				this.killAfter.push('/token/refresh');
				services.tiktok.tokens.expireAccess();
				return;
			case 'ordersMemoryLost':
				return main?.setMemory('orders', {});
			case 'ordersMemoryOfAnotherShop':
				return this.changeOrders((state) => ({
					...state,
					belongsTo: '["id of another credential"]',
					streams: { '7490000000000000999:AWAITING_SHIPMENT': {} },
				}));
			case 'ordersMemoryOfTheFuture':
				return this.changeOrders((state) => ({
					...state,
					version: 99,
					streams: { other: 'form' },
				}));
			case 'ordersMemoryOf2999':
				return this.changeOrders((state) => ({ ...state, streams: in2999(state.streams) }));
			case 'shippedMemoryLost':
				return main?.setMemory('shipped', {});
			case 'shippedMemoryOf2999': {
				const { outboundOrders } = main?.memory('shipped') ?? {};
				const state = { ...(outboundOrders as IDataObject), from: YEAR_2999 };
				return main?.setMemory('shipped', { outboundOrders: state });
			}
			case 'clockAhead':
			case 'clockBehind':
				return this.setClock(event === 'clockAhead' ? SKEW_MS : -SKEW_MS);
			case 'tokensExpire':
				return services.tiktok.tokens.expireAccess();
			case 'twin':
				return processes.twin(20 * MINUTE + this.means.random.below(100 * MINUTE));
			case 'rowUnusable':
				return this.badThings.rowUnusable();
			case 'shopRefused':
				return this.badThings.shopRefused();
			case 'mappingChanged':
				return mapping.changeFactor();
			case 'mappingLate':
				mapping.setLate(false);
				return later(3 * HOUR, () => mapping.setLate(true));
			case 'outOfStock':
				this.stock(0);
				return later(2 * HOUR, () => this.stock(PLENTY));
			case 'skuNotRegistered': {
				const product = services.oms.products.get(SCARCE.systemSku);
				if (product) product.registeredIn = [];
				return later(2 * HOUR, () => this.stock(PLENTY));
			}
		}
	}

	/** TikTok Shop takes no call of a clock that is two minutes ahead. */
	private setClock(skewMs: number): void {
		const { clock, processes, random } = this.means;
		const { main } = processes;
		if (!main) return;
		const stand = (): void => void (this.badThings.stoodStillAt = clock.now());
		stand();
		main.skewMs = skewMs;
		void clock.after(HOUR / 4 + random.below((HOUR * 3) / 4), () => {
			stand();
			main.skewMs = 0;
		});
	}

	private changeOrders(change: (state: IDataObject) => IDataObject): void {
		const { main } = this.means.processes;
		main?.setMemory('orders', change(main.memory('orders')));
	}

	private stock(available: number): void {
		for (const { whCode } of MARKETS) {
			this.means.services.oms.setStock(whCode, SCARCE.systemSku, available);
		}
	}
}

function in2999(streams: unknown): IDataObject {
	const future = { readUpTo: YEAR_2999, auditedAt: YEAR_2999, oldestPending: YEAR_2999 };
	return Object.fromEntries(
		Object.entries((streams ?? {}) as IDataObject).map(([key, state]) => [
			key,
			{ ...(state as IDataObject), ...future },
		]),
	);
}
