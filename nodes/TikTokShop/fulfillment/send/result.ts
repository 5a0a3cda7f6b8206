import type { IDataObject } from 'n8n-workflow';

import type { OrderException } from '../../../shared/exceptions';
import type { Accepted } from './calls';
import { explainCall } from '../decide/explain';
import type { FoundOrder } from '../run/findOrders';
import type { ShippingProvider } from '../pairing/pairing';
import type { WantedParcel } from '../parcels/parcels';
import type { FulfillmentCall } from '../decide/shipment';

/** What became of a parcel, or would become of it. */
export interface ParcelResult extends Accepted {
	parcel: WantedParcel;
	call?: FulfillmentCall;
}

/** Nothing is sent: the result says what would be, and why. */
export type Mode = 'sent' | 'preview';

/** `fulfillment` of an item: about the first parcel, and about each of them where there are several. */
export function fulfillmentOf(
	{ order, shop }: FoundOrder,
	results: readonly ParcelResult[],
	provider: ShippingProvider | undefined,
	mode: Mode,
): IDataObject {
	const views = results.map((result) => viewOf(result, shop.region, mode));
	const [first, ...others] = views;
	return {
		orderId: order.id,
		shopId: shop.id,
		shopCode: shop.code,
		...first,
		...(provider ? { shippingProviderId: provider.id, shippingProvider: provider.name } : {}),
		sent: views.some(({ sent }) => sent === true),
		...(mode === 'preview' ? { preview: true } : {}),
		...(others.length > 0 ? { parcels: views } : {}),
	};
}

/** Why a call would be made, or none. */
function callReason({ parcel, call }: ParcelResult, region: string): string {
	if (call) return explainCall(call, region);
	const isElsewhere = parcel.lineItemIds?.length === 0;
	return isElsewhere
		? 'Nothing that waits on TikTok Shop takes the number of this parcel.'
		: 'TikTok Shop shows this tracking number already.';
}

function viewOf(result: ParcelResult, region: string, mode: Mode) {
	const { parcel, call, packageId, ...answer } = result;
	const warning = [answer.warning, parcel.warning].filter(Boolean).join(' ');
	return {
		trackingNumber: parcel.trackingNumber,
		...(parcel.lineItemIds ? { lineItemIds: [...parcel.lineItemIds] } : {}),
		sent: call !== undefined && mode === 'sent',
		...(call ? { call: call.kind } : {}),
		...(packageId ? { packageId } : {}),
		...(warning ? { warning } : {}),
		...(mode === 'preview' ? { why: callReason(result, region) } : {}),
	} as IDataObject;
}

/** A later parcel of the order was refused; the reason says which numbers TikTok Shop has by now. */
export function withSent(
	exception: OrderException,
	results: readonly ParcelResult[],
): OrderException {
	const numbers = results.map(({ parcel }) => parcel.trackingNumber);
	if (numbers.length === 0) return exception;
	const { message, details } = exception;
	return {
		...exception,
		message: `${message} TikTok Shop has parcel ${numbers.join(', ')} of this order.`,
		details: { ...details, sentNumbers: numbers },
	};
}
