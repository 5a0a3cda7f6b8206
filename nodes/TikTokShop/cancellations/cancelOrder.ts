import { orderException, type ExceptionCode } from '../../shared/exceptions';
import { writeOnce } from '../../shared/writeOnce';
import type { ApiOrder } from '../orders/apiOrder';
import { orderDetails } from '../orders/details';
import { stageOf } from '../orders/orderStatus';
import { unreadableOrderException } from '../orders/unreadable';
import { shopLabel, toOrderShop, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import { faultOf } from '../transport/errors';
import { NotAnswered } from './answer';

/** Calls for one cancellation at most; each that leaves it open is followed by a read. */
const MOST_WRITES = 3;
/** A cancellation that was taken may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

export interface SellerCancellation {
	/** Whether it was cancelled now; false: it was cancelled before. */
	cancelled: boolean;
	/** Whether TikTok Shop shows the order as cancelled; false: it has taken the call, and does not show it yet. */
	confirmed: boolean;
}

/**
 * Cancels an order as its seller (TikTok Shop API §4.9), once. The call has no idempotency key, so the order is read before, and again after
 * any answer that leaves it open. A request of the buyer is answered, not cancelled beside.
 *
 * @param reason  name of a reason that TikTok Shop allows for the order
 * @throws NotAnswered      the order cannot be cancelled, or TikTok Shop refuses
 * @throws TikTokShopError  what is not about this order: token, shop, outage
 */
export async function cancelOrder(
	connection: Connection,
	shop: Shop,
	orderId: string,
	reason: string,
): Promise<SellerCancellation> {
	const read = async (): Promise<ApiOrder> => await readOrder(connection, shop, orderId);
	const order = await read();
	if (stageOf(order) === 'cancelled') return { cancelled: false, confirmed: true };
	const problem = problemOf(order);
	if (problem) throw notCancelled(problem.code, problem.message, { orderId });
	let shown = false;
	const notWritten = await writeOnce(
		[orderId],
		{
			write: async () => {
				await connection.write<unknown>({
					method: 'POST',
					path: '/return_refund/202309/cancellations',
					cipher: shop.cipher,
					body: { order_id: orderId, cancel_reason: reason },
				});
			},
			stillMissing: async () => {
				shown = stageOf(await read()) === 'cancelled';
				return shown ? [] : [orderId];
			},
			after: (failure) => {
				if (!(failure instanceof TikTokShopError)) return undefined;
				if (failure.mayHaveBeenAccepted) {
					return { readBackAfterMs: READ_BACK_AFTER_MS, retryAfterMs: 0 };
				}
				// Somebody may have cancelled it meanwhile.
				const isOfOrder = !failure.temporary && faultOf(failure.apiError) === 'item';
				return isOfOrder ? { readBackAfterMs: 0 } : undefined;
			},
		},
		{ attempts: MOST_WRITES },
		connection,
	);
	if (notWritten) throw asRefusal(notWritten.failure, orderId);
	return { cancelled: true, confirmed: shown || stageOf(await read()) === 'cancelled' };
}

async function readOrder(connection: Connection, shop: Shop, orderId: string): Promise<ApiOrder> {
	const { orders, unreadable } = await orderDetails(connection, shop.cipher, [orderId]);
	const [order] = orders;
	if (order) return order;
	const [fault] = unreadable;
	if (fault) throw new NotAnswered(unreadableOrderException(fault, toOrderShop(shop)));
	throw notCancelled('ORDER_NOT_FOUND', `${shopLabel(shop)} has no order ${orderId}`, { orderId });
}

function problemOf(order: ApiOrder): { code: ExceptionCode; message: string } | undefined {
	if (stageOf(order) === 'shipped' || order.status === 'PARTIALLY_SHIPPING') {
		const message = `Order ${order.id} has the status ${order.status}: something of it has left, so it is not cancelled here.`;
		return { code: 'CANCELLATION_CLOSED', message };
	}
	if (order.is_buyer_request_cancel !== true) return undefined;
	const message = `The buyer asks to cancel order ${order.id}: Cancellation > Approve answers the request.`;
	return { code: 'CANCEL_REQUESTED', message };
}

function asRefusal(failure: unknown, orderId: string): Error {
	if (!(failure instanceof TikTokShopError) || failure.temporary) return failure as Error;
	const { code, requestId } = failure.apiError;
	const details = { orderId, tikTokCode: code, requestId };
	return notCancelled('CANCELLATION_REFUSED', failure.message, details);
}

function notCancelled(
	code: ExceptionCode,
	message: string,
	details: Record<string, unknown>,
): NotAnswered {
	return new NotAnswered(orderException(code, message, details));
}
