import { sleep, type IDataObject } from 'n8n-workflow';

import type { OrderException } from '../shared/exceptions';
import { orderDetails } from '../TikTokShop/orders/read';
import { TikTokShopError, type Connection } from '../TikTokShop/transport/connection';
import type { FoundOrder } from './findOrders';
import type { ShippingProvider } from './pairing';
import { classifyRefusal, refusalException } from './refusals';
import { decideShipment, otherCall, type FulfillmentCall, type ShipmentOptions } from './shipment';
import { cleanTrackingNumber } from './trackingNumber';

export type Sent =
	| { call?: FulfillmentCall; warning?: string; packageId?: string }
	| { exception: OrderException };

/** Writes and looks at an order at most this often. */
const MOST_LOOKS = 4;
/** An accepted write may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

/**
 * Makes TikTok Shop know a tracking number: decides, calls, and after every answer that leaves it open reads the order again
 * before anything else is sent (contract §4.6: bodies carry no idempotency key).
 *
 * @param found     the order as read before; may be outdated, TikTok Shop's answer tells
 * @param provider  of the order's own delivery option
 * @returns         without `call` when the number was there already
 * @throws          NodeApiError when TikTok Shop stays silent or refuses for a reason that is not the order's
 */
export async function sendTracking(
	connection: Connection,
	found: FoundOrder,
	trackingNumber: string,
	provider: ShippingProvider,
	options: ShipmentOptions,
): Promise<Sent> {
	const { shop } = found;
	const wanted = { trackingNumber: cleanTrackingNumber(trackingNumber), providerId: provider.id };
	let { order } = found;
	let sent: FulfillmentCall | undefined;
	let switched = false;
	let last: unknown;
	for (let look = 0; look < MOST_LOOKS; look++) {
		const first = decideShipment(order, shop.region, wanted, options);
		const decision =
			switched && first.kind === 'call' ? otherCall(first.call, order, wanted) : first;
		if (decision.kind === 'done') return sent ? { call: sent } : {};
		if (decision.kind === 'exception') return { exception: decision.exception };
		const { call } = decision;
		const outcome = await make(connection, shop.cipher, call, wanted).then(
			(answer) => ({ answer, failure: undefined }),
			(failure: unknown) => ({ answer: undefined, failure }),
		);
		if (outcome.answer) return { call, ...outcome.answer };
		const { failure } = outcome;
		if (!(failure instanceof TikTokShopError)) throw failure;
		const next = nextStep(failure, switched);
		if (next === 'stop') throw failure;
		if (next === 'exception') return { exception: exceptionOf(order.id, failure) };
		if (next === 'otherCall') switched = true;
		if (failure.mayHaveBeenAccepted) {
			sent = call;
			await sleep(READ_BACK_AFTER_MS * (look + 1));
		}
		last = failure;
		[order = order] = await orderDetails(connection, shop.cipher, [order.id]);
	}
	if (last instanceof TikTokShopError && !last.temporary) {
		return { exception: exceptionOf(order.id, last) };
	}
	throw last;
}

type Next = 'readAgain' | 'otherCall' | 'exception' | 'stop';

function nextStep(failure: TikTokShopError, switched: boolean): Next {
	if (failure.mayHaveBeenAccepted || failure.temporary) return 'readAgain';
	// Not about this order: the signature, the token, a scope.
	if (failure.refusal.status >= 400) return 'stop';
	const { nextStep: step } = classifyRefusal(failure.refusal.code);
	if (step === 'otherCall') return switched ? 'exception' : 'otherCall';
	return step === 'exception' ? 'exception' : 'readAgain';
}

function exceptionOf(orderId: string, { refusal }: TikTokShopError): OrderException {
	const { code, message, requestId } = refusal;
	return refusalException(orderId, { code, message, requestId });
}

/** Makes the call; Ship Package once for each package. */
async function make(
	connection: Connection,
	cipher: string,
	call: FulfillmentCall,
	{ trackingNumber, providerId }: { trackingNumber: string; providerId: string },
): Promise<{ warning?: string; packageId?: string }> {
	const shipment = { tracking_number: trackingNumber, shipping_provider_id: providerId };
	if (call.kind === 'shipPackage') {
		for (const packageId of call.packageIds) {
			await connection.call({
				method: 'POST',
				path: `/fulfillment/202309/packages/${packageId}/ship`,
				cipher,
				body: { self_shipment: shipment },
				write: true,
			});
		}
		return { packageId: call.packageIds.join(',') };
	}
	const { package_id: packageId, warning } = await connection.call<IDataObject>({
		method: 'POST',
		path: `/fulfillment/202309/orders/${call.orderId}/packages`,
		cipher,
		body: {
			...shipment,
			...(call.lineItemIds ? { order_line_item_ids: call.lineItemIds } : {}),
		},
		write: true,
	});
	const text = (warning as IDataObject | undefined)?.message;
	return {
		...(packageId ? { packageId: String(packageId) } : {}),
		...(text ? { warning: String(text) } : {}),
	};
}
