import { TikTokRefusal } from '../answer';
import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { checkBody, objectIn, objectsIn, textIn, textsIn } from '../input';
import { linesToShip, packageFor, refuseAsTold, ship, wrongMarket } from '../shipping';
import type { Order, Package } from '../types';
import { arrange, platformShipment, TRACKING } from './fulfillment';
import { ownOrder } from './orders';

/** Calls that make packages of orders, other than the usual one package for one order (TikTok Shop API §4.6). */

const HANDOVER = ['PICKUP', 'DROP_OFF'];

const BATCH_ENTRY: Fields = {
	id: { kind: 'string', required: true },
	self_shipment: { kind: 'object' },
	handover_method: { kind: 'string', values: HANDOVER },
	pickup_slot: { kind: 'object' },
};

/** Refusals of single packages stand in `data.errors[]`; the call itself succeeds even if all fail. */
function batchShip(call: TikTokCall): object {
	const { world } = call;
	const errors = objectsIn(call.body.packages, BATCH_ENTRY, 'packages').flatMap((entry) => {
		const id = textIn(entry.id) ?? '';
		const self = objectIn(entry.self_shipment);
		if (self) checkBody(self, TRACKING, 'packages.self_shipment.');
		try {
			arrange(world, packageOf(call, id), self, 'batchShipPackages');
			return [];
		} catch (error) {
			if (!(error instanceof TikTokRefusal)) throw error;
			return [{ code: error.code, message: error.message, detail: { package_id: id } }];
		}
	});
	return { errors };
}

function packageOf(call: TikTokCall, id: string): Package {
	const parcel = call.world.packages.get(id);
	if (parcel && parcel.shop.id === call.shop.id) return parcel;
	throw new TikTokRefusal(21011028, 'The package does not belong to this shop');
}

const DIMENSION: Fields = {
	length: { kind: 'string', required: true },
	width: { kind: 'string', required: true },
	height: { kind: 'string', required: true },
	unit: { kind: 'string', required: true, values: ['CM', 'INCH'] },
};

const WEIGHT: Fields = {
	value: { kind: 'string', required: true },
	unit: { kind: 'string', required: true, values: ['GRAM', 'POUND'] },
};

/** US: buys the label of an order that TikTok Shop ships; the order awaits collection then (TikTok Shop API §4.5). */
function createPackages(call: TikTokCall): object {
	const { world, body } = call;
	const order = ownOrder(call, textIn(body.order_id) ?? '');
	refuseAsTold(order);
	const [dimension, weight] = [objectIn(body.dimension), objectIn(body.weight)];
	if (dimension) checkBody(dimension, DIMENSION, 'dimension.');
	if (weight) checkBody(weight, WEIGHT, 'weight.');
	if (order.fulfillmentType === 'FULFILLMENT_BY_TIKTOK') {
		throw new TikTokRefusal(21008025, 'The order is fulfilled by TikTok');
	}
	if (order.shop.region !== 'US' || order.shippingType !== 'TIKTOK') throw wrongMarket();
	if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING') {
		throw new TikTokRefusal(21011006, 'The order has already been shipped');
	}
	const lines = linesToShip(order, textsIn(body.order_line_item_ids));
	const parcel = packageFor(world, order, lines);
	ship(world, parcel, platformShipment(parcel), 'createPackages');
	return {
		package_id: parcel.id,
		order_id: order.id,
		order_line_item_ids: parcel.lineIds,
		create_time: world.seconds(),
		...(dimension ? { dimension } : {}),
		...(weight ? { weight } : {}),
		shipping_service_info: {
			id: textIn(body.shipping_service_id) ?? '7212345678901234567',
			name: 'Ground',
			price: '4.90',
			currency: order.shop.currency,
			earliest_delivery_days: 2,
			latest_delivery_days: 5,
			shipping_provider_id: parcel.providerId,
			shipping_provider_name: 'TT Virtual express',
		},
	};
}

const GROUP: Fields = {
	id: { kind: 'string', required: true },
	order_line_item_ids: { kind: 'strings', required: true },
};

