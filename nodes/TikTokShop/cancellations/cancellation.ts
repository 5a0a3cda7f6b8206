import { isoTime } from '../orders/orderItem';
import {
	FieldReader,
	id,
	listOf,
	objectOf,
	optionalText,
	requiredId,
	requiredText,
	time,
	type Rules,
} from '../orders/fieldReader';
import type { OrderFault } from '../orders/readOrder';

/** A buyer's request to cancel an order, or a cancellation that needed none (TikTok Shop API §4.9). */
export interface Cancellation {
	cancelId: string;
	orderId: string;
	cancelStatus: string;
	/** `BUYER_CANCEL`: the buyer asks for it. `CANCEL`: it needs no answer. */
	cancelType: string;
	/** Who began it: `BUYER`, `SELLER` or `SYSTEM`. */
	role: string;
	cancelReason: string;
	cancelReasonText: string;
	createdAt?: string;
	updatedAt?: string;
	/** Until when the seller can answer; absent where no answer is waited for. */
	respondBy?: string;
	refundAmount?: { amount: string; currency: string };
	lines: Array<{ lineItemId: string; skuId: string; platformSku: string }>;
}

/** What a request waits for, or has come to. `unknown`: a status that the API does not describe. */
export type CancellationState = 'open' | 'approved' | 'closed' | 'unknown';

const STATES: ReadonlyMap<string, CancellationState> = new Map<string, CancellationState>([
	['CANCELLATION_REQUEST_PENDING', 'open'],
	['CANCELLATION_REQUEST_SUCCESS', 'approved'],
	['CANCELLATION_REQUEST_COMPLETE', 'approved'],
	// Rejected by the seller, or taken back by the buyer: TikTok Shop has one status for both.
	['CANCELLATION_REQUEST_CANCELLED', 'closed'],
]);

/** State of a cancellation by its `cancel_status` (TikTok Shop API §4.9). */
export function stateOfCancellation({ cancelStatus }: Cancellation): CancellationState {
	return STATES.get(cancelStatus) ?? 'unknown';
}

interface ApiCancellation {
	cancel_id: string;
	order_id: string;
	cancel_status: string;
	cancel_type?: string;
	role?: string;
	cancel_reason?: string;
	cancel_reason_text?: string;
	create_time?: number;
	update_time?: number;
	seller_next_action_response?: Array<{ action?: string; deadline?: number }>;
	refund_amount?: { currency?: string; refund_total?: string };
	cancel_line_items?: Array<{ order_line_item_id?: string; sku_id?: string; seller_sku?: string }>;
}

const CANCELLATION: Rules<keyof ApiCancellation & string> = {
	cancel_id: requiredId,
	order_id: requiredId,
	cancel_status: requiredText,
	cancel_type: optionalText,
	role: optionalText,
	cancel_reason: optionalText,
	cancel_reason_text: optionalText,
	create_time: time,
	update_time: time,
	seller_next_action_response: listOf({ action: optionalText, deadline: time }),
	refund_amount: objectOf({ currency: optionalText, refund_total: optionalText }),
	cancel_line_items: listOf({
		order_line_item_id: id,
		sku_id: id,
		seller_sku: optionalText,
	}),
};

export type ReadCancellation =
	| { cancellation: Cancellation; fault?: undefined }
	| { cancellation?: undefined; fault: OrderFault };

/** Reads a row of Search Cancellations, or returns its first problem. */
export function readCancellation(raw: unknown): ReadCancellation {
	const reader = new FieldReader();
	const given = reader.object(raw, 'the cancellation');
	const read = given && (reader.fields(given, CANCELLATION, '') as unknown as ApiCancellation);
	const { problem } = reader;
	if (read && problem === undefined) return { cancellation: toCancellation(read) };
	const orderId = new FieldReader().decimal(given?.order_id, '', 'order_id');
	return { fault: { orderId, problem: problem ?? 'the cancellation is missing' } };
}

function toCancellation(read: ApiCancellation): Cancellation {
	const { refund_amount: refund } = read;
	const toAnswer = (read.seller_next_action_response ?? []).find(
		({ action }) => action === 'SELLER_RESPOND_CANCEL',
	);
	const times = {
		createdAt: isoTime(read.create_time),
		updatedAt: isoTime(read.update_time),
		respondBy: isoTime(toAnswer?.deadline),
	};
	return {
		cancelId: read.cancel_id,
		orderId: read.order_id,
		cancelStatus: read.cancel_status,
		cancelType: read.cancel_type ?? '',
		role: read.role ?? '',
		cancelReason: read.cancel_reason ?? '',
		cancelReasonText: read.cancel_reason_text ?? '',
		...times,
		...(refund?.refund_total
			? { refundAmount: { amount: refund.refund_total, currency: refund.currency ?? '' } }
			: {}),
		lines: (read.cancel_line_items ?? []).map((line) => ({
			lineItemId: line.order_line_item_id ?? '',
			skuId: line.sku_id ?? '',
			platformSku: line.seller_sku ?? '',
		})),
	};
}
