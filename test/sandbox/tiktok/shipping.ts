import { TikTokRefusal } from './answer';
import type { Order, OrderLine, Package, ShippingProvider, TrackingWrite } from './types';
import type { TikTokWorld } from './world';

/** Markets where Mark Package As Shipped sends the tracking number; elsewhere Ship Package does (TikTok Shop API §4.5). */
const MARK_MARKETS: readonly string[] = ['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

const CORRECTION_SECONDS = 72 * 60 * 60;
const ORDERS_PER_NUMBER = 20;

export interface Shipment {
	trackingNumber: string;
	provider: ShippingProvider;
}

/** Fulfilled by TikTok: the seller has nothing to send (TikTok Shop API §4.5). */
export function refuseTikTokFulfilled(order: Order): void {
	if (order.fulfillmentType === 'FULFILLMENT_BY_TIKTOK') {
		throw new TikTokRefusal(21008025, 'The order is fulfilled by TikTok');
	}
}

/** Brazil: the invoice comes first (TikTok Shop API §4.5); which code means what is not documented. */
const INVOICE_CODES = { needed: 21004006, wrong: 21004019, unchecked: 21004020 } as const;

/**
 * Whether Mark Package As Shipped is the call for an order: by market, but for cross-border direct shipping from Japan
 * (TikTok Shop API §4.5).
 */
export function takesMark(world: TikTokWorld, order: Order): boolean {
	const warehouse = world.warehouses.find(({ id }) => id === order.warehouseId);
	const direct = warehouse?.subType === 'CB_DIRECT_SHIPPING_WAREHOUSE';
	return MARK_MARKETS.includes(order.shop.region) && !(order.shop.region === 'JP' && direct);
}

/** A refusal that lasts until somebody takes it away. */
export function refuseCalls({ refusal }: Order, of: 'detail' | 'shipping'): void {
	if (refusal?.of !== of) return;
	throw new TikTokRefusal(refusal.code, refusal.message, refusal.status);
}

/** A refusal that a test has put in the way of the next write of this order. */
export function refuseAsTold(order: Order): void {
	refuseCalls(order, 'shipping');
	const code = order.refusals.shift();
	if (code !== undefined) throw new TikTokRefusal(code, `Refused with ${code}`);
}

export const wrongMarket = (): TikTokRefusal =>
	new TikTokRefusal(21008106, 'This API is not supported in the region of the shop');

/**
 * Whether the state of an order lets it be shipped now (TikTok Shop API §4.4–§4.6, §5).
 *
 * A buyer's request to cancel is rejected by shipping in the US; elsewhere it blocks the call with 21011007 (TikTok Shop API §4.4).
 */
export function checkShippable(order: Order): void {
	if (order.invoice && order.invoice !== 'uploaded') {
		throw new TikTokRefusal(INVOICE_CODES[order.invoice], 'The invoice has to be uploaded first');
	}
	if (order.status === 'UNPAID' || order.status === 'ON_HOLD') {
		throw new TikTokRefusal(21011044, 'The order is on hold');
	}
	if (order.status === 'CANCELLED') {
		throw new TikTokRefusal(21011041, 'The order has been cancelled');
	}
	if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING') {
		throw new TikTokRefusal(21011040, 'The package has already been shipped');
	}
	if (order.cancelRequestTime !== undefined && order.shop.region !== 'US') {
		throw new TikTokRefusal(21011007, 'An after-sale request of the buyer is pending');
	}
}

/** Providers of an order's own delivery option and route (TikTok Shop API §4.7); those of its warehouse where it names none. */
function providersOn(world: TikTokWorld, order: Order): ShippingProvider[] {
	if (order.deliveryOptionId === '') {
		const warehouse = world.warehouses.find(({ id }) => id === order.warehouseId);
		return warehouse?.deliveryOptions.flatMap(({ providers }) => providers) ?? [];
	}
	const option = world.deliveryOption(order.shop, order.deliveryOptionId);
	const from = world.warehouses.find(({ id }) => id === order.warehouseId);
	const route = `${from?.address.regionCode}>${order.address.regionCode}`;
	return [...(option?.providers ?? []), ...(option?.byRoute?.[route] ?? [])];
}

/** Number and provider of a call, checked against the order's own delivery option (TikTok Shop API §4.6, §4.7). */
export function checkShipment(
	world: TikTokWorld,
	order: Order,
	trackingNumber: string,
	providerId: string,
): Shipment {
	const provider = providersOn(world, order).find((each) => each.id === providerId);
	if (!provider) {
		throw new TikTokRefusal(21011022, 'The shipping provider is not available for this order');
	}
	if (!/^[A-Za-z0-9-]*$/.test(trackingNumber)) {
		throw new TikTokRefusal(21004012, 'The tracking number holds special characters');
	}
	if (trackingNumber.length < 6 || trackingNumber.length > 50) {
		throw new TikTokRefusal(21011022, 'The tracking number is invalid');
	}
	const others = world
		.packagesNumbered(trackingNumber)
		.flatMap((each) => world.ordersIn(each))
		.filter(({ id }) => id !== order.id);
	const elsewhere = others.some(
		({ address }) => address.name !== order.address.name || address.line1 !== order.address.line1,
	);
	if (elsewhere || others.length >= ORDERS_PER_NUMBER) {
		throw new TikTokRefusal(21034012, 'The tracking number is used by another order');
	}
	return { trackingNumber, provider };
}

