import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about warehouses, delivery options, shipping providers and products. */
export const LOGISTICS_ASSUMPTIONS = [
	{
		id: 'warehouse-fields',
		what: 'Store warehouses have `id`, `name` and `type` SALES_WAREHOUSE or RETURN_WAREHOUSE.',
		usedIn: `${TTS}/shops/warehouses.ts`,
		source: 'TikTok Shop API §4.7',
		step: 'logistics',
	},
	{
		id: 'order-warehouse',
		what: 'The `warehouse_id` of an order that the seller fulfills is among the store warehouses.',
		usedIn: `${TTS}/orders/scope.ts`,
		source: 'TikTok Shop API §4.7',
		step: 'logistics',
	},
	{
		id: 'order-delivery-option',
		what: 'The `delivery_option_id` of an order is among the delivery options of its warehouse.',
		usedIn: `${TTS}/shops/providers.ts`,
		source: 'TikTok Shop API §4.7',
		step: 'logistics',
	},
	{
		id: 'providers-by-option',
		what: 'The delivery option of an order that the seller ships has shipping providers with `id` and `name`.',
		usedIn: `${TTS}/shops/providers.ts`,
		source: 'TikTok Shop API §4.7',
		step: 'logistics',
	},
	{
		id: 'platform-option',
		what: 'A delivery option that TikTok Shop ships is refused with 21008117 or 21008116 when asked for providers.',
		usedIn: `${TTS}/shops/providers.ts`,
		source: 'TikTok Shop API §4.7',
		step: 'logistics',
	},
	{
		id: 'product-fields',
		what: 'Products have SKUs with `id` and `seller_sku`.',
		usedIn: `${TTS}/actions/product/getAll.operation.ts`,
		source: 'TikTok Shop API §4.8',
		step: 'products',
	},
] as const satisfies readonly Assumption[];
