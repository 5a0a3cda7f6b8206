import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { orderException, type OrderException } from '../../../shared/exceptions';
import { shopLabel, type Shop } from '../../shops/shops';
import { TikTokShopError } from '../../transport/connection';
import { faultOf } from '../../transport/errors';
import { UnreadableList } from '../../transport/listIn';
import { errorException } from '../send/errorCodes';

/** Whose a failure is; `moment` passes by itself. */
export type FailureScope = 'item' | 'shop' | 'temporary' | 'run';

/** Whose the failure of working on one order is, whatever HTTP status it came with. */
export function failureScopeOf(failure: unknown): FailureScope {
	if (failure instanceof TikTokShopError) {
		return failure.temporary ? 'temporary' : faultOf(failure.apiError);
	}
	// Stop, a missing authorisation and the like; an answer in another form than the API describes raises neither.
	const isNodes = failure instanceof NodeApiError || failure instanceof NodeOperationError;
	return !isNodes && UNREADABLE.some((kind) => failure instanceof kind) ? 'item' : 'run';
}

const UNREADABLE = [UnreadableList, TypeError, RangeError, SyntaxError];

/** The exception of an order for which TikTok Shop refused a call, or answered in another form than its API describes. */
export function itemException(orderId: string, failure: unknown): OrderException {
	if (failure instanceof TikTokShopError) return errorException(orderId, failure.apiError);
	return orderException(
		'ORDER_UNREADABLE',
		`TikTok Shop gave an answer about order ${orderId} that cannot be read. Nothing more was sent for it.`,
		{ orderId },
	);
}

/** The exception of every order of a shop that TikTok Shop refuses. */
export function shopException(
	orderId: string,
	shop: Shop,
	failure: TikTokShopError,
): OrderException {
	const { code, requestId } = failure.apiError;
	return orderException(
		'SHOP_REFUSED',
		`Order ${orderId} waits, because TikTok Shop refuses ${shopLabel(shop)}: ${failure.message}`,
		{ shopId: shop.id, shopCode: shop.code, tikTokCode: code, requestId },
		failure.description ?? undefined,
	);
}
