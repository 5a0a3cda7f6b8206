import { LATE_MAPPING } from '../sandbox';
import { pause } from '../support/interrupt';
import { AllProgress } from './orderProgress';
import { Observer } from './observer';
import { unfinished } from './report';
import type { PublishedWorkflow } from '../support/n8n/publish';
import { MAPPING_TABLE } from '../support/n8n/mappingTables';
import type { World } from '../support/n8n/world';

const LOOK_EVERY_MS = 2_000;
/** Polls come every minute; one may have begun just before the end and does not count. */
const QUIET_WITHIN_MS = 150_000;

/** Watches the orders and plays the user who adds the missing mapping row. The other healings happen in the sandbox. */
export class OrderWatcher {
	readonly progress: AllProgress;
	private readonly observer: Observer;
	private rowsAdded = false;

	constructor(
		private readonly world: World,
		private readonly print: (line: string) => void,
	) {
		this.progress = new AllProgress(print);
		const { orderSync, toWarehouse, shipBack } = world;
		const workflows = [orderSync.id, toWarehouse.id, shipBack.id];
		this.observer = new Observer(world.sandbox.tiktokUrl, world.api, workflows, this.progress);
	}

	/** Reads both sides once, after a short wait. */
	async goOn(): Promise<void> {
		await pause(LOOK_EVERY_MS);
		await this.observer.look();
		if (this.rowsAdded || this.progress.waitingWith('SKU_NOT_MAPPED').length === 0) return;
		this.rowsAdded = true;
		const rows = LATE_MAPPING.map(({ platform_sku: from, system_sku: to }) => `${from} → ${to}`);
		this.print(
			`       You add the missing row to the data table ${MAPPING_TABLE}: ${rows.join(', ')}`,
		);
		await this.world.tables.insert(MAPPING_TABLE, LATE_MAPPING);
	}

	/**
	 * Goes on until every order has reached its end and each trigger has polled once more after that, which shows whether
	 * anything is done twice.
	 *
	 * @param until  epoch ms at which it gives up
	 * @returns      whether it got there in time
	 */
	async goToTheEnd(until: number): Promise<boolean> {
		while (!this.allArrived()) {
			if (Date.now() > until) return false;
			await this.goOn();
		}
		const arrivedAt = Date.now();
		this.print(
			'       Every order has reached its end. One more poll shows that nothing is done twice.',
		);
		const quietUntil = Math.min(until, arrivedAt + QUIET_WITHIN_MS);
		const before = this.polls();
		while (this.polls().some((count, trigger) => count === before[trigger])) {
			if (Date.now() > quietUntil) return false;
			await this.goOn();
		}
		return true;
	}

	/** The first execution of a workflow that went well: the one that met all the orders. */
	firstGoodExecution({ id }: PublishedWorkflow): string | undefined {
		return this.observer.executionsOf(id).find(({ status }) => status === 'success')?.id;
	}

	allArrived(): boolean {
		return unfinished(this.world.sandbox.books(), this.progress).length === 0;
	}

	/** Searches for orders and for outbound orders so far; a poll that finds nothing starts no execution. */
	private polls(): number[] {
		const { log } = this.world.sandbox;
		return [log.count('tiktok', /\/orders\/search$/), log.count('oms', /outboundOrder\/pageList$/)];
	}
}
