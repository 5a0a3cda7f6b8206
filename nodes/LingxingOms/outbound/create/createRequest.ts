import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OrderItem } from '../../../shared/orderItem';
import { missingRecipientFields, recipientFieldLabel } from '../../../shared/recipient/complete';
import { isMaskedRecipient, maskedFields } from '../../../shared/recipient/mask';
import { toText } from '../../../shared/text';
import { orderContentException } from './orderForCreate';
import { recipientFields } from './recipientFields';

/** The request contains the label, so the warehouse needs no readable address (OMS API §1.5). */
export const OWN_LABEL_CHANNEL = 'Upload_Shipping_Label';

/** No label and no carrier needed (OMS API §1.5). */
export const NO_SHIPPING_CHANNEL = 'No_Shipping_Service';

export interface CreateChoice {
	warehouseCode: string;
	logisticsChannel: string;
	/** Both come from the fields of the order item. */
	isOfOrder?: boolean;
	thirdOrderNo: string;
	salesPlatform: string;
	remark: string;
	/** Empty = none, 1 indirect, 2 direct, 3 adult (OMS API §1.5). */
	signatureService: string;
	/** Base64 PDF for {@link OWN_LABEL_CHANNEL}; empty otherwise. */
	label: string;
	/** Why the label of the order cannot be used. */
	labelProblem?: string;
}

/** An entry of `data` in the create call. */
export type CreateRow = { thirdOrderNo: string } & Record<string, unknown>;

export type CreateRequest =
	| { row: CreateRow; exception?: undefined }
	| { row?: undefined; exception: OrderException };

const REMARK_LENGTH = 255;
const PRODUCT_OUTBOUND = 1;

/**
 * The entry that creates the outbound order, or the exception of an order that cannot go to the warehouse yet. The lines have system SKUs
 * and system units, as SKU Mapping emits them. Field names: OMS API §1.5.
 */
export function createRequest(order: OrderItem, choice: CreateChoice): CreateRequest {
	// An empty text means no lines; orderContentException reports other values that are no list.
	const lines = order.outboundLines || [];
	if (Array.isArray(lines) && lines.length === 0) {
		const message = `Order ${order.orderId} has no outbound lines, so the warehouse cannot know what to ship.`;
		return {
			exception: orderException('OUTBOUND_LINES_MISSING', message, { orderId: order.orderId }),
		};
	}
	const exception =
		orderContentException(order) ??
		choiceException(order, choice) ??
		labelException(order, choice) ??
		recipientException(order, choice.logisticsChannel);
	if (exception) return { exception };
	return {
		row: withoutEmpty({
			whCode: choice.warehouseCode,
			thirdOrderNo: choice.thirdOrderNo,
			platformOrderNo: order.orderId,
			subOrderType: PRODUCT_OUTBOUND,
			logisticsChannel: choice.logisticsChannel,
			...recipientFields(order.recipient),
			salesPlatform: choice.salesPlatform,
			storeName: order.shop?.code,
			signatureService: choice.signatureService,
			remark: shortened(choice.remark),
			productList: lines.map(({ systemSku, quantity }) => ({ sku: systemSku.trim(), quantity })),
			// Other fields of label and fileList are undocumented (OMS API §1.5).
			...(choice.label ? { label: { fileData: choice.label }, fileList: [{ bizCode: 1 }] } : {}),
		}),
	};
}

/** An expression may be empty for some orders, e.g. of an unexpected region. */
function choiceException(
	{ orderId, shop }: OrderItem,
	{ warehouseCode, logisticsChannel, isOfOrder }: CreateChoice,
): OrderException | undefined {
	const missing = [
		...(warehouseCode ? [] : ['no warehouse']),
		...(logisticsChannel ? [] : ['no logistics channel']),
	].join(' and ');
	if (missing === '') return undefined;
	const region = toText(shop?.region);
	if (isOfOrder) {
		const text = `Order ${orderId} has ${missing} in its fields warehouseCode and logisticsChannel${region ? ` (region ${region})` : ''}.`;
		return orderException('WAREHOUSE_NOT_SET', text, { orderId, region });
	}
	const message = `Order ${orderId}: the node has ${missing} for it${region ? ` (region ${region})` : ''}.`;
	const hint =
		'Set Warehouse and Logistics Channel for orders of this kind, in the template for orders to the warehouse under Settings, by region. The order is tried again at the next poll.';
	return orderException('CHANNEL_UNAVAILABLE', message, { orderId, region }, hint);
}

/** The OMS refuses an order for {@link OWN_LABEL_CHANNEL} without a label (OMS API §1.5). */
function labelException(
	{ orderId }: OrderItem,
	{ logisticsChannel, label, labelProblem }: CreateChoice,
): OrderException | undefined {
	if (logisticsChannel !== OWN_LABEL_CHANNEL || label) return undefined;
	if (labelProblem) {
		const message = `Order ${orderId} has a shipping label that cannot be used: ${labelProblem}`;
		return orderException(
			'LABEL_MISSING',
			message,
			{ orderId },
			'Give the order a label of its own, as TikTok Shop > Package > Get Shipping Document fetches it.',
		);
	}
	const message = `Order ${orderId} comes without a shipping label, which the channel ${OWN_LABEL_CHANNEL} needs.`;
	return orderException('LABEL_MISSING', message, { orderId });
}

/** A label of TikTok Shop has the address on it; without one the warehouse needs the recipient of the item. */
function recipientException(order: OrderItem, channel: string): OrderException | undefined {
	if (channel === OWN_LABEL_CHANNEL) return undefined;
	const missing = missingRecipientFields(order.recipient).map(recipientFieldLabel);
	const hidden = maskedFields(order.recipient);
	const masked = isMaskedRecipient(order.recipient);
	if (missing.length === 0 && !masked) return undefined;
	const parts = [
		...(missing.length > 0 ? [`${missing.join(', ')} missing`] : []),
		...(masked
			? [`${hidden.length > 0 ? hidden.join(', ') : 'address'} hidden by TikTok Shop`]
			: []),
	];
	const message = `Order ${order.orderId}: the recipient is incomplete (${parts.join('; ')}).`;
	const details = { orderId: order.orderId, missing, masked: hidden };
	return orderException('RECIPIENT_INCOMPLETE', message, details);
}

/** At most 255 characters (OMS API §1.5); never splits a surrogate pair. */
function shortened(remark: string): string {
	return remark.slice(0, REMARK_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}

function withoutEmpty(row: CreateRow): CreateRow {
	return Object.fromEntries(
		Object.entries(row).filter(
			([, value]) => value !== '' && value !== undefined && value !== null,
		),
	) as CreateRow;
}
