import { invalidRequest, TikTokRefusal } from '../answer';
import { CANCEL_STATUSES, type Cancellation } from '../cancellations';
import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { objectsIn, textIn, textsIn } from '../input';
import { cancelOrder, withdrawCancelRequest } from '../orderChanges';
import { pageOf } from '../pages';
import { ownOrder, SORTING, WINDOWS, windowsOf } from './orders';

/**
 * Cancellations as public clients have them (read 2026-11-28, TikTok Shop API §4.9). The codes of the refusals are not known; those here
 * stand for them.
 */
const NO_SUCH_CANCELLATION = 25_001_001;
const ALREADY_ANSWERED = 25_001_002;
const REASON_NOT_ALLOWED = 25_001_003;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The seller has two days to answer. */
const TIME_TO_ANSWER = 2 * 24 * 60 * 60;
const TYPES = ['CANCEL', 'BUYER_CANCEL'];

const SELLER_REASONS = ['seller_cancel_reason_out_of_stock', 'seller_cancel_reason_wrong_price'];
const CANCELLABLE = ['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT'];

const REJECT_REASONS = [
	{ name: 'seller_reject_apply_product_has_been_packed', text: 'Product has been packed' },
	{ name: 'seller_reject_apply_reached_agreement_with_buyer', text: 'Agreed with the buyer' },
];

function view({ world }: TikTokCall, cancellation: Cancellation): object {
	const { before, damage } = cancellation;
	const order = world.order(cancellation.orderId);
	const status = before && before.until > world.seconds() ? before.status : cancellation.status;
	const cents = order.lines.reduce((sum, line) => sum + Math.round(Number(line.price) * 100), 0);
	const shown: Record<string, unknown> = {
		cancel_id: cancellation.id,
		order_id: order.id,
		cancel_type: cancellation.type,
		cancel_status: status,
		role: cancellation.role,
		cancel_reason: cancellation.reason,
		cancel_reason_text: cancellation.reasonText,
		create_time: cancellation.createTime,
		update_time: cancellation.updateTime,
		...(status === 'CANCELLATION_REQUEST_PENDING'
			? {
					seller_next_action_response: [
						{
							action: 'SELLER_RESPOND_CANCEL',
							deadline: cancellation.createTime + TIME_TO_ANSWER,
						},
					],
				}
			: {}),
		refund_amount: { currency: order.shop.currency, refund_total: (cents / 100).toFixed(2) },
		cancel_line_items: order.lines.map((line) => ({
			order_line_item_id: line.id,
			sku_id: line.skuId,
			seller_sku: line.sellerSku,
		})),
	};
	damage?.(shown);
	return shown;
}

function search(call: TikTokCall): object {
	const { world, shop, query, body } = call;
	const isOneOf = (name: string): ((value: string) => boolean) => {
		const wanted = textsIn(body[name]);
		if (wanted && wanted.length === 0) throw invalidRequest(`${name} is empty`);
		return (value) => wanted === undefined || wanted.includes(value);
	};
	const [ids, orders, buyers, types, statuses] = [
		'cancel_ids',
		'order_ids',
		'buyer_user_ids',
		'cancel_types',
		'cancel_status',
	].map(isOneOf);
	const inWindows = windowsOf(body);
	const matching = world.cancellations
		.ofShop(shop)
		.filter(
			(each) =>
				ids(each.id) &&
				orders(each.orderId) &&
				buyers(world.order(each.orderId).buyerUserId) &&
				types(each.type) &&
				statuses(each.status) &&
				inWindows(each),
		);
	const byUpdate = query.sort_field === 'update_time';
	const { rows, ...paging } = pageOf(
		{ ...call, query: { page_size: '10', ...query } },
		matching,
		({ createTime, updateTime, id }) => ({ time: byUpdate ? updateTime : createTime, id }),
		query.sort_order !== 'ASC',
	);
	// The list is left out where nothing was found, as in the search of orders (TikTok Shop API §4.2).
	const found = rows.map((each) => view(call, each));
	return { ...(matching.length > 0 ? { cancellations: found } : {}), ...paging };
}

function ownCancellation({ world, shop }: TikTokCall, id: string): Cancellation {
	const found = world.cancellations.get(id);
	if (found && found.shop.id === shop.id) return found;
	throw new TikTokRefusal(NO_SUCH_CANCELLATION, 'The cancellation does not belong to this shop');
}

