import type { OutboundLine, OutboundOrder } from '../../../sandbox/oms/types';
import type { Random } from '../../../sandbox/random';
import type { Order } from '../../../sandbox/tiktok/types';
import type { VirtualClock } from '../process/clock';
import type { PlannedOrder } from './orders';
import { MARKETS, SKUS } from './shops';
import type { WorkingOms } from './warehouse';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The other creator brings an order to the OMS so long before TikTok Shop releases it, as a part of the hold. */
const BEFORE_RELEASE = 0.6;
const FORGOTTEN_AFTER = 27 * HOUR;
const FAR_TOO_MUCH = 7;

type Lines = readonly OutboundLine[];

const units = (lines: PlannedOrder['lines']): OutboundLine[] =>
	lines.flatMap(([sellerSku, ordered]) =>
		SKUS[sellerSku].map(([sku, each]) => ({ sku, quantity: ordered * each })),
	);

/** The first unit for itself, and the rest. */
export function divided(lines: Lines): [OutboundLine[], OutboundLine[]] {
	const [first, ...others] = lines;
	const rest = { ...first, quantity: first.quantity - 1 };
	return [[{ ...first, quantity: 1 }], rest.quantity > 0 ? [rest, ...others] : [...others]];
}

/** Others who work in the same OMS account: NIWO's own sync or an ERP, warehouse staff, other sellers. */
export class Others {
	private made = 0;

	constructor(
		private readonly oms: WorkingOms,
		private readonly clock: VirtualClock,
		private readonly random: Random,
	) {}

	/** The other creator takes the order while it is on hold. */
	bring(order: Order, { scenario, delay, wanted }: PlannedOrder): void {
		void this.clock.after(delay * BEFORE_RELEASE, () => {
			const lines = units(wanted);
			if (scenario === 'twoWarehouses') {
				for (const part of divided(lines)) this.accept(order, part, 'ERP');
				return;
			}
			if (scenario === 'elsewhere') {
				this.accept(order, lines, 'ERP');
				return;
			}
			const wrong = lines.map((line) => ({ ...line, quantity: line.quantity + FAR_TOO_MUCH }));
			const accepted = this.accept(order, wrong, 'ERP');
			// It is an exception in the warehouse until a person cancels it.
			accepted.status = 5;
			void this.clock.after(3 * HOUR + this.random.below(3 * HOUR), () =>
				this.oms.cancel(accepted),
			);
		});
	}

	/** Somebody in the warehouse cancels an outbound order and makes two of it. */
	splitByHand(order: Order, outbound: OutboundOrder): void {
		if (outbound.status >= 3) return;
		this.oms.cancel(outbound);
		for (const part of divided(outbound.lines)) this.accept(order, part, 'HAND');
	}

	/** An order of another seller or another platform. */
	foreign(): void {
		const { whCode, channel } = MARKETS[this.random.below(MARKETS.length)];
		this.made += 1;
		const serial = String(this.made).padStart(8, '0');
		const kinds = [
			{ number: `114-${serial.slice(0, 7)}-${serial}`, platform: 'Amazon', store: 'AMZ-US' },
			{ number: `2000123${serial}`, platform: 'Walmart', store: 'WALMART-1' },
			{ number: `5799000000${serial}`, platform: 'TikTok', store: 'USLC999999' },
			{ number: `5799000001${serial}`, platform: '', store: 'OTHER-SELLER' },
		];
		const { number, platform, store } = kinds[this.random.below(kinds.length)];
		const accepted = this.oms.accept({
			thirdOrderNo: `F-${serial}`,
			platformOrderNo: number,
			referOrderNo: '',
			whCode,
			logisticsChannel: channel,
			status: 0,
			given: { salesPlatform: platform, storeName: store, remark: 'foreign' },
			lines: [{ sku: 'SYS-LAMP', quantity: 1 }],
			carrier: '',
			trackNo: '',
		});
		void this.clock.after(FORGOTTEN_AFTER, () => this.oms.forget(accepted.outboundOrderNo));
	}

	private accept(order: Order, lines: OutboundLine[], by: 'ERP' | 'HAND'): OutboundOrder {
		const { shop, address, id } = order;
		const market = MARKETS.find(({ region }) => region === shop.region) ?? MARKETS[0];
		this.made += 1;
		return this.oms.accept({
			thirdOrderNo: `${by}-${this.made}`,
			platformOrderNo: by === 'ERP' ? id : '',
			referOrderNo: by === 'HAND' ? id : '',
			whCode: market.whCode,
			logisticsChannel: market.channel,
			status: 0,
			given: {
				receiver: address.name,
				addressOne: address.line1,
				countryRegionCode: address.regionCode,
				salesPlatform: 'TikTok',
				storeName: this.random.next() < 0.5 ? shop.code : '',
				remark: by,
			},
			lines,
			carrier: '',
			trackNo: '',
		});
	}
}
