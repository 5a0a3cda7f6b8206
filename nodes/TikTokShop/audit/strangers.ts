import { passedByReason } from '../fulfillment/decide/passedBy';
import { finding, type Finding, type Verdict } from './finding';
import { isShop, type AuditRules } from './orderFindings';
import type { SideOrder } from './orderSide';
import { isLive, type OutboundSideOrder } from './outboundSide';
import type { Side, SideFault } from './side';

type Shop = SideOrder['shop'];

/**
 * Outbound orders whose order TikTok Shop has not shown. Several sellers and platforms may share an account of the OMS, and people make
 * outbound orders by hand, e.g. samples: only one that names an order of TikTok Shop, and none of another shop, is one too many.
 *
 * @returns one verdict for each order ID
 */
export function strangersAmong(
	unmatched: readonly OutboundSideOrder[],
	{ orders, outboundOrders }: { orders: Side<SideOrder>; outboundOrders: Side<OutboundSideOrder> },
	rules: AuditRules,
): Verdict[] {
	const shops = shopsOf(orders, rules);
	const isShared = outboundOrders.rows.some(
		({ storeCode }) => storeCode && !isOurs(storeCode, shops),
	);
	const byOrder = new Map<string, OutboundSideOrder[]>();
	for (const outbound of unmatched.filter(isLive)) {
		const [key = outbound.outboundOrderNo] = outbound.orderIds;
		byOrder.set(key, [...(byOrder.get(key) ?? []), outbound]);
	}
	return [...byOrder].map(([key, group]) => {
		const [first] = group;
		const isAnswered = orders.hasAnswered;
		const found = isAnswered
			? judge(first, { shops, isShared, faults: orders.faults, rules })
			: finding('notAudited', 'TikTok Shop did not answer.');
		const shop = shops.find((each) => isOurs(first.storeCode, [each]));
		return {
			...found,
			also: [],
			orderId: first.orderIds.length > 0 ? key : '',
			shopId: shop?.id ?? '',
			shopCode: shop?.code ?? first.storeCode,
			outboundOrders: group,
			...(isAnswered ? {} : { isCollective: true as const }),
		};
	});
}

/** The shops that orders or faults name, and those that the user names. */
function shopsOf(orders: Side<SideOrder>, { shops }: AuditRules): Shop[] {
	const named = [
		...orders.rows.map(({ shop }) => shop),
		...orders.faults.map(({ shopId: id, shopCode: code }) => ({ id, code, name: '' })),
	];
	const known = new Map(named.filter(({ id, code }) => id || code).map((shop) => [shop.id, shop]));
	const others = shops.filter((each) => ![...known.values()].some((shop) => isShop(shop, each)));
	return [...known.values(), ...others.map((each) => ({ id: each, code: each, name: each }))];
}

function isOurs(storeCode: string, shops: readonly Shop[]): boolean {
	const store = storeCode.toLowerCase();
	return shops.some((shop) =>
		Object.values(shop).some((each) => each !== '' && each.toLowerCase() === store),
	);
}

function judge(
	outbound: OutboundSideOrder,
	{
		shops,
		isShared,
		faults,
		rules,
	}: { shops: Shop[]; isShared: boolean; faults: readonly SideFault[]; rules: AuditRules },
): Finding {
	const { outboundOrderNo, orderIds, storeCode, thirdOrderNo, createdAt } = outbound;
	const passedBy = (why: string): Finding => ({
		kind: 'passedBy',
		message: `Outbound order ${outboundOrderNo}: ${why}`,
		hint: '',
	});
	const [orderId] = orderIds;
	if (orderId === undefined) return passedBy('it names no order of TikTok Shop.');
	const reason = passedByReason({ ...outbound, orderId, shop: '' }, shops);
	if (reason) return passedBy(reason);
	const namesShop =
		isOurs(storeCode, shops) || shops.some(({ id }) => id !== '' && thirdOrderNo.includes(id));
	if (!namesShop && isShared) {
		return passedBy('it names no store, and other sellers share the account.');
	}
	if (createdAt !== undefined && createdAt < rules.now - rules.lookBack) {
		return passedBy('it is older than the orders that were read.');
	}
	const mayBeUnread = faults.some(
		(fault) =>
			!fault.orderId && (!storeCode || !(fault.shopId || fault.shopCode) || isOfShop(fault)),
	);
	function isOfShop({ shopId: id, shopCode: code }: SideFault): boolean {
		return isOurs(storeCode, [{ id, code, name: '' }]);
	}
	if (mayBeUnread) {
		const message = `Outbound order ${outboundOrderNo}: its order ${orderId} may be one that could not be read.`;
		return finding('notAudited', message);
	}
	if (createdAt !== undefined && rules.now - createdAt < rules.grace) {
		const message = `Outbound order ${outboundOrderNo} has just been created.`;
		return { kind: 'underWay', message, hint: '' };
	}
	const message = `The OMS has outbound order ${outboundOrderNo} of order ${orderId}, and TikTok Shop has not shown this order.`;
	const hint =
		'Look the order up on TikTok Shop. An order that was placed, and has last changed, before the time that was read is fine: read further back. Else cancel the outbound order.';
	return finding('extra', message, hint);
}
