import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about the search for orders. */
export const SEARCH_ASSUMPTIONS = [
	{
		id: 'window-start',
		what: 'The start of a search window belongs to it (`update_time_ge`).',
		usedIn: `${TTS}/orders/list.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'window-end',
		what: 'The end of a search window does not belong to it (`update_time_lt`).',
		usedIn: `${TTS}/orders/list.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'page-tokens',
		what: 'A page token leads to the next page: no row comes twice.',
		usedIn: `${TTS}/transport/paginate.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'last-page',
		what: 'The last page has an empty page token or none.',
		usedIn: `${TTS}/transport/paginate.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'search-sorted',
		what: 'With `sort_order` ASC the oldest change comes first.',
		usedIn: `${TTS}/orders/read.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'one-status',
		what: 'A search with `order_status` gives orders of that status only.',
		usedIn: `${TTS}/orders/list.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'any-status',
		what: 'A search without `order_status` gives orders of every status.',
		usedIn: `${TTS}/orders/list.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'nothing-found',
		what: 'A search that finds nothing succeeds; `orders` is empty or left out.',
		usedIn: `${TTS}/orders/read.ts`,
		source: 'TikTok Shop API §4.2',
		step: 'search',
	},
	{
		id: 'order-statuses',
		what: 'Orders and lines have no status but the nine of the documentation.',
		usedIn: `${TTS}/orders/orderStatus.ts`,
		source: 'TikTok Shop API §4.4',
		step: 'search',
	},
] as const satisfies readonly Assumption[];

/** What the code assumes about the fields of an order and its recipient. */
export const ORDER_ASSUMPTIONS = [
	{
		id: 'details-complete',
		what: 'Get Order Detail gives every order it is asked for, up to 50 a call.',
		usedIn: `${TTS}/orders/details.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'foreign-order',
		what: 'An order that is not of this shop is left out of Get Order Detail, or the call is refused with 21008111.',
		usedIn: `${TTS}/orders/details.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'order-fields',
		what: 'An order has `fulfillment_type`, `shipping_type`, `warehouse_id`, `is_on_hold_order`, its times, and lines with `id`, `sku_id`, `product_id` and `display_status`.',
		usedIn: `${TTS}/orders/apiOrder.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'ids-are-text',
		what: 'IDs of orders, lines, products and SKUs are texts of digits, not numbers.',
		usedIn: `${TTS}/orders/readOrder.ts`,
		source: 'TikTok Shop API §4',
		step: 'details',
	},
	{
		id: 'times-in-seconds',
		what: 'Times of orders are Unix seconds.',
		usedIn: `${TTS}/orders/orderItem.ts`,
		source: 'TikTok Shop API §4',
		step: 'details',
	},
	{
		id: 'one-line-one-unit',
		what: 'There is no quantity: one line item is one unit.',
		usedIn: `${TTS}/orders/orderLines.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'bundle-parts',
		what: 'A virtual bundle has `combined_listing_skus` with `sku_id` and `sku_count`.',
		usedIn: `${TTS}/orders/orderLines.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'order-kinds',
		what: 'Orders say by `is_sample_order`, `is_replacement_order`, `is_exchange_order`, `is_cod`, `order_type` and `delivery_type` of which kind they are, in the words of the documentation.',
		usedIn: `${TTS}/orders/kinds.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'details',
	},
	{
		id: 'first-hour',
		what: 'In the first 50 minutes after payment an order is ON_HOLD, or CANCELLED.',
		usedIn: `${TTS}/orders/eligibility.ts`,
		source: 'TikTok Shop API §4.4',
		step: 'details',
	},
	{
		id: 'package-ids',
		what: 'Before shipping an order has no package ID in the US and for local sellers in the UK, and has one everywhere else.',
		usedIn: `${TTS}/fulfillment/decide/shipment.ts`,
		source: 'TikTok Shop API §7',
		step: 'details',
	},
	{
		id: 'on-hold-address',
		what: 'An order on hold shows no readable address.',
		usedIn: `${TTS}/orders/recipient.ts`,
		source: 'TikTok Shop API §4.4',
		step: 'addresses',
	},
	{
		id: 'address-fields',
		what: 'An order that waits for shipping by the seller has a recipient with `name`, `region_code` and an address line.',
		usedIn: `${TTS}/orders/recipient.ts`,
		source: 'TikTok Shop API §4.3',
		step: 'addresses',
	},
	{
		id: 'address-levels',
		what: 'State and city are found among the address levels by names that the address form of the country knows.',
		usedIn: 'nodes/shared/recipient/addressForms.ts',
		source: 'TikTok Shop API §4.3',
		step: 'addresses',
	},
] as const satisfies readonly Assumption[];

/** What the code assumes about an order that a person changes. */
export const CHANGE_ASSUMPTIONS = [
	{
		id: 'address-change',
		what: 'A changed address moves `update_time`, so that the next poll sees it. (If not, the full re-read sees it later.)',
		usedIn: `${TTS}/trigger/emission.ts`,
		source: 'TikTok Shop API §8',
		step: 'byHand',
		needs: 'byHand',
	},
	{
		id: 'seller-sku-change',
		what: 'A seller SKU that is filled in or changed shows in the order, and does not move its `update_time`.',
		usedIn: `${TTS}/trigger/emission.ts`,
		source: 'B26',
		step: 'byHand',
		needs: 'byHand',
	},
] as const satisfies readonly Assumption[];
