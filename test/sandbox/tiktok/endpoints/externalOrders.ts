import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { checkBody, objectIn, objectsIn, textIn } from '../input';
import { ownOrder } from './orders';

/**
 * References of other systems on an order. Named in TikTok Shop API §4.6 only ("related, not in the trimmed file"); fields as public
 * SDKs have them (read 2026-11-25): `orders[]{id, external_order{id, platform, line_items[]{id, origin_id}}}`, at most 100 a
 * call, refusals of single orders in `data.errors[]`. Whether the same platform may hold several ids is unknown: the last one
 * counts here.
 */
const PLATFORMS = [
	'SHOPIFY',
	'WOOCOMMERCE',
	'BIGCOMMERCE',
	'MAGENTO',
	'SALESFORCE_COMMERCE_CLOUD',
	'CHANNEL_ADVISOR',
	'AMAZON',
	'ORDER_MANAGEMENT_SYSTEM',
	'WAREHOUSE_MANAGEMENT_SYSTEM',
	'ERP_SYSTEM',
];

const EXTERNAL: Fields = {
	id: { kind: 'string', required: true },
	platform: { kind: 'string', required: true, values: PLATFORMS },
	line_items: { kind: 'objects' },
};

const LINE: Fields = {
	id: { kind: 'string', required: true },
	origin_id: { kind: 'string', required: true },
};

function add(call: TikTokCall): object | null {
	const entries = objectsIn(
		call.body.orders,
		{ id: { kind: 'string', required: true }, external_order: { kind: 'object', required: true } },
		'orders',
	);
	const errors = entries.flatMap((entry) => {
		const given = objectIn(entry.external_order) ?? {};
		checkBody(given, EXTERNAL, 'orders.external_order.');
		const lines = objectsIn(given.line_items, LINE, 'orders.external_order.line_items');
		const external = { id: textIn(given.id) ?? '', platform: textIn(given.platform) ?? '' };
		const order = call.world.orders.get(textIn(entry.id) ?? '');
		if (!order || order.shop.id !== call.shop.id) {
			const detail = { order_id: entry.id, external_order: external };
			return [{ code: 21011028, message: 'The order does not belong to this shop', detail }];
		}
		const lineItems = lines.map((line) => ({
			id: textIn(line.id) ?? '',
			origin_id: textIn(line.origin_id) ?? '',
		}));
		order.externalOrders = [
			...order.externalOrders.filter(({ platform }) => platform !== external.platform),
			{ ...external, line_items: lineItems },
		];
		return [];
	});
	return errors.length > 0 ? { errors } : null;
}

function list(call: TikTokCall): object {
	const order = ownOrder(call, call.path.order_id);
	return {
		external_orders: order.externalOrders.filter(
			({ platform }) => platform === call.query.platform,
		),
	};
}

export const externalOrderEndpoints: Endpoint[] = [
	{
		method: 'POST',
		route: '/order/202406/orders/external_orders',
		scope: 'seller.order.info',
		cipher: 'required',
		body: { orders: { kind: 'objects', required: true, max: 100 } },
		bodyRequired: true,
		handle: add,
	},
	{
		method: 'GET',
		route: '/order/202406/orders/:order_id/external_orders',
		scope: 'seller.order.info',
		cipher: 'required',
		query: { platform: { kind: 'string', required: true, values: PLATFORMS } },
		handle: list,
	},
];
