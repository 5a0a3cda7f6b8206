import { stateOf } from '../../../nodes/LingxingOms/outbound/outboundOrder';
import type { OrderItem } from '../../../nodes/shared/orderItem';
import type { OutboundOrderItem } from '../../../nodes/shared/outboundOrderItem';
import { compareSides } from '../../../nodes/TikTokShop/audit/compareSides';
import type { Kind, Verdict } from '../../../nodes/TikTokShop/audit/finding';
import type { AuditRules } from '../../../nodes/TikTokShop/audit/orderFindings';
import { readOrderSide } from '../../../nodes/TikTokShop/audit/orderSide';
import { readOutboundSide } from '../../../nodes/TikTokShop/audit/outboundSide';
import { readHandedOver } from '../../../nodes/TikTokShop/audit/results';
import { DeskRows } from '../../../nodes/TikTokShop/desk/deskRows';
import { mappedOrder } from './omsOrder';

export const NOW = Date.UTC(2026, 10, 27, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const at = (time: number) => new Date(time).toISOString();

export const idOf = (serial: number) => `57646000000000${String(serial).padStart(4, '0')}`;

export const RULES: AuditRules = {
	now: NOW,
	lookBack: 30 * DAY,
	grace: HOUR,
	stuckAfter: 48 * HOUR,
	shippingType: 'SELLER',
	shops: [],
	warehouseIds: [],
};

/** An order of yesterday that waits, with time left. */
export function waiting(serial = 1, more: Partial<OrderItem> = {}): OrderItem {
	const placed = at(NOW - DAY);
	return mappedOrder({
		orderId: idOf(serial),
		createdAt: placed,
		paidAt: placed,
		updatedAt: placed,
		shipBy: at(NOW + 3 * DAY),
		autoCancelAt: at(NOW + 6 * DAY),
		collectBy: at(NOW + 4 * DAY),
		lines: [
			{
				platformSku: 'MUG',
				skuId: '1',
				productId: '2',
				productName: 'Mug',
				quantity: 2,
				lineItemIds: ['1', '2'],
				isGift: false,
			},
		],
		...more,
	});
}

/** The same after its parcel has left with the number of `gone`. */
export function sent(serial = 1, more: Partial<OrderItem> = {}): OrderItem {
	return waiting(serial, { status: 'IN_TRANSIT', trackingNumbers: [`T-${serial}`], ...more });
}

/** The outbound order of the order with this serial, as Create makes it. */
export function made(serial = 1, more: Partial<OutboundOrderItem> = {}): OutboundOrderItem {
	const { status = 2 } = more;
	return {
		outboundOrderNo: `OUT-${serial}`,
		orderId: idOf(serial),
		thirdOrderNo: idOf(serial),
		platformOrderNo: idOf(serial),
		storeCode: 'USLC000001',
		salesPlatform: 'TikTok',
		status,
		state: stateOf(status),
		exceptionReason: '',
		warehouseCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		carrier: '',
		trackingNumber: '',
		parcels: [],
		lines: [{ systemSku: 'SYS-MUG-BLU', quantity: 2, shippedQuantity: 0 }],
		createdAt: at(NOW - 20 * HOUR),
		...more,
	};
}

/** The same after it has left. */
export function gone(serial = 1, more: Partial<OutboundOrderItem> = {}): OutboundOrderItem {
	return made(serial, {
		status: 3,
		trackingNumber: `T-${serial}`,
		shippedAt: at(NOW - 5 * HOUR),
		...more,
	});
}

export interface SidesGiven {
	orders: object[];
	outbound: object[];
	desk?: object[];
}

export function verdictsOn(
	{ orders, outbound, desk = [] }: SidesGiven,
	rules: Partial<AuditRules> = {},
): Verdict[] {
	const sides = {
		orders: readOrderSide(JSON.parse(JSON.stringify(orders)) as object[]),
		outboundOrders: readOutboundSide(JSON.parse(JSON.stringify(outbound)) as object[]),
		desk: new DeskRows(desk),
		handedOver: readHandedOver(desk),
	};
	return compareSides(sides, { ...RULES, ...rules });
}

export const kindsOn = (given: SidesGiven, rules: Partial<AuditRules> = {}): Kind[] =>
	verdictsOn(given, rules).map(({ kind }) => kind);

export const openRow = (orderId: string, code = 'SKU_NOT_MAPPED') => ({
	...{ order_id: orderId, status: 'open', code, message: 'No row.', hint: 'Add it.' },
});
