import { toOutboundOrder } from '../../../../nodes/LingxingOms/outbound/outboundOrder';
import { compareSides } from '../../../../nodes/TikTokShop/audit/compareSides';
import { isDifference, type Difference } from '../../../../nodes/TikTokShop/audit/finding';
import { readOrderSide } from '../../../../nodes/TikTokShop/audit/orderSide';
import { readOutboundSide } from '../../../../nodes/TikTokShop/audit/outboundSide';
import { DeskRows } from '../../../../nodes/TikTokShop/desk/deskRows';
import { toOrderItem } from '../../../../nodes/TikTokShop/orders/orderItem';
import { readOrder } from '../../../../nodes/TikTokShop/orders/readOrder';
import { toUnreadableOrder } from '../../../../nodes/TikTokShop/orders/unreadable';
import { outboundDetail } from '../../../sandbox/oms/outbound';
import { orderView } from '../../../sandbox/tiktok/orderView';
import type { Order } from '../../../sandbox/tiktok/types';
import type { Books } from './books';
import type { Entry } from './entry';

const HOUR = 3_600_000;
const RULES = {
	lookBack: 30 * 24 * HOUR,
	/** What has changed in the last hour is under way. */
	grace: HOUR,
	stuckAfter: 48 * HOUR,
	shippingType: 'SELLER',
	shops: [],
	warehouseIds: [],
};

type Kinds = readonly Difference[];

/** What the audit must say of an order that is left as it is; `may` where it depends on the parcels. */
function expected(order: Order, entry: Entry, hasLeft: boolean): { must?: Difference; may: Kinds } {
	const { scenario } = entry.planned;
	// It left before anybody could stop it.
	if (order.status === 'CANCELLED')
		return hasLeft ? { must: 'extra', may: ['extra'] } : { may: [] };
	// Without a readable address it waits for its buyer, or its cancellation.
	if (scenario === 'masked') return { must: 'missingInOms', may: ['missingInOms'] };
	// Another creator has made two outbound orders of it, each with a number of its own.
	if (scenario === 'twoWarehouses') return { may: ['extra', 'trackingDiffers'] };
	// One unit has left by hand, with a number that the OMS does not know.
	if (scenario === 'partlyGone') return { may: ['trackingDiffers'] };
	const isDoubled = entry.isExcused || entry.doubledAt !== undefined;
	return { may: isDoubled ? ['extra', 'trackingDiffers'] : [] };
}

/** Where the audit (TikTok Shop > Audit > Compare) and the books do not agree once everything is in its place; undefined where they do. */
export function whyAuditDiffers(
	books: Books,
	now: number,
): { orderId: string; why: string } | undefined {
	const { tiktok, oms } = books.worlds();
	const orders = [...tiktok.orders.values()];
	const orderItems = orders.map((order) => {
		const { order: read, fault } = readOrder(orderView(tiktok, order, true));
		return read ? toOrderItem(read, order.shop) : toUnreadableOrder(fault, order.shop);
	});
	const outboundItems = [...oms.outbound.keys()].flatMap((number) =>
		outboundDetail(oms, { outboundOrderNoList: [number] }).map((record) =>
			toOutboundOrder(record as Record<string, unknown>, '+08:00'),
		),
	);
	const sides = {
		orders: readOrderSide(orderItems),
		outboundOrders: readOutboundSide(outboundItems),
		desk: new DeskRows([]),
		handedOver: new Map(),
	};
	const found = new Map(
		compareSides(sides, { ...RULES, now }).map(({ orderId, kind, message }) => [
			orderId,
			{ kind, message },
		]),
	);
	for (const order of orders) {
		const entry = books.entry(order.id);
		if (!entry) continue;
		const hasLeft = books.live(order.id).some(({ status }) => status === 3);
		const { must, may } = expected(order, entry, hasLeft);
		const { kind = 'fine', message = '' } = found.get(order.id) ?? {};
		const isJustNow = now - order.updateTime * 1_000 < RULES.grace;
		if (must && kind !== must && !isJustNow) {
			return { orderId: order.id, why: `the audit says ${kind} of it in place of ${must}` };
		}
		if (isDifference(kind) && !may.includes(kind)) {
			return { orderId: order.id, why: `the audit says ${kind} of it: ${message}` };
		}
	}
	return undefined;
}
