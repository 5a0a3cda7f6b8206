import type { OmsWorld } from '../../../sandbox/oms/world';
import type { Order } from '../../../sandbox/tiktok/types';
import type { PlannedOrder } from './orders';

type View = Record<string, unknown>;

const firstOf = (value: unknown): View => (Array.isArray(value) ? (value[0] as View) : {});
const addressOf = (view: View): View => (view.recipient_address ?? {}) as View;

/** Ways in which an answer about an order can be damaged; its other fields are correct. */
const DAMAGES: ReadonlyArray<(view: View) => void> = [
	(view) => (view.recipient_address = null),
	(view) => (view.packages = [null]),
	(view) => (addressOf(view).name = 5),
	(view) => (addressOf(view).district_info = [null]),
	(view) => (view.line_items = null),
	(view) => (view.line_items = {}),
	(view) => (view.line_items = [null, ...(view.line_items as View[])]),
	(view) => (firstOf(view.line_items).seller_sku = {}),
	(view) => (firstOf(view.line_items).id = null),
	(view) => (firstOf(view.line_items).display_status = 7),
	(view) => (view.create_time = 'yesterday'),
	(view) => (view.status = 7),
	(view) => (view.warehouse_id = [null]),
];

/**
 * @param chance  from 0, below 1; selects the damage, and whether searches show it too
 */
function damageOf(chance: number): (view: View) => void {
	const damage = DAMAGES[Math.floor(chance * DAMAGES.length)];
	const alsoInSearches = (chance * DAMAGES.length) % 1 < 0.5;
	return (view) => {
		// Only Get Order Detail shows how the order was paid.
		if (alsoInSearches || 'payment_method_code' in view) damage(view);
	};
}

/** Refusals of a whole detail call for the sake of one order in it. */
const OF_DETAIL = [
	{ code: 36009004, message: 'invalid order id', status: 400 },
	{ code: 12019999, message: 'The order cannot be shown', status: 200 },
	{ code: 21009999, message: 'Order data error', status: 400 },
];
/** Refusals of one parcel (TikTok Shop API §5), with the HTTP statuses that were seen, and unknown ones. */
const OF_SHIPPING = [
	{ code: 36009004, message: 'invalid tracking_number', status: 400 },
	{ code: 21011022, message: 'Invalid tracking number or shipping provider', status: 400 },
	{ code: 21019999, message: 'The parcel is under review', status: 409 },
	{ code: 21011022, message: 'Invalid tracking number or shipping provider', status: 200 },
];
/** Refusals of a whole create call for the sake of one row in it. */
const OF_CREATE = [
	{ code: '500', message: 'NullPointerException', status: 500 },
	{ code: '500', message: '系统异常', status: 200 },
	{ code: '100009', message: 'productList 不合法', status: 200 },
	{ code: '400', message: 'Bad Request', status: 400 },
	{ code: '413', message: 'Request Entity Too Large', status: 413 },
];

const drawn = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)];

/**
 * What stands in the way of one order, until it is taken away.
 *
 * @param chance  from 0, below 1; selects the damage or refusal
 * @returns       takes it away
 */
export function hinder(
	{ scenario, chance }: Pick<PlannedOrder, 'scenario' | 'chance'>,
	order: Order,
	oms: OmsWorld,
): () => void {
	if (scenario === 'unreadable') order.damage = damageOf(chance);
	if (scenario === 'detailRefused') order.refusal = { of: 'detail', ...drawn(OF_DETAIL, chance) };
	if (scenario === 'parcelRefused')
		order.refusal = { of: 'shipping', ...drawn(OF_SHIPPING, chance) };
	if (scenario === 'createRefused') oms.refusals.set(order.id, drawn(OF_CREATE, chance));
	return () => {
		delete order.damage;
		delete order.refusal;
		oms.refusals.delete(order.id);
	};
}
