import type { FaultKind } from '../../../sandbox/faults';

type Service = 'tiktok' | 'oms';

/** What goes wrong on a call. */
export type CallFault =
	| FaultKind
	/** The answer breaks off in the middle of its body. */
	| 'torn'
	/** The call arrives only after its sender has given up on it. */
	| 'stuck';

/** Faults of a process, its machine, its memory or its operators. */
export type EventFault =
	| 'kill'
	| 'killAtHandOver'
	| 'killAfterCreate'
	| 'killAfterShip'
	| 'killAfterRefresh'
	| 'ordersMemoryLost'
	| 'ordersMemoryOfAnotherShop'
	| 'ordersMemoryOfTheFuture'
	| 'ordersMemoryOf2999'
	| 'shippedMemoryLost'
	| 'shippedMemoryOf2999'
	| 'clockAhead'
	| 'clockBehind'
	| 'tokensExpire'
	| 'twin'
	| 'rowUnusable'
	| 'shopRefused'
	| 'mappingChanged'
	| 'mappingLate'
	| 'outOfStock'
	| 'skuNotRegistered';

/** A place where calls go wrong: its share in 10,000 faults, and how. */
export interface CallPlace {
	service: Service;
	path: string;
	share: number;
	kinds: readonly CallFault[];
}

const READ: readonly CallFault[] = [
	'429',
	'429-retry-after',
	'500',
	'503',
	'reset',
	'slow',
	'timeout',
	'okWithErrorBody',
	'torn',
];
const WRITE: readonly CallFault[] = [...READ, 'timeoutAfterAccept', 'resetAfterAccept'];
const PAGED: readonly CallFault[] = [...READ, 'repeatPage', 'pageTokenExpired'];

export const CALL_PLACES: readonly CallPlace[] = [
	{ service: 'tiktok', path: '/orders/search', share: 2_000, kinds: [...PAGED, 'tokenExpired'] },
	{
		service: 'tiktok',
		path: '/order/202507/orders',
		share: 1_300,
		kinds: [...READ, 'tokenExpired'],
	},
	{ service: 'tiktok', path: '/authorization/202309/shops', share: 300, kinds: READ },
	{ service: 'tiktok', path: '/shipping_providers', share: 200, kinds: READ },
	{
		service: 'tiktok',
		path: '/api/v2/token/refresh',
		share: 40,
		kinds: ['503', 'reset', 'timeout'],
	},
	{ service: 'tiktok', path: '/api/v2/token/refresh', share: 4, kinds: ['timeoutAfterAccept'] },
	{ service: 'tiktok', path: '/fulfillment/', share: 2_300, kinds: [...WRITE, 'tokenExpired'] },
	{ service: 'tiktok', path: '/fulfillment/', share: 60, kinds: ['stuck'] },
	{ service: 'oms', path: '/outboundOrder/detail', share: 1_300, kinds: READ },
	{ service: 'oms', path: '/outboundOrder/pageList', share: 700, kinds: READ },
	{ service: 'oms', path: '/outboundOrder/create', share: 1_100, kinds: WRITE },
	{ service: 'oms', path: '/outboundOrder/create', share: 60, kinds: ['stuck'] },
	{ service: 'oms', path: '/outboundOrder/cancel', share: 120, kinds: WRITE },
	{ service: 'oms', path: '/outboundOrder/selectBizStatus', share: 40, kinds: READ },
];

/** Shares in 10,000 faults. */
export const EVENTS: ReadonlyArray<readonly [EventFault, number]> = [
	['kill', 60],
	['killAtHandOver', 40],
	['killAfterCreate', 40],
	['killAfterShip', 40],
	['killAfterRefresh', 3],
	['ordersMemoryLost', 12],
	['ordersMemoryOfAnotherShop', 12],
	['ordersMemoryOfTheFuture', 12],
	['ordersMemoryOf2999', 12],
	['shippedMemoryLost', 2],
	['shippedMemoryOf2999', 2],
	['clockAhead', 12],
	['clockBehind', 12],
	['tokensExpire', 40],
	['twin', 25],
	['rowUnusable', 12],
	['shopRefused', 12],
	['mappingChanged', 20],
	['mappingLate', 10],
	['outOfStock', 15],
	['skuNotRegistered', 15],
];
