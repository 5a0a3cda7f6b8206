import type { OrderException } from '../../../shared/exceptions';
import type { ApiOrder } from '../../orders/apiOrder';
import { orderDetails } from '../../orders/details';
import { unreadableOrderException } from '../../orders/unreadable';
import { TikTokShopError, type Connection } from '../../transport/connection';
import { makeCall, type Accepted, type Tracking } from './calls';
import { failedOf } from '../run/failures';
import type { FoundOrder } from '../run/findOrders';
import { classifyError, CORRECTION_CODES, errorException } from './errorCodes';
import type { FulfillmentCall, ShipmentDecision } from '../decide/shipment';

/** Without `call` when TikTok Shop had it already. */
export type Sent = ({ call?: FulfillmentCall } & Accepted) | { exception: OrderException };

/**
 * What has to happen, for an order as it stands now.
 *
 * @param switched  the market did not take the usual call (21008106)
 */
export type Decide = (order: ApiOrder, switched: boolean) => ShipmentDecision;

/** Writes and looks at an order at most this often. */
const MAX_READ_BACKS = 5;
/** An accepted write may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

/**
 * Makes TikTok Shop know a tracking number: decides, calls, and after every answer that leaves it open reads the order again
 * before anything else is sent (TikTok Shop API §4.6: bodies carry no idempotency key).
 *
 * @param found  the order as read before; may be outdated, TikTok Shop's answer tells
 * @throws       NodeApiError when TikTok Shop stays silent or refuses for a reason that is not the order's
 */
export async function send(
	connection: Connection,
	found: FoundOrder,
	tracking: Tracking,
	decide: Decide,
): Promise<Sent> {
	const { shop } = found;
	let { order } = found;
	let sent: FulfillmentCall | undefined;
	let switched = false;
	let last: unknown;
	for (let attempt = 0; attempt < MAX_READ_BACKS; attempt++) {
		const decision = decide(order, switched);
		if (decision.kind === 'done') return sent ? { call: sent } : {};
		// A correction that came too late may have been made by somebody else meanwhile; then it is done above.
		if (last instanceof TikTokShopError && CORRECTION_CODES.has(last.apiError.code)) break;
		if (decision.kind === 'exception') return { exception: decision.exception };
		const { call } = decision;
		const outcome = await makeCall(connection, shop.cipher, call, tracking).then(
			(answer) => ({ answer, failure: undefined }),
			(failure: unknown) => ({ answer: undefined, failure }),
		);
		if (outcome.answer) return { call, ...outcome.answer };
		const { failure } = outcome;
		if (!(failure instanceof TikTokShopError)) throw failure;
		const next = nextStep(failure, switched);
		if (next === 'stop') throw failure;
		if (next === 'exception' && !sent)
			return { exception: errorException(order.id, failure.apiError) };
		if (next === 'otherCall') switched = true;
		if (failure.mayHaveBeenAccepted) {
			sent = call;
			await connection.pause(READ_BACK_AFTER_MS * (attempt + 1));
		}
		last = failure;
		const { orders, unreadable } = await orderDetails(connection, shop.cipher, [order.id]);
		// What became of the call cannot be told, so nothing more is sent now.
		if (unreadable.length > 0) return { exception: unreadableOrderException(unreadable[0], shop) };
		[order = order] = orders;
	}
	if (last instanceof TikTokShopError && !last.temporary) {
		return { exception: errorException(order.id, last.apiError) };
	}
	throw last;
}

type Next = 'readAgain' | 'otherCall' | 'exception' | 'stop';

function nextStep(failure: TikTokShopError, switched: boolean): Next {
	if (failure.mayHaveBeenAccepted || failure.temporary) return 'readAgain';
	if (failedOf(failure) !== 'item') return 'stop';
	const { code } = failure.apiError;
	if (CORRECTION_CODES.has(code)) return 'readAgain';
	const { nextStep: step } = classifyError(code);
	if (step === 'otherCall') return switched ? 'exception' : 'otherCall';
	return step === 'exception' ? 'exception' : 'readAgain';
}
