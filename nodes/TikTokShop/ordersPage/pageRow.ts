import { fieldsOf, isFields } from '../../shared/fields';
import { firstNumber, type OutboundOrderItem } from '../../shared/outboundOrderItem';
import type { OrderItem } from '../../shared/orderItem';
import { toText } from '../../shared/text';
import { deskRow, type DeskRow } from '../desk/deskRows';
import type { ApiLineItem, ApiOrder } from '../orders/apiOrder';
import { stageOf, type Stage } from '../orders/orderStatus';
import { tabOf, type Tab, type TabVerdict } from './tab';
import { trackingLink } from './trackingLink';

/** One order as the orders page shows it. The page uses these names. Times are ISO 8601, UTC. */
export interface PageRow {
	/** The order ID, or the key of the desk where only the desk has it. */
	key: string;
	orderId: string;
	shopId: string;
	shopCode: string;
	shopName: string;
	tab: Tab;
	lines: Array<{ sku: string; name: string; units: number }>;
	shopStatus: string;
	/** `unknown` as well where the OMS did not answer; empty where it has no outbound order. */
	omsState: string;
	outboundOrderNo: string;
	warehouse: string;
	/** As the OMS names it; pairing rows name it so, too. */
	carrier: string;
	channel: string;
	tracking: Array<{ number: string; link: string }>;
	/** Latest time for the parcel to leave; empty where it has left or will not. */
	shipBy: string;
	createdAt: string;
	updatedAt: string;
	code: string;
	reason: string;
	hint: string;
	/** Since when it waits. */
	since: string;
	/** The row of the desk that a person decides on: the order's, or that of its shipment. */
	deskKey: string;
	/** Only the desk has it: neither service was asked for this row. */
	isDeskOnly?: true;
}

/** What was read, besides the orders. */
export interface Surroundings {
	outbound: readonly unknown[];
	/** The OMS did not answer for these order IDs, or for none of them. */
	unknownInOms: ReadonlySet<string> | 'all';
	desk: readonly unknown[];
}

const SHIPMENT = 'shipment:';
const CANCELLATION = 'cancellation:';
const SHOP = 'shop:';

/** Rows of the orders page from order items, outbound order items and rows of the desk's table. */
export class PageRows {
	private readonly outbound = new Map<string, OutboundOrderItem>();
	private readonly open = new Map<string, DeskRow>();
	private readonly closedByHand = new Map<string, string>();
	private readonly shown = new Set<string>();

	constructor(private readonly given: Surroundings) {
		for (const each of given.outbound) {
			const item = fieldsOf(each) as unknown as OutboundOrderItem;
			if (toText(item.outboundOrderNo) === '') continue;
			for (const id of [item.orderId, firstNumber(toText(item.thirdOrderNo))]
				.map(toText)
				.filter(Boolean)) {
				if (!isWorse(item, this.outbound.get(id))) this.outbound.set(id, item);
			}
		}
		for (const each of given.desk) {
			const row = deskRow(each);
			if (row.order_id === '') continue;
			if (row.status === 'open') this.open.set(row.order_id, row);
			else if (row.closed_how === 'by hand')
				this.closedByHand.set(row.order_id, toText(fieldsOf(each).note));
		}
	}

	/** @param order  an order item; with TikTok Shop's own order in `raw`, canceled lines are shown too */
	rowOf(order: OrderItem): PageRow {
		const { orderId } = order;
		const outbound = this.outbound.get(orderId);
		const shipmentKey = SHIPMENT + (outbound?.outboundOrderNo ?? '');
		const cancellationKey = CANCELLATION + orderId;
		for (const key of [orderId, shipmentKey, cancellationKey]) this.shown.add(key);
		const raw = isFields(order.raw) ? (order.raw as unknown as ApiOrder) : undefined;
		const shopTracking = order.trackingNumbers ?? [];
		const keys = [orderId, shipmentKey, cancellationKey];
		const note = keys.map((key) => this.closedByHand.get(key)).find((each) => each !== undefined);
		const verdict = tabOf({
			stage: stageOfUnits(order),
			status: order.status,
			buyerRequestedCancel: order.buyerRequestedCancel,
			shopTracking,
			outbound,
			orderRow: this.open.get(orderId),
			shipmentRow: this.open.get(shipmentKey),
			cancellationRow: this.open.get(cancellationKey),
			isClosedByHand: note !== undefined,
		});
		return {
			key: orderId,
			orderId,
			shopId: order.shop.id,
			shopCode: order.shop.code,
			shopName: order.shop.name,
			tab: verdict.tab,
			lines: linesOf(order, raw),
			shopStatus: order.status,
			omsState: outbound?.state ?? (this.isUnknown(orderId) ? 'unknown' : ''),
			outboundOrderNo: outbound?.outboundOrderNo ?? '',
			warehouse: outbound?.warehouseCode ?? '',
			carrier: outbound?.carrier ?? '',
			channel: outbound?.logisticsChannel ?? '',
			tracking: trackingLinks(outbound, shopTracking),
			shipBy: ['shipped', 'cancelled'].includes(verdict.tab) ? '' : (order.shipBy ?? ''),
			createdAt: order.createdAt ?? '',
			updatedAt: order.updatedAt ?? '',
			...reasonOf(verdict, outbound, note),
			deskKey: verdict.row?.order_id ?? orderId,
		};
	}

