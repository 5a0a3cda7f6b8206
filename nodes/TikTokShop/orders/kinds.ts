import type { OrderItem, OrderKind } from '../../shared/orderItem';
import type { ApiOrder } from './apiOrder';
import { linesToShip } from './orderStatus';

/** What each kind is told by (TikTok Shop API §4.3). Of the lines only those count that still have to be shipped. */
const TELLS: ReadonlyArray<readonly [kind: OrderKind, holds: (order: ApiOrder) => boolean]> = [
	['sample', (order) => order.is_sample_order === true],
	['gift', (order) => linesToShip(order).some((line) => line.is_gift === true)],
	['replacement', (order) => order.is_replacement_order === true],
	['exchange', (order) => order.is_exchange_order === true],
	['preOrder', (order) => order.order_type === 'PRE_ORDER'],
	['cod', (order) => order.is_cod === true],
	['collectionPoint', (order) => order.delivery_type === 'COLLECTION_POINT'],
	[
		'combinedListing',
		(order) => linesToShip(order).some((line) => (line.combined_listing_skus ?? []).length > 0),
	],
];

/** What is special about an order, and what buyer and seller have written on it; only what is there. */
export function kindsAndNotes(
	order: ApiOrder,
): Pick<OrderItem, 'kinds' | 'buyerMessage' | 'sellerNote'> {
	const kinds = TELLS.filter(([, holds]) => holds(order)).map(([kind]) => kind);
	const buyerMessage = order.buyer_message?.trim();
	const sellerNote = order.seller_note?.trim();
	return {
		...(kinds.length > 0 ? { kinds } : {}),
		...(buyerMessage ? { buyerMessage } : {}),
		...(sellerNote ? { sellerNote } : {}),
	};
}