/** Carries out an answer of the seller, once for each idempotency key. */
function answer(
	call: TikTokCall,
	decision: 'approve' | 'reject',
	said: { reason?: string; comment?: string } = {},
): object {
	const { world, query } = call;
	const cancellation = ownCancellation(call, call.path.cancel_id);
	const key = query.idempotency_key ?? '';
	const use = `${cancellation.id} ${decision}`;
	if (key !== '') {
		if (!UUID.test(key)) throw invalidRequest('idempotency_key must be a UUID');
		const before = world.cancellations.keys.get(key);
		if (before === use) return {};
		if (before !== undefined) throw invalidRequest('idempotency_key was used for another request');
	}
	const { refusal, status, orderId } = cancellation;
	if (refusal) throw new TikTokRefusal(refusal.code, refusal.message);
	if (status !== 'CANCELLATION_REQUEST_PENDING') {
		throw new TikTokRefusal(ALREADY_ANSWERED, 'The request is not waiting for an answer');
	}
	if (key !== '') world.cancellations.keys.set(key, use);
	cancellation.answers.push({ decision, key, ...said });
	if (decision === 'approve') {
		world.cancellations.close(orderId, 'CANCELLATION_REQUEST_SUCCESS', world.seconds());
		cancelOrder(world, orderId, cancellation.reasonText);
	} else {
		withdrawCancelRequest(world, orderId);
	}
	return {};
}

/** The seller cancels an order of which nothing has left. */
function cancelAsSeller(call: TikTokCall): object {
	const { world, body } = call;
	const order = ownOrder(call, textIn(body.order_id) ?? '');
	const reason = textIn(body.cancel_reason) ?? '';
	if (!SELLER_REASONS.includes(reason)) {
		throw new TikTokRefusal(REASON_NOT_ALLOWED, 'The cancel_reason is not allowed');
	}
	if (!CANCELLABLE.includes(order.status)) {
		throw new TikTokRefusal(ALREADY_ANSWERED, `The order is ${order.status}`);
	}
	cancelOrder(world, order.id, reason);
	const [cancellation] = world.cancellations.ofOrder(order.id).slice(-1);
	return { cancel_id: cancellation.id, cancel_status: cancellation.status };
}

const IMAGE: Fields = {
	image_id: { kind: 'string', required: true },
	mime_type: { kind: 'string' },
	height: { kind: 'integer' },
	width: { kind: 'integer' },
};

function reject(call: TikTokCall): object {
	const { body } = call;
	objectsIn(body.images, IMAGE, 'images');
	const reason = textIn(body.reject_reason) ?? '';
	const comment = textIn(body.comment);
	if (!REJECT_REASONS.some(({ name }) => name === reason)) {
		throw new TikTokRefusal(REASON_NOT_ALLOWED, 'The reject_reason is not allowed');
	}
	return answer(call, 'reject', { reason, ...(comment === undefined ? {} : { comment }) });
}

function rejectReasons(call: TikTokCall): object {
	ownCancellation(call, call.query.return_or_cancel_id);
	return { reasons: REJECT_REASONS };
}

const common = { scope: 'seller.return_refund.basic', cipher: 'required' } as const;
const idempotent: Fields = { idempotency_key: { kind: 'string' } };

export const cancellationEndpoints: Endpoint[] = [
	{
		...common,
		method: 'POST',
		route: '/return_refund/202309/cancellations/search',
		query: { page_size: { kind: 'integer', min: 1, max: 50 }, ...SORTING },
		body: {
			cancel_ids: { kind: 'strings' },
			order_ids: { kind: 'strings' },
			buyer_user_ids: { kind: 'strings' },
			cancel_types: { kind: 'strings', values: TYPES },
			cancel_status: { kind: 'strings', values: CANCEL_STATUSES },
			locale: { kind: 'string' },
			...WINDOWS,
		},
		handle: search,
	},
	{
		...common,
		method: 'POST',
		route: '/return_refund/202309/cancellations',
		body: {
			order_id: { kind: 'string', required: true },
			cancel_reason: { kind: 'string', required: true },
			order_line_item_ids: { kind: 'strings' },
			skus: { kind: 'objects' },
		},
		bodyRequired: true,
		handle: cancelAsSeller,
	},
	{
		...common,
		method: 'POST',
		route: '/return_refund/202309/cancellations/:cancel_id/approve',
		query: idempotent,
		handle: (call) => answer(call, 'approve'),
	},
	{
		...common,
		method: 'POST',
		route: '/return_refund/202309/cancellations/:cancel_id/reject',
		query: idempotent,
		body: {
			reject_reason: { kind: 'string', required: true },
			comment: { kind: 'string' },
			images: { kind: 'objects' },
		},
		bodyRequired: true,
		handle: reject,
	},
	{
		...common,
		method: 'GET',
		route: '/return_refund/202309/reject_reasons',
		query: {
			return_or_cancel_id: { kind: 'string', required: true },
			locale: { kind: 'string' },
		},
		handle: rejectReasons,
	},
];
