import { TikTokRefusal } from '../answer';
import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { checkBody, objectIn, textIn, textsIn } from '../input';
import {
	checkShipment,
	checkShippable,
	correct,
	linesToShip,
	packageFor,
	refuseAsTold,
	refuseTikTokFulfilled,
	ship,
	takesMark,
	wrongMarket,
	type Shipment,
} from '../shipping';
import type { Order, Package } from '../types';
import type { TikTokWorld } from '../world';
import { ownOrder } from './orders';

export const TRACKING: Fields = {
	tracking_number: { kind: 'string', required: true },
	shipping_provider_id: { kind: 'string', required: true },
};

/** The package of a call. @throws 21011028 when it is not a package of this shop (TikTok Shop API §5) */
export function ownPackage(call: TikTokCall): Package {
	const parcel = call.world.packages.get(call.path.package_id);
	if (!parcel || parcel.shop.id !== call.shop.id) {
		throw new TikTokRefusal(21011028, 'The package does not belong to this shop');
	}
	return parcel;
}

function refuseTikTokShipped(order: Order): void {
	if (order.shippingType !== 'SELLER') {
		throw new TikTokRefusal(21011004, 'The order is not shipped by the seller');
	}
}

const given = (call: TikTokCall, name: string): string => textIn(call.body[name]) ?? '';

/** Success with a warning in the US when the number does not have the form of the provider's numbers (TikTok Shop API §4.6). */
function markPackageAsShipped(call: TikTokCall): object {
	const order = ownOrder(call, call.path.order_id);
	refuseAsTold(order);
	refuseTikTokFulfilled(order);
	if (!takesMark(call.world, order)) throw wrongMarket();
	refuseTikTokShipped(order);
	checkShippable(order);
	const lines = linesToShip(order, textsIn(call.body.order_line_item_ids));
	const shipment = checkShipment(
		call.world,
		order,
		given(call, 'tracking_number'),
		given(call, 'shipping_provider_id'),
	);
	const parcel = packageFor(call.world, order, lines);
	ship(call.world, parcel, shipment, 'markPackageAsShipped');
	const unlike = !shipment.provider.numberPattern.test(shipment.trackingNumber);
	return {
		order_id: order.id,
		order_line_item_ids: parcel.lineIds,
		package_id: parcel.id,
		...(unlike && call.shop.region === 'US'
			? { warning: { message: `The number does not look like one of ${shipment.provider.name}` } }
			: {}),
	};
}

/** Arranges the shipping of a package: with the seller's number, or by TikTok Shop, which gives one itself (TikTok Shop API §4.6). */
export function arrange(
	world: TikTokWorld,
	parcel: Package,
	self: Record<string, unknown> | undefined,
	via: 'shipPackage' | 'batchShipPackages',
): void {
	const order = world.order(parcel.orderId);
	refuseAsTold(order);
	refuseTikTokFulfilled(order);
	if (order.shippingType === 'SELLER' && takesMark(world, order)) throw wrongMarket();
	checkShippable(order);
	if (parcel.shippedTime !== undefined) {
		throw new TikTokRefusal(21011040, 'The package has already been shipped');
	}
	if (order.shippingType === 'SELLER') {
		const number = textIn(self?.tracking_number) ?? '';
		const provider = textIn(self?.shipping_provider_id) ?? '';
		ship(world, parcel, checkShipment(world, order, number, provider), via);
	} else {
		ship(world, parcel, platformShipment(parcel), via);
	}
}

/** Number and provider of a parcel that TikTok Shop ships. */
export function platformShipment(parcel: Package): Shipment {
	const provider = { id: '6617675021119438849', name: 'TT Virtual express', numberPattern: /./ };
	return { trackingNumber: `TT${parcel.id.slice(-12)}`, provider };
}

function shipPackage(call: TikTokCall): null {
	const parcel = ownPackage(call);
	const self = objectIn(call.body.self_shipment);
	if (self) checkBody(self, TRACKING, 'self_shipment.');
	arrange(call.world, parcel, self, 'shipPackage');
	return null;
}

function refuseUncorrectable(order: Order): void {
	refuseTikTokShipped(order);
	if (order.status === 'CANCELLED') {
		throw new TikTokRefusal(21011042, 'The order has been cancelled');
	}
}

/** For orders in one package that has been shipped (TikTok Shop API §4.6). */
function updateShippingInfo(call: TikTokCall): null {
	const { world } = call;
	const order = ownOrder(call, call.path.order_id);
	refuseAsTold(order);
	refuseUncorrectable(order);
	const parcel = world.packages.get(order.packageIds[0] ?? '');
	if (!parcel || order.packageIds.length !== 1 || parcel.shippedTime === undefined) {
		throw new TikTokRefusal(21011043, 'The order has not been shipped in one package yet');
	}
	const [number, provider] = [given(call, 'tracking_number'), given(call, 'shipping_provider_id')];
	const shipment = checkShipment(world, order, number, provider);
	const codes = { late: 21011049, often: 21011049 };
	correct(world, parcel, shipment, 'updateShippingInfo', codes);
	return null;
}

function updatePackageShippingInfo(call: TikTokCall): null {
	const { world } = call;
	const parcel = ownPackage(call);
	const order = ownOrder(call, parcel.orderId);
	refuseAsTold(order);
	refuseUncorrectable(order);
	if (parcel.shippedTime === undefined) {
		throw new TikTokRefusal(21011043, 'The package has not been shipped yet');
	}
	const [number, provider] = [given(call, 'tracking_number'), given(call, 'shipping_provider_id')];
	const shipment = checkShipment(world, order, number, provider);
	const codes = { late: 21011050, often: 21011052 };
	correct(world, parcel, shipment, 'updatePackageShippingInfo', codes);
	return null;
}

export const fulfillmentEndpoints: Endpoint[] = [
	{
		method: 'POST',
		route: '/fulfillment/202309/orders/:order_id/packages',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		body: { ...TRACKING, order_line_item_ids: { kind: 'strings' } },
		bodyRequired: true,
		handle: markPackageAsShipped,
	},
	{
		method: 'POST',
		route: '/fulfillment/202309/packages/:package_id/ship',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		body: {
			self_shipment: { kind: 'object' },
			handover_method: { kind: 'string', values: ['PICKUP', 'DROP_OFF'] },
			pickup_slot: { kind: 'object' },
		},
		bodyRequired: true,
		handle: shipPackage,
	},
	{
		method: 'POST',
		route: '/fulfillment/202309/orders/:order_id/shipping_info/update',
		scope: 'seller.logistics',
		cipher: 'required',
		body: TRACKING,
		bodyRequired: true,
		handle: updateShippingInfo,
	},
	{
		method: 'POST',
		route: '/fulfillment/202309/packages/:package_id/shipping_info/update',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		body: TRACKING,
		bodyRequired: true,
		handle: updatePackageShippingInfo,
	},
];
