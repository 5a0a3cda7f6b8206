import { sortedIndexBy } from 'lodash';

import type { Random } from '../../../sandbox/random';
import { OmsWorld, type OutboundNumber } from '../../../sandbox/oms/world';
import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { EventLog } from '../../../sandbox/eventLog';
import type { VirtualClock } from '../process/clock';

const MINUTE = 60_000;
const nothing = (): void => {};
/** A number that the carrier gives later. */
const NOT_YET = '';
const INDEXED = ['thirdOrderNo', 'referOrderNo'] as const;

/** An OMS whose warehouse works by itself: it picks and ships each order some time after it came, and answers cancellations. */
export class WorkingOms extends OmsWorld {
	private readonly inOrder: OutboundOrder[] = [];
	private readonly index = {
		thirdOrderNo: new Map<string, OutboundOrder[]>(),
		referOrderNo: new Map<string, OutboundOrder[]>(),
	};

	/** Told of each order that comes, and of each that has left; their packing may be changed until then. */
	onAccepted: (accepted: OutboundOrder) => void = nothing;
	onShipped: (shipped: OutboundOrder) => void = nothing;
	/** Somebody asks for a cancellation through the API. */
	onCancelAsked: (outbound: OutboundOrder) => void = nothing;
	/** By outbound order number: the second parcel gets its number so much later, ms. */
	readonly secondNumberAfter = new Map<string, number>();

	constructor(
		private readonly clock: VirtualClock,
		private readonly random: Random,
		eventLog: EventLog,
		orderOf: (outbound: OutboundOrder) => { id: string; shop: string },
	) {
		super(clock.now, eventLog, orderOf);
	}

	/** Found by an index: a long run asks thousands of times. */
	override withNumbers(field: OutboundNumber, numbers: readonly string[]): OutboundOrder[] {
		if (field === 'outboundOrderNo') {
			return numbers.flatMap((number) => this.outbound.get(number) ?? []);
		}
		return [...new Set(numbers)].flatMap((number) => this.index[field].get(number) ?? []);
	}

	/** A binary search is possible because these times only grow. */
	override createdWithin(from: number, to: number): OutboundOrder[] {
		const after = (moment: number): number =>
			sortedIndexBy(this.inOrder, { createdAt: moment } as OutboundOrder, 'createdAt');
		return this.inOrder.slice(after(from), after(to + 1));
	}

	/** The OMS shows it no more. */
	forget(outboundOrderNo: string): void {
		const order = this.outbound.get(outboundOrderNo);
		if (!order) return;
		this.outbound.delete(outboundOrderNo);
		this.inOrder.splice(this.inOrder.indexOf(order), 1);
		for (const field of INDEXED) {
			const left = this.index[field].get(order[field])?.filter((each) => each !== order) ?? [];
			if (left.length > 0) this.index[field].set(order[field], left);
			else this.index[field].delete(order[field]);
		}
	}

	override accept(
		order: Omit<OutboundOrder, 'outboundOrderNo' | 'createdAt' | 'movedAt'>,
	): OutboundOrder {
		const accepted = super.accept(order);
		this.inOrder.push(accepted);
		for (const field of INDEXED) {
			const number = accepted[field];
			if (number)
				this.index[field].set(number, [...(this.index[field].get(number) ?? []), accepted]);
		}
		const picked = MINUTE * (30 + this.random.below(40));
		const shipped = picked + MINUTE * (5 + this.random.below(50));
		void this.clock.after(picked, () => {
			if (accepted.status < 2) accepted.status = 2;
		});
		void this.clock.after(shipped, () => this.ship(accepted));
		this.watchCancellation(accepted);
		this.onAccepted(accepted);
		return accepted;
	}

	override ship(order: OutboundOrder): void {
		if (order.status >= 3) return;
		super.ship(order);
		const wait = this.secondNumberAfter.get(order.outboundOrderNo);
		const numbers = order.parcelTrackNos;
		if (wait !== undefined && numbers && numbers.length > 1) {
			const [first, second] = numbers;
			order.parcelTrackNos = [first, NOT_YET];
			void this.clock.after(wait, () => (order.parcelTrackNos = [first, second]));
		}
		this.secondNumberAfter.delete(order.outboundOrderNo);
		this.onShipped(order);
	}

	/** The warehouse answers a request to cancel within minutes; the parcel may be faster. */
	private watchCancellation(accepted: OutboundOrder): void {
		let cancel: OutboundOrder['cancel'];
		const answerLater = (): void => {
			const wait = MINUTE * (1 + this.random.below(12));
			void this.clock.after(wait, () => {
				if (accepted.cancel?.state === 'pending') this.cancel(accepted);
			});
		};
		Object.defineProperty(accepted, 'cancel', {
			enumerable: true,
			get: () => cancel,
			set: (asked: OutboundOrder['cancel']) => {
				cancel = asked;
				if (!asked) return;
				this.onCancelAsked(accepted);
				answerLater();
			},
		});
	}
}