function note(
	world: TikTokWorld,
	parcel: Package,
	shipment: Shipment,
	via: TrackingWrite['via'],
): void {
	for (const order of world.ordersIn(parcel)) {
		const write: TrackingWrite = {
			orderId: order.id,
			packageId: parcel.id,
			lineIds: order.lines.filter(({ id }) => parcel.lineIds.includes(id)).map(({ id }) => id),
			trackingNumber: shipment.trackingNumber,
			providerId: shipment.provider.id,
			providerName: shipment.provider.name,
			via,
			at: new Date(world.now()).toISOString(),
		};
		world.trackingWrites.push(write);
		world.eventLog.add('trackingOnTikTok', order.id, parcel.shop.code, {
			trackingNumber: write.trackingNumber,
			provider: write.providerName,
			via,
		});
	}
}

function setTracking(world: TikTokWorld, parcel: Package, shipment: Shipment): void {
	world.number(parcel, shipment.trackingNumber);
	parcel.providerId = shipment.provider.id;
	parcel.updateTime = world.seconds();
}

/** Hands a package over: its lines await collection, the order does when all of its lines do (TikTok Shop API §4.4). */
export function ship(
	world: TikTokWorld,
	parcel: Package,
	shipment: Shipment,
	via: TrackingWrite['via'],
): void {
	setTracking(world, parcel, shipment);
	parcel.status = 'FULFILLING';
	parcel.shippedTime = world.seconds();
	for (const order of world.ordersIn(parcel)) {
		for (const line of order.lines) {
			if (parcel.lineIds.includes(line.id)) line.status = 'AWAITING_COLLECTION';
		}
		const waiting = order.lines.some((line) => line.status === 'AWAITING_SHIPMENT');
		order.status = waiting ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION';
		order.rtsTime = world.seconds();
		order.updateTime = world.seconds();
		delete order.cancelRequestTime;
		world.cancellations.close(order.id, 'CANCELLATION_REQUEST_CANCELLED', world.seconds());
	}
	note(world, parcel, shipment, via);
}

/** The lines a Mark Package As Shipped call is about (TikTok Shop API §4.6: omitted = whole order; else 21011048). */
export function linesToShip(order: Order, lineIds: readonly string[] | undefined): OrderLine[] {
	if (!lineIds || lineIds.length === 0) {
		if (order.status === 'PARTIALLY_SHIPPING') {
			throw new TikTokRefusal(
				21011048,
				'Several packages can be shipped, give order_line_item_ids',
			);
		}
		return order.lines.filter(({ status }) => status === 'AWAITING_SHIPMENT');
	}
	const lines = order.lines.filter((line) => lineIds.includes(line.id));
	if (lines.length !== new Set(lineIds).size) {
		throw new TikTokRefusal(21011048, 'order_line_item_ids are not lines of this order');
	}
	if (lines.some((line) => line.status !== 'AWAITING_SHIPMENT')) {
		throw new TikTokRefusal(21011040, 'The package has already been shipped');
	}
	return lines;
}

/**
 * The package these lines go into: the waiting one that holds exactly them (markets where packages exist from payment on,
 * TikTok Shop API §7), else a new one they are moved to.
 */
export function packageFor(world: TikTokWorld, order: Order, lines: readonly OrderLine[]): Package {
	const ids = new Set(lines.map((line) => line.id));
	const waiting = order.packageIds
		.flatMap((id) => world.packages.get(id) ?? [])
		.filter((parcel) => parcel.shippedTime === undefined);
	const same = waiting.find(
		({ lineIds }) => lineIds.length === ids.size && lineIds.every((id) => ids.has(id)),
	);
	if (same) return same;
	for (const parcel of waiting) parcel.lineIds = parcel.lineIds.filter((id) => !ids.has(id));
	return world.newPackage(order, lines);
}

/**
 * Replaces the number of a shipped package: once per order and within 72 hours after shipping (TikTok Shop API §4.6).
 *
 * @param limitCodes  codes of "too late" and "too often", which differ between the order and the package call
 */
export function correct(
	world: TikTokWorld,
	parcel: Package,
	shipment: Shipment,
	via: TrackingWrite['via'],
	limitCodes: { late: number; often: number },
): void {
	const order = world.order(parcel.orderId);
	if (order.status === 'DELIVERED' || order.status === 'COMPLETED') {
		throw new TikTokRefusal(21011030, 'The package has been delivered');
	}
	if (world.seconds() > (parcel.shippedTime ?? 0) + CORRECTION_SECONDS) {
		throw new TikTokRefusal(limitCodes.late, 'The time for a correction is over');
	}
	if (order.corrections >= 1) {
		throw new TikTokRefusal(limitCodes.often, 'The shipping info was corrected before');
	}
	order.corrections += 1;
	parcel.corrections += 1;
	setTracking(world, parcel, shipment);
	note(world, parcel, shipment, via);
}
