import { addressView, recipientView } from '../addressView';
import type { Endpoint, TikTokCall } from '../endpoint';
import { textIn } from '../input';
import { pageOf, type KeyOf } from '../pages';
import type { Order, Package } from '../types';
import type { TikTokWorld } from '../world';
import { ownPackage } from './fulfillment';
import { windowsOf, SORTING, WINDOWS } from './orders';

function providerName(call: TikTokCall, order: Order, parcel: Package): string {
	const option = call.world.deliveryOption(order.shop, order.deliveryOptionId);
	return option?.providers.find((each) => each.id === parcel.providerId)?.name ?? '';
}

function skusOf(order: Order, parcel: Package): object[] {
	const lines = order.lines.filter((line) => parcel.lineIds.includes(line.id));
	const skuIds = [...new Set(lines.map((line) => line.skuId))];
	return skuIds.map((skuId) => {
		const same = lines.filter((line) => line.skuId === skuId);
		return { id: skuId, name: same[0].skuName, image_url: '', quantity: same.length };
	});
}

const ordersOf = (world: TikTokWorld, parcel: Package): object[] =>
	world.ordersIn(parcel).map((order) => ({ id: order.id, skus: skusOf(order, parcel) }));

function tagOf(order: Order, parcel: Package): string {
	if (parcel.otherOrderIds.length > 0) return 'COMBINE';
	return order.packageIds.length > 1 ? 'SPLIT' : 'DEFAULT';
}

const ONLY_ON_ORDERS = ['first_name', 'last_name', 'post_town', 'district_info'];

/** Addresses of a package hold fewer fields than the recipient of an order. */
function packageAddress(view: object): object {
	return Object.fromEntries(
		Object.entries(view).filter(([name]) => !ONLY_ON_ORDERS.includes(name)),
	);
}

function packageDetail(call: TikTokCall): object {
	const { world } = call;
	const parcel = ownPackage(call);
	const order = world.order(parcel.orderId);
	const option = world.deliveryOption(order.shop, order.deliveryOptionId);
	const sender = world.warehouses.find((each) => each.id === order.warehouseId);
	const skus = skusOf(order, parcel);
	const recipient = recipientView(order);
	return {
		package_id: parcel.id,
		package_status: parcel.status,
		orders: ordersOf(world, parcel),
		order_line_item_ids: parcel.lineIds,
		split_and_combine_tag: tagOf(order, parcel),
		shipping_type: order.shippingType,
		shipping_provider_id: parcel.providerId,
		shipping_provider_name: providerName(call, order, parcel),
		tracking_number: parcel.trackingNumber,
		last_mile_tracking_number: '',
		delivery_option_id: order.deliveryOptionId,
		delivery_option_name: option?.name ?? '',
		has_multi_skus: skus.length > 1,
		note_tag: order.buyerMessage ? 'BUYER_NOTED' : 'BUYER_UNNOTED',
		create_time: parcel.createTime,
		update_time: parcel.updateTime,
		...(recipient ? { recipient_address: packageAddress(recipient) } : {}),
		...(sender ? { sender_address: packageAddress(addressView(sender.address)) } : {}),
	};
}

function searchPackages(call: TikTokCall): object {
	const { world, shop, query, body } = call;
	const status = textIn(body.package_status);
	const inWindows = windowsOf(body);
	const mine = [...world.packages.values()].filter(
		(parcel) =>
			parcel.shop.id === shop.id &&
			(status === undefined || parcel.status === status) &&
			inWindows(parcel),
	);
	const timeOf = (parcel: Package): number => {
		if (query.sort_field === 'update_time') return parcel.updateTime;
		if (query.sort_field === 'order_pay_time') return world.order(parcel.orderId).paidTime ?? 0;
		return parcel.createTime;
	};
	const keyOf: KeyOf<Package> = (parcel) => ({ time: timeOf(parcel), id: parcel.id });
	const { rows, ...paging } = pageOf(call, mine, keyOf, query.sort_order !== 'ASC');
	const packages = rows.map((parcel) => {
		const order = world.order(parcel.orderId);
		return {
			id: parcel.id,
			orders: ordersOf(world, parcel),
			order_line_item_ids: parcel.lineIds,
			status: parcel.status,
			tracking_number: parcel.trackingNumber,
			shipping_provider_id: parcel.providerId,
			shipping_provider_name: providerName(call, order, parcel),
			create_time: parcel.createTime,
			update_time: parcel.updateTime,
		};
	});
	return { packages, ...paging };
}

export const packageEndpoints: Endpoint[] = [
	{
		method: 'GET',
		route: '/fulfillment/202309/packages/:package_id',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		handle: packageDetail,
	},
	{
		method: 'POST',
		route: '/fulfillment/202309/packages/search',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		query: {
			page_size: { kind: 'integer', required: true, min: 1, max: 50 },
			...SORTING,
			sort_field: { kind: 'string', values: ['create_time', 'update_time', 'order_pay_time'] },
		},
		body: {
			package_status: {
				kind: 'string',
				values: ['PROCESSING', 'FULFILLING', 'COMPLETED', 'CANCELLED'],
			},
			...WINDOWS,
		},
		handle: searchPackages,
	},
];
