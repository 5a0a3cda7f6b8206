import type { OrderException } from '../../../shared/exceptions';
import { writeOnce, type AfterFailure } from '../../../shared/writeOnce';
import type { ApiOrder } from '../../orders/apiOrder';
import { orderDetails } from '../../orders/details';
import { unreadableOrderException } from '../../orders/unreadable';
import { TikTokShopError, type Connection } from '../../transport/connection';
import { makeCall, type Accepted, type Tracking } from './calls';
import { failureScopeOf } from '../run/failureScope';
import type { FoundOrder } from '../run/findOrders';
import { CORRECTION_CLOSED_CODES } from '../../transport/errors';
import { classifyError, errorException } from './errorCodes';
import type { FulfillmentCall, ShipmentDecision } from '../decide/shipment';

/** Without `call` when TikTok Shop had it already. */
export type Sent = ({ call?: FulfillmentCall } & Accepted) | { exception: OrderException };

/**
 * What has to happen, for an order as it stands now.
 *
 * @param switched  the market did not take the usual call (21008106)
 */
export type Decide = (order: ApiOrder, switched: boolean) => ShipmentDecision;

/** Calls for a tracking number at most; each failed one is followed by a read. */
const MOST_CALLS = 5;
/** An accepted write may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

/**
 * Makes TikTok Shop know a tracking number: decides, calls, and after every answer that is no success reads the order and decides
 * again before anything else is sent.
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
	const sending = new Sending(connection, found, tracking, decide);
	const notWritten = await writeOnce(
		sending.nextCalls(),
		{
			write: async ([call]) => await sending.make(call),
			stillMissing: async (_, failure) => await sending.readBack(failure),
			after: (failure, attempt, [call]) => sending.after(failure, call, attempt),
		},
		{ attempts: MOST_CALLS },
		connection,
	);
	return notWritten ? sending.failed(notWritten.failure as TikTokShopError) : sending.result;
}

class Sending {
	/** Once nothing is to be called any more. */
	result: Sent = {};

	private order: ApiOrder;
	/** The call that may have been accepted although its answer was lost. */
	private perhapsAccepted: FulfillmentCall | undefined;
	private switched = false;

	constructor(
		private readonly connection: Connection,
		private readonly found: FoundOrder,
		private readonly tracking: Tracking,
		private readonly decide: Decide,
	) {
		this.order = found.order;
	}

	/** The call to make for the order as it stands; none when TikTok Shop has the number, or the order cannot be shipped. */
	nextCalls(): FulfillmentCall[] {
		const decision = this.decide(this.order, this.switched);
		if (decision.kind === 'call') return [decision.call];
		this.result =
			decision.kind === 'exception'
				? { exception: decision.exception }
				: this.perhapsAccepted
					? { call: this.perhapsAccepted }
					: {};
		return [];
	}

	async make(call: FulfillmentCall): Promise<void> {
		const { shop } = this.found;
		const accepted = makeCall(this.connection, shop.cipher, call, this.tracking);
		this.result = { call, ...(await accepted) };
	}

	after(failure: unknown, call: FulfillmentCall, attempt: number): AfterFailure | undefined {
		if (!(failure instanceof TikTokShopError)) return undefined;
		if (failure.mayHaveBeenAccepted) this.perhapsAccepted = call;
		const next = nextStep(failure, this.switched);
		if (next === 'stop' || (next === 'exception' && !this.perhapsAccepted)) return {};
		if (next === 'otherCall') this.switched = true;
		const readBackAfterMs = failure.mayHaveBeenAccepted ? READ_BACK_AFTER_MS * attempt : 0;
		return { readBackAfterMs, retryAfterMs: 0 };
	}

	async readBack(failure: unknown): Promise<FulfillmentCall[]> {
		const { shop } = this.found;
		const { orders, unreadable } = await orderDetails(this.connection, shop.cipher, [
			this.order.id,
		]);
		if (unreadable.length > 0) {
			// Whether the call was accepted cannot be told, so nothing more is sent now.
			this.result = { exception: unreadableOrderException(unreadable[0], shop) };
			return [];
		}
		[this.order = this.order] = orders;
		const calls = this.nextCalls();
		// A correction that came too late may have been made by somebody else meanwhile; then no call is left.
		const isClosed =
			failure instanceof TikTokShopError && CORRECTION_CLOSED_CODES.has(failure.apiError.code);
		const isOpen = calls.length > 0 || 'exception' in this.result;
		if (!isClosed || !isOpen) return calls;
		if (failure.temporary) return await Promise.reject(failure);
		this.result = { exception: errorException(this.order.id, failure.apiError) };
		return [];
	}

	/** @throws what is not about this order */
	failed(failure: TikTokShopError): Sent {
		const isAboutTheOrder = nextStep(failure, this.switched) !== 'stop' && !failure.temporary;
		if (!isAboutTheOrder) throw failure;
		return { exception: errorException(this.order.id, failure.apiError) };
	}
}

type Next = 'readAgain' | 'otherCall' | 'exception' | 'stop';

function nextStep(failure: TikTokShopError, switched: boolean): Next {
	if (failure.mayHaveBeenAccepted || failure.temporary) return 'readAgain';
	if (failureScopeOf(failure) !== 'item') return 'stop';
	const { code } = failure.apiError;
	if (CORRECTION_CLOSED_CODES.has(code)) return 'readAgain';
	const { nextStep: step } = classifyError(code);
	if (step === 'otherCall') return switched ? 'exception' : 'otherCall';
	return step === 'exception' ? 'exception' : 'readAgain';
}
