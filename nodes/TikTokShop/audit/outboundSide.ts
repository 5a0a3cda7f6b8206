import { fieldsOf, type Fields } from '../../shared/fields';
import { toText } from '../../shared/text';
import { readSide, textField, timeField, unitsField, type Side } from './side';

/** An outbound order of the OMS, as far as the audit needs it. Times are epoch ms. */
export interface OutboundSideOrder {
	outboundOrderNo: string;
	/** TikTok Shop order IDs that its numbers may mean, the surest first. */
	orderIds: string[];
	thirdOrderNo: string;
	storeCode: string;
	salesPlatform: string;
	/** As the outbound order item names it (OMS API §1.6); empty where it names none. */
	state: string;
	exceptionReason: string;
	warehouseCode: string;
	/** Units of each system SKU; undefined where the OMS shows no lines. */
	units?: ReadonlyMap<string, number>;
	/** The main one first. */
	trackingNumbers: string[];
	createdAt?: number;
	shippedAt?: number;
}

export const isShipped = ({ state }: OutboundSideOrder): boolean => state === 'shipped';
export const isLive = ({ state }: OutboundSideOrder): boolean => state !== 'cancelled';
export const isIntercepting = ({ state }: OutboundSideOrder): boolean => state === 'intercepting';

/** The side of the OMS: outbound order items, and the exceptions of the nodes that read them. */
export function readOutboundSide(items: readonly unknown[]): Side<OutboundSideOrder> {
	const side = readSide(items, outboundOf);
	const byNumber = new Map(side.rows.map((row) => [row.outboundOrderNo, row]));
	return { ...side, rows: [...byNumber.values()] };
}

function outboundOf(item: Fields): OutboundSideOrder | string {
	const exception = fieldsOf(item.exception);
	// Create gives the order with its outbound order.
	const json = 'outboundOrder' in item ? fieldsOf(item.outboundOrder) : item;
	const outboundOrderNo = textField(json.outboundOrderNo);
	const state = textField(json.state);
	// One that the warehouse has stopped comes with all of its fields, and with the words of the OMS as its exception.
	if (exception.code === 'ORDER_UNREADABLE' || outboundOrderNo === '' || state === '') {
		return (
			toText(exception.message) ||
			'An item is no outbound order: it has no number or no state. Read the OMS with Simplify on.'
		);
	}
	const thirdOrderNo = textField(json.thirdOrderNo);
	const parcels = Array.isArray(json.parcels) ? (json.parcels as unknown[]).map(fieldsOf) : [];
	const numbers = [json.trackingNumber, ...parcels.map(({ trackingNumber }) => trackingNumber)];
	return {
		outboundOrderNo,
		orderIds: orderIdsOf([json.orderId, json.platformOrderNo, thirdOrderNo]),
		thirdOrderNo,
		storeCode: textField(json.storeCode),
		salesPlatform: textField(json.salesPlatform),
		state,
		exceptionReason: textField(json.exceptionReason),
		warehouseCode: textField(json.warehouseCode),
		units: unitsField(json.lines),
		trackingNumbers: [...new Set(numbers.map(textField).filter(Boolean))],
		createdAt: timeField(json.createdAt),
		shippedAt: timeField(json.shippedAt),
	};
}

/** IDs of 17 to 19 digits; in `<shopId>:<orderId>` the order ID is the last one. */
function orderIdsOf(numbers: readonly unknown[]): string[] {
	const found = numbers.flatMap((number) =>
		(textField(number).match(/(?<!\d)\d{17,19}(?!\d)/g) ?? []).reverse(),
	);
	return [...new Set(found)];
}
