import { fieldsOf, type Fields } from '../../shared/fields';
import { toText } from '../../shared/text';
import { isFulfilledBySeller } from '../orders/fulfillmentType';
import { stageOf, type Stage } from '../orders/orderStatus';
import type { Deadlines } from './deadlines';
import { readSide, textField, timeField, unitsField, type Side } from './side';

/** An order of TikTok Shop, as far as the audit needs it. Times are epoch ms. */
export interface SideOrder extends Deadlines {
	/** Position of its item in the input. */
	position: number;
	orderId: string;
	shop: { id: string; code: string; name: string };
	/** Undefined for a status that TikTok Shop's API does not describe. */
	stage: Stage | undefined;
	isFulfilledBySeller: boolean;
	shippingType: string;
	warehouseId: string;
	createdAt?: number;
	/** The last moment at which it changed or became ready. */
	changedAt?: number;
	eligibleAt?: number;
	buyerRequestedCancel: boolean;
	/** Whether a warehouse has something to ship. In a partly shipped order these are the lines that still wait. */
	hasLines: boolean;
	/** Units of each system SKU, where SKU Mapping has been before. */
	wanted?: ReadonlyMap<string, number>;
	trackingNumbers: string[];
	/** Why Check Eligibility has skipped it; empty otherwise. */
	skipped: string;
	/** What an earlier node says of it, e.g. that it cannot be mapped; empty otherwise. */
	exception: string;
}

/** TikTok Shop's side: order items, and the exceptions of the nodes that read them. Of one order that came twice, the newest counts. */
export function readOrderSide(items: readonly unknown[]): Side<SideOrder> {
	const side = readSide(items, orderOf);
	const byId = new Map<string, SideOrder>();
	for (const order of side.rows) {
		const known = byId.get(order.orderId);
		if (!known || (order.changedAt ?? 0) >= (known.changedAt ?? 0)) byId.set(order.orderId, order);
	}
	return { ...side, rows: [...byId.values()] };
}

function orderOf(json: Fields, position: number): SideOrder | string | undefined {
	if (json.recovered === true) return undefined;
	const exception = fieldsOf(json.exception);
	const code = toText(exception.code);
	const message = toText(exception.message);
	const orderId = textField(json.orderId);
	const status = textField(json.status);
	// An order that could not be read has its ID at most; one that cannot be mapped has all of its fields.
	if (orderId === '' || status === '' || !Array.isArray(json.lines)) {
		return message || 'An item is no order: it has no order ID, no status or no lines.';
	}
	const shop = fieldsOf(json.shop);
	const times = ['updatedAt', 'paidAt', 'eligibleAt', 'createdAt'].map((name) =>
		timeField(json[name]),
	);
	const known = times.filter((time) => time !== undefined);
	return {
		position,
		orderId,
		shop: { id: textField(shop.id), code: textField(shop.code), name: textField(shop.name) },
		status,
		stage: stageOf({ status }),
		isFulfilledBySeller: isFulfilledBySeller(textField(json.fulfillmentType)),
		shippingType: textField(json.shippingType),
		warehouseId: textField(json.warehouseId),
		createdAt: timeField(json.createdAt),
		changedAt: known.length > 0 ? Math.max(...known) : undefined,
		eligibleAt: timeField(json.eligibleAt),
		shipBy: timeField(json.shipBy),
		autoCancelAt: timeField(json.autoCancelAt),
		collectBy: timeField(json.collectBy),
		buyerRequestedCancel: json.buyerRequestedCancel === true,
		hasLines: json.lines.length > 0,
		wanted: unitsField(json.outboundLines),
		trackingNumbers: Array.isArray(json.trackingNumbers)
			? (json.trackingNumbers as unknown[]).map(textField).filter(Boolean)
			: [],
		skipped: textField(json.skipped),
		exception: code && `${code}: ${message}`,
	};
}
