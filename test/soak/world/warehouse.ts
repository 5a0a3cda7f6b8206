import type { Random } from '../../sandbox/random';
import { OmsWorld } from '../../sandbox/oms/world';
import type { OutboundOrder } from '../../sandbox/oms/types';
import type { Journey } from '../../sandbox/journey';
import type { VirtualClock } from '../process/clock';

const MINUTE = 60_000;

/** An OMS whose warehouse works by itself: it picks and ships each order some time after it came, and answers cancellations. */
export class WorkingOms extends OmsWorld {
	constructor(
		private readonly clock: VirtualClock,
		private readonly random: Random,
		journey: Journey,
		orderOf: (outbound: OutboundOrder) => { id: string; shop: string },
	) {
		super(clock.now, journey, orderOf);
	}

	override accept(
		order: Omit<OutboundOrder, 'outboundOrderNo' | 'createdAt' | 'movedAt'>,
	): OutboundOrder {
		const accepted = super.accept(order);
		const picked = MINUTE * (30 + this.random.below(40));
		const shipped = picked + MINUTE * (5 + this.random.below(50));
		void this.clock.after(picked, () => {
			if (accepted.status < 2) accepted.status = 2;
		});
		void this.clock.after(shipped, () => this.ship(accepted));
		this.watchCancellation(accepted);
		return accepted;
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
				if (asked) answerLater();
			},
		});
	}
}
