import type { Sandbox } from '../../sandbox';
import { combine } from '../../sandbox/client';
import type { Order } from '../../sandbox/tiktok/types';
import type { OutboundLine, OutboundOrder } from '../../sandbox/oms/types';

export interface Channel {
	whCode: string;
	code: string;
}

export const USPS: Channel = { whCode: 'USLAX1', code: 'USPS-GA' };
export const YANWEN: Channel = { whCode: 'USLAX1', code: 'YW-ECO' };
export const ROYAL_MAIL: Channel = { whCode: 'GBLON1', code: 'ROYAL-48' };

/** Contents of an order that leaves in one parcel; they are not read in that case. */
const ANY_SKU = 'SYS-MUG-BLU';

/** Shop code → the channel its parcels leave by. */
const CHANNELS: Readonly<Record<string, Channel>> = {
	USLC000001: USPS,
	GBCB000001: ROYAL_MAIL,
};

/** Outbound orders as the warehouse has them once it has packed; other runs test what comes before. */
export class Warehouse {
	constructor(private readonly sandbox: Sandbox) {}

	/** The orders of the demonstration that the seller ships, without those that are cancelled or on hold. */
	shipDemoOrders(): Order[] {
		const { tiktok } = this.sandbox;
		const orders = [...tiktok.orders.values()].filter(
			({ status, shippingType, fulfillmentType }) =>
				status === 'AWAITING_SHIPMENT' &&
				shippingType === 'SELLER' &&
				fulfillmentType === 'FULFILLMENT_BY_SELLER',
		);
		for (const order of orders) this.ship(order, CHANNELS[order.shop.code]);
		return orders;
	}

	/** Orders packed into two parcels each: two equal units, and a combo with single units that share a system SKU. */
	shipInTwoPackages(): Order[] {
		const same = this.add({ 'MUG-BLUE-350': 2 });
		const mug = [{ sku: 'SYS-MUG-BLU', quantity: 1 }];
		this.ship(same, USPS, { packing: [mug, mug], lines: merged([...mug, ...mug]) });
		const mixed = this.add({ 'SET-BREAKFAST': 1, 'MUG-BLUE-350': 2 });
		const set = [
			{ sku: 'SYS-MUG-BLU', quantity: 3 },
			{ sku: 'SYS-PLATE', quantity: 2 },
			{ sku: 'SYS-TEA-GRN', quantity: 1 },
		];
		this.ship(mixed, USPS, { packing: [set, mug], lines: merged([...set, ...mug]) });
		return [same, mixed];
	}

	/** Two orders of one buyer that TikTok Shop shows as one package, and that left as one parcel. */
	async shipCombined(shop: string): Promise<Order[]> {
		const orders = [1, 2].map(() => this.add({ 'MUG-BLUE-350': 1 }, shop));
		await combine(this.sandbox, shop, orders);
		for (const order of orders) this.ship(order, YANWEN, { trackNo: 'YW000000900001' });
		return orders;
	}

	/** @param units  of each platform SKU */
	private add(units: Readonly<Record<string, number>>, shop = 'US01'): Order {
		const lines = Object.entries(units).map(([sellerSku, count]) => ({ sellerSku, units: count }));
		return this.sandbox.tiktok.addOrder({ shop, lines, ageSeconds: 3_600 });
	}

	private ship(order: Order, { whCode, code }: Channel, more: Partial<OutboundOrder> = {}): void {
		const { oms } = this.sandbox;
		const outbound = oms.accept({
			thirdOrderNo: order.id,
			platformOrderNo: order.id,
			referOrderNo: '',
			whCode,
			logisticsChannel: code,
			status: 2,
			given: { storeName: order.shop.code },
			lines: [{ sku: ANY_SKU, quantity: order.lines.length }],
			carrier: '',
			trackNo: '',
			...more,
		});
		oms.ship(outbound);
	}
}

function merged(lines: readonly OutboundLine[]): OutboundLine[] {
	const quantities = new Map<string, number>();
	for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
	return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
}
