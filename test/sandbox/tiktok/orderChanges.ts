import type { Address, Order } from './types';
import { PACKAGE_FROM_PAYMENT_EXCEPT, type TikTokWorld } from './world';

/**
 * What buyers, sellers and carriers do to an order. A change of status moves `update_time`; a change of a product's seller
 * SKU does not (TikTok Shop API §7, update_time versus create_time).
 */

/** The buyer pays: UNPAID → ON_HOLD, the remorse window begins (TikTok Shop API §4.4). */
export function payOrder(world: TikTokWorld, orderId: string): void {
	const order = world.order(orderId);
	if (order.status !== 'UNPAID') return;
	order.status = 'ON_HOLD';
	order.onHold = true;
	order.paidTime = world.seconds();
	order.updateTime = order.paidTime;
	for (const line of order.lines) line.status = 'AWAITING_SHIPMENT';
	if (!PACKAGE_FROM_PAYMENT_EXCEPT.includes(order.shop.region)) {
		world.newPackage(order, order.lines);
	}
}

/** The remorse window is over: ON_HOLD → AWAITING_SHIPMENT; only `update_time` moves (TikTok Shop API §4.4, §7). */
export function releaseHold(world: TikTokWorld, orderId: string): void {
	const order = world.order(orderId);
	if (order.status !== 'ON_HOLD') return;
	order.status = 'AWAITING_SHIPMENT';
	order.updateTime = world.seconds();
	world.eventLog.add('holdReleased', order.id, order.shop.code);
}

/** The seller fills in the seller SKU of the product; orders show it, their `update_time` stays (B26, B32). */
export function fillSellerSku(world: TikTokWorld, orderId: string, sellerSku?: string): void {
	const order = world.order(orderId);
	const skuIds = new Set(
		order.lines.filter((line) => line.sellerSku === '').map((line) => line.skuId),
	);
	for (const sku of world.products.flatMap((product) => product.skus)) {
		if (!skuIds.has(sku.id)) continue;
		sku.sellerSku = sellerSku ?? sku.sellerSkuToCome ?? `SKU-${sku.id}`;
		for (const line of [...world.orders.values()].flatMap((each) => each.lines)) {
			if (line.skuId === sku.id) line.sellerSku = sku.sellerSku;
		}
	}
	world.eventLog.add('sellerSkuFilled', order.id, order.shop.code);
}

/** The order is cancelled, by buyer, seller or system. Shipped orders stay as they are. */
export function cancelOrder(
	world: TikTokWorld,
	orderId: string,
	reason = 'No longer needed',
): void {
	const order = world.order(orderId);
	const before = ['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT'];
	if (!before.includes(order.status)) return;
	order.status = 'CANCELLED';
	order.cancelReason = reason;
	order.cancelTime = world.seconds();
	order.updateTime = world.seconds();
	for (const line of order.lines) line.status = 'CANCELLED';
	world.cancellations.cancelled(order, world.seconds());
	if (order.scenario.expected === 'ship') order.scenario.expected = 'ignore';
	world.eventLog.add('cancelled', order.id, order.shop.code, { reason });
}

/** The buyer asks to cancel; the order keeps its status (TikTok Shop API §4.4). */
export function requestCancel(world: TikTokWorld, orderId: string): void {
	const order = world.order(orderId);
	order.cancelRequestTime = world.seconds();
	world.cancellations.ask(order, world.seconds());
	order.updateTime = world.seconds();
	world.eventLog.add('cancelRequested', order.id, order.shop.code);
}

/** The buyer takes the request back, or the seller rejects it. */
export function withdrawCancelRequest(world: TikTokWorld, orderId: string): void {
	const order = world.order(orderId);
	if (order.cancelRequestTime === undefined) return;
	delete order.cancelRequestTime;
	world.cancellations.close(orderId, 'CANCELLATION_REQUEST_CANCELLED', world.seconds());
	order.updateTime = world.seconds();
	world.eventLog.add('cancelRequestWithdrawn', order.id, order.shop.code);
}

/** Single items of an order are cancelled; the others still have to be shipped (TikTok Shop API §7, item level cancellation). */
export function cancelLines(
	world: TikTokWorld,
	orderId: string,
	lineIds: readonly string[],
	reason = 'No longer needed',
): void {
	const order = world.order(orderId);
	const open = order.lines.filter(({ status }) => status === 'AWAITING_SHIPMENT');
	const lines = open.filter(({ id }) => lineIds.includes(id));
	if (lines.length === open.length) return cancelOrder(world, orderId, reason);
	order.cancelReason = reason;
	order.updateTime = world.seconds();
	for (const line of lines) line.status = 'CANCELLED';
	world.eventLog.add('linesCancelled', order.id, order.shop.code, { units: `${lines.length}` });
}

/**
 * The buyer corrects the address before the order is shipped.
 *
 * @param inSilence  `update_time` stays, as with a changed seller SKU
 */
export function changeAddress(
	world: TikTokWorld,
	orderId: string,
	address: Partial<Address>,
	inSilence = false,
): void {
	const order = world.order(orderId);
	order.address = { ...order.address, ...address };
	if (!inSilence) order.updateTime = world.seconds();
	world.eventLog.add('addressChanged', order.id, order.shop.code);
}

/** The carrier scans the parcel: AWAITING_COLLECTION → IN_TRANSIT (TikTok Shop API §4.4). */
export function firstScan(world: TikTokWorld, order: Order): void {
	order.status = 'IN_TRANSIT';
	order.updateTime = world.seconds();
	for (const line of order.lines) line.status = 'IN_TRANSIT';
}