/** Markets where any line item may be split off; elsewhere all units of a SKU stay together (TikTok Shop API §4.6). */
const SPLITS_ITEMS = ['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

function split(call: TikTokCall): object {
	const order = ownOrder(call, call.path.order_id);
	const groups = objectsIn(call.body.splittable_groups, GROUP, 'splittable_groups').map(
		(group) => ({
			id: textIn(group.id) ?? '',
			lines: linesOf(order, textsIn(group.order_line_item_ids) ?? []),
		}),
	);
	const ids = groups.flatMap(({ lines }) => lines.map(({ id }) => id));
	const waits = order.status === 'AWAITING_SHIPMENT' || order.status === 'PARTIALLY_SHIPPING';
	if (!waits || ids.length !== new Set(ids).size) {
		throw new TikTokRefusal(21011005, 'The order cannot be split');
	}
	if (!SPLITS_ITEMS.includes(order.shop.region)) {
		const torn = groups.some(({ lines }) =>
			lines.some(({ skuId }) =>
				order.lines.some((each) => each.skuId === skuId && !lines.includes(each)),
			),
		);
		if (torn) throw new TikTokRefusal(21011035, 'Units of one SKU cannot be split');
	}
	return {
		packages: groups.map(({ id, lines }) => ({
			splittable_group_id: id,
			id: packageFor(call.world, order, lines).id,
		})),
	};
}

function linesOf(order: Order, ids: readonly string[]) {
	const lines = order.lines.filter(({ id }) => ids.includes(id));
	if (lines.length === ids.length && lines.every(({ status }) => status === 'AWAITING_SHIPMENT')) {
		return lines;
	}
	throw new TikTokRefusal(21011005, 'The order cannot be split');
}

/** Orders of one buyer to one address that wait become one package; what cannot be combined stands in `data.errors[]`. */
function combine(call: TikTokCall): object {
	const fields: Fields = { id: { kind: 'string', required: true }, order_ids: { kind: 'strings' } };
	const packages: object[] = [];
	const errors: object[] = [];
	for (const entry of objectsIn(call.body.combinable_packages, fields, 'combinable_packages')) {
		const ids = textsIn(entry.order_ids) ?? [];
		const orders = ids.map((id) => ownOrder(call, id));
		if (orders.length >= 2 && areCombinable(orders)) {
			packages.push({ id: combined(call, orders).id, order_ids: ids });
		} else {
			const detail = { package_id: textIn(entry.id) ?? '' };
			errors.push({ code: 21011031, message: 'The packages cannot be combined', detail });
		}
	}
	return { packages, errors };
}

function areCombinable(orders: readonly Order[]): boolean {
	const [first] = orders;
	return orders.every(
		({ status, address, packageIds, shippingType }) =>
			status === 'AWAITING_SHIPMENT' &&
			packageIds.length <= 1 &&
			shippingType === first.shippingType &&
			address.name === first.address.name &&
			address.line1 === first.address.line1,
	);
}

function combined({ world }: TikTokCall, orders: readonly Order[]): Package {
	const lines = orders.flatMap((order) => order.lines);
	for (const order of orders) {
		for (const id of order.packageIds) world.packages.delete(id);
		order.packageIds = [];
	}
	const [first, ...others] = orders;
	const parcel = world.newPackage(first, lines);
	parcel.otherOrderIds = others.map(({ id }) => id);
	for (const order of others) order.packageIds.push(parcel.id);
	return parcel;
}

const base = {
	method: 'POST',
	cipher: 'required',
	bodyRequired: true,
} as const;

export const arrangementEndpoints: Endpoint[] = [
	{
		...base,
		route: '/fulfillment/202309/packages/ship',
		scope: 'seller.fulfillment.basic',
		body: { packages: { kind: 'objects', required: true } },
		handle: batchShip,
	},
	{
		...base,
		route: '/fulfillment/202309/packages',
		scope: 'seller.fulfillment.basic',
		body: {
			order_id: { kind: 'string', required: true },
			order_line_item_ids: { kind: 'strings' },
			dimension: { kind: 'object' },
			weight: { kind: 'object' },
			shipping_service_id: { kind: 'string' },
		},
		handle: createPackages,
	},
	{
		...base,
		route: '/fulfillment/202309/orders/:order_id/split',
		scope: 'seller.fulfillment.package.write',
		body: { splittable_groups: { kind: 'objects', required: true } },
		handle: split,
	},
	{
		...base,
		route: '/fulfillment/202309/packages/combine',
		scope: 'seller.fulfillment.package.write',
		body: { combinable_packages: { kind: 'objects', required: true } },
		handle: combine,
	},
];
