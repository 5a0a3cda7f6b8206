import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about cancellations and the requests of buyers. */
export const CANCELLATION_ASSUMPTIONS = [
	{
		id: 'cancellation-search',
		what: 'Search Cancellations works without a filter, and its rows have `cancel_id`, `order_id`, `cancel_type`, `cancel_status`, `role` and `update_time`.',
		usedIn: `${TTS}/cancellations/search.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'cancellation-statuses',
		what: 'Cancellations have no status but the four, and no type but the two of the documentation.',
		usedIn: `${TTS}/cancellations/cancellation.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'cancellation-by-order',
		what: 'A search with `order_ids` gives the cancellations of these orders only.',
		usedIn: `${TTS}/cancellations/search.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'cancel-deadline',
		what: 'A request that waits says until when, as `seller_next_action_response` with SELLER_RESPOND_CANCEL.',
		usedIn: `${TTS}/cancellations/cancellation.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'cancel-request-flag',
		what: 'An order whose buyer waits for an answer has `is_buyer_request_cancel`.',
		usedIn: `${TTS}/orders/eligibility.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'reject-reasons',
		what: 'Get Reject Reasons gives names of reasons, in `reasons` or `reject_reasons`.',
		usedIn: `${TTS}/cancellations/answer.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancellations',
	},
	{
		id: 'reject-request',
		what: 'A request is rejected with a reason of Get Reject Reasons and an `idempotency_key`, and the search shows it within 30 seconds.',
		usedIn: `${TTS}/cancellations/answer.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancelOrder',
		needs: 'write',
	},
	{
		id: 'approve-request',
		what: 'A request is approved without a body, and the search shows it within 30 seconds.',
		usedIn: `${TTS}/cancellations/answer.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancelOrder',
		needs: 'write',
	},
	{
		id: 'cancel-order',
		what: 'Cancel Order takes `seller_cancel_reason_out_of_stock`, and the order is CANCELLED within 30 seconds.',
		usedIn: `${TTS}/cancellations/cancelOrder.ts`,
		source: 'TikTok Shop API §4.9',
		step: 'cancelOrder',
		needs: 'write',
	},
] as const satisfies readonly Assumption[];