	/** What waits in the desk and belongs to no order that was shown, but not shops. */
	deskOnly(): PageRow[] {
		return [...this.open.values()]
			.filter(({ order_id: key }) => !this.shown.has(key) && !key.startsWith(SHOP))
			.map((row) => deskOnlyRow(row));
	}

	/** Shops that cannot be read, as the desk has noted them. */
	shopProblems(): Array<{ shopId: string; shopCode: string; reason: string; hint: string }> {
		return [...this.open.values()]
			.filter(({ order_id: key }) => key.startsWith(SHOP))
			.map(({ order_id: key, shop_code, message, hint }) => {
				return { shopId: key.slice(SHOP.length), shopCode: shop_code, reason: message, hint };
			});
	}

	private isUnknown(orderId: string): boolean {
		const { unknownInOms } = this.given;
		return unknownInOms === 'all' || unknownInOms.has(orderId);
	}
}

/** An order that waits without a unit to ship is canceled, or has left, while its status still waits. */
function stageOfUnits({ status, lines, trackingNumbers = [] }: OrderItem): Stage | undefined {
	const stage = stageOf({ status });
	if (stage !== 'waiting' || lines.length > 0) return stage;
	return trackingNumbers.length > 0 ? 'shipped' : 'cancelled';
}

/** A canceled outbound order counts only where there is no other. */
function isWorse(item: OutboundOrderItem, known: OutboundOrderItem | undefined): boolean {
	return known !== undefined && item.state === 'cancelled';
}

function reasonOf(
	{ code, row }: TabVerdict,
	outbound: OutboundOrderItem | undefined,
	note: string | undefined,
): Pick<PageRow, 'code' | 'reason' | 'hint' | 'since'> {
	if (row) return { code, reason: row.message, hint: row.hint, since: row.opened };
	const reasons: Record<string, string | undefined> = {
		OMS_EXCEPTION: outbound?.exceptionReason,
		CLOSED_BY_HAND: note,
	};
	return { code, reason: reasons[code] ?? '', hint: '', since: '' };
}

function linesOf(order: OrderItem, raw: ApiOrder | undefined): PageRow['lines'] {
	if (order.lines.length > 0) {
		return order.lines.map(({ platformSku, productName, quantity }) => {
			return { sku: platformSku, name: productName, units: quantity };
		});
	}
	const lines = new Map<string, PageRow['lines'][number]>();
	for (const { seller_sku: sku = '', product_name: name = '' } of lineItemsOf(raw)) {
		const line = lines.get(sku + name);
		if (line) line.units += 1;
		else lines.set(sku + name, { sku, name, units: 1 });
	}
	return [...lines.values()];
}

function lineItemsOf(raw: ApiOrder | undefined): ApiLineItem[] {
	return raw?.line_items ?? [];
}

/** The numbers of the OMS; where it has none, those of TikTok Shop. */
function trackingLinks(
	outbound: OutboundOrderItem | undefined,
	shopTracking: readonly string[],
): PageRow['tracking'] {
	const ofParcels = (outbound?.parcels ?? []).map(({ trackingNumber }) => trackingNumber);
	const ofOms = [outbound?.trackingNumber ?? '', ...ofParcels].filter(Boolean);
	const carrier = outbound?.carrier || (outbound?.logisticsChannel ?? '');
	const numbers = new Set(ofOms.length > 0 ? ofOms : shopTracking);
	return [...numbers].map((number) => ({ number, link: trackingLink(carrier, number) }));
}

/** A row of which only the desk's row is known. */
export function deskOnlyRow(row: DeskRow): PageRow {
	const isShipment = row.order_id.startsWith(SHIPMENT);
	const orderId = isShipment ? '' : row.order_id.replace(CANCELLATION, '');
	return {
		key: orderId || row.order_id,
		orderId,
		shopId: row.shop_id,
		shopCode: row.shop_code,
		shopName: '',
		tab: 'exception',
		lines: [],
		shopStatus: '',
		omsState: '',
		outboundOrderNo: isShipment ? row.order_id.slice(SHIPMENT.length) : '',
		warehouse: '',
		carrier: '',
		channel: '',
		tracking: [],
		shipBy: '',
		createdAt: '',
		updatedAt: '',
		code: row.code,
		reason: row.message,
		hint: row.hint,
		since: row.opened,
		deskKey: row.order_id,
		isDeskOnly: true,
	};
}
