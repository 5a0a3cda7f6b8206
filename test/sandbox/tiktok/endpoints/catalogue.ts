import { invalidRequest, TikTokRefusal } from '../answer';
import { addressView } from '../addressView';
import type { Endpoint, TikTokCall } from '../endpoint';
import { numberIn, textIn, textsIn } from '../input';
import { pageOf } from '../pages';
import type { Product, ProductSku, Warehouse } from '../types';

function shops(call: TikTokCall): object {
	return {
		shops: call.grant.shops.map((shop) => ({
			id: shop.id,
			name: shop.name,
			region: shop.region,
			seller_type: shop.sellerType,
			cipher: shop.cipher,
			code: shop.code,
		})),
	};
}

function warehouseView(warehouse: Warehouse): object {
	const { address } = warehouse;
	return {
		id: warehouse.id,
		entity_id: warehouse.id.replace(/^./, '8'),
		name: warehouse.name,
		effect_status: 'ENABLED',
		type: warehouse.type,
		sub_type: warehouse.subType,
		is_default: warehouse.isDefault,
		address: {
			...addressOf(addressView(address)),
			region: address.country,
			state: address.state,
			city: address.city,
			distict: '',
			town: '',
			contact_person: address.name,
		},
	};
}

/** The warehouse address shares these fields with a recipient's, the rest is its own (TikTok Shop API §4.7). */
function addressOf(view: object): object {
	const shared = ['full_address', 'address_line1', 'address_line2', 'postal_code', 'region_code'];
	const names = ['first_name', 'last_name', 'phone_number'];
	return Object.fromEntries(
		Object.entries(view).filter(([key]) => shared.includes(key) || names.includes(key)),
	);
}

function deliveryOptions(call: TikTokCall): object {
	const warehouse = call.world
		.warehousesOf(call.shop)
		.find((each) => each.id === call.path.warehouse_id);
	if (!warehouse) throw invalidRequest('The warehouse does not exist');
	return {
		delivery_options: warehouse.deliveryOptions.map((option) => ({
			id: option.id,
			name: option.name,
			type: option.type,
			description: option.name,
			dimension_limit: { max_height: 120, max_length: 120, max_width: 120, unit: 'CM' },
			weight_limit: { max_weight: 30000, min_weight: 0, unit: 'GRAM' },
			platform: ['TIKTOK_SHOP'],
		})),
	};
}

/** Markets of the sandbox where providers depend on the route (TikTok Shop API §4.7). */
const EU = ['ES', 'IE', 'IT', 'DE', 'FR'];

/** Providers belong to a delivery option and, in the EU, to a route; an option that TikTok ships has none: 21008117 (TikTok Shop API §4.7). */
function providers(call: TikTokCall): object {
	const option = call.world.deliveryOption(call.shop, call.path.delivery_option_id);
	if (!option) throw new TikTokRefusal(21008116, 'The delivery option is not subscribed');
	if (option.shippedBy === 'TIKTOK') {
		throw new TikTokRefusal(21008117, 'The delivery option is shipped by TikTok');
	}
	const { warehouse_region: from, buyer_region: to } = call.query;
	if (EU.includes(call.shop.region) && (!from || !to)) {
		throw invalidRequest('warehouse_region and buyer_region are required');
	}
	const onRoute = option.byRoute?.[`${from}>${to}`] ?? [];
	return {
		shipping_providers: [...option.providers, ...onRoute].map(({ id, name }) => ({ id, name })),
	};
}

const skuView = (call: TikTokCall, sku: ProductSku): object => ({
	id: sku.id,
	seller_sku: sku.sellerSku,
	price: { currency: call.shop.currency, sale_price: sku.price, tax_exclusive_price: sku.price },
	inventory: call.world
		.warehousesOf(call.shop)
		.map((warehouse) => ({ warehouse_id: warehouse.id, quantity: sku.stock })),
	status_info: { status: 'NORMAL' },
});

const productView = (product: Product): object => ({
	id: product.id,
	title: product.title,
	status: product.status,
	create_time: product.createTime,
	update_time: product.updateTime,
});

function productWanted(body: Readonly<Record<string, unknown>>, product: Product): boolean {
	const status = textIn(body.status) ?? 'ALL';
	const sellerSkus = textsIn(body.seller_skus);
	const skuIds = textsIn(body.sku_ids);
	// Both ends belong to the window here, unlike the order search (TikTok Shop API §4.8).
	const within = (name: string, time: number): boolean =>
		time >= (numberIn(body[`${name}_ge`]) ?? 0) &&
		time <= (numberIn(body[`${name}_le`]) ?? Number.POSITIVE_INFINITY);
	return (
		(status === 'ALL' || status === product.status) &&
		(!sellerSkus || product.skus.some((sku) => sellerSkus.includes(sku.sellerSku))) &&
		(!skuIds || product.skus.some((sku) => skuIds.includes(sku.id))) &&
		within('create_time', product.createTime) &&
		within('update_time', product.updateTime)
	);
}

const productsOf = (call: TikTokCall): Product[] =>
	call.world.products.filter((product) => product.shopId === call.shop.id);

function searchProducts(call: TikTokCall): object {
	const { rows, ...paging } = pageOf(
		call,
		productsOf(call).filter((product) => productWanted(call.body, product)),
		({ updateTime, id }) => ({ time: updateTime, id }),
		true,
	);
	const products = rows.map((product) => ({
		...productView(product),
		sales_regions: [call.shop.region],
		skus: product.skus.map((sku) => skuView(call, sku)),
	}));
	return { products, ...paging };
}

function getProduct(call: TikTokCall): object {
	const product = productsOf(call).find((each) => each.id === call.path.product_id);
	if (!product) throw new TikTokRefusal(12052048, 'The product does not exist');
	const bundled = product.skus.some((sku) => sku.bundle.length > 0);
	return {
		...productView(product),
		description: `<p>${product.title}</p>`,
		product_types: bundled ? ['COMBINED_PRODUCT'] : [],
		package_weight: { unit: 'KILOGRAM', value: '0.5' },
		package_dimensions: { unit: 'CENTIMETER', length: '12', width: '10', height: '10' },
		skus: product.skus.map((sku) => ({
			...skuView(call, sku),
			...(sku.bundle.length > 0
				? {
						combined_skus: sku.bundle.map((part) => ({
							product_id: part.productId,
							sku_id: part.skuId,
							seller_sku: part.sellerSku,
							sku_count: part.count,
							title: part.sellerSku,
						})),
					}
				: {}),
		})),
	};
}

export const catalogueEndpoints: Endpoint[] = [
	{
		method: 'GET',
		route: '/authorization/202309/shops',
		scope: 'seller.authorization.info',
		cipher: 'refused',
		handle: shops,
	},
	{
		method: 'GET',
		route: '/logistics/202309/warehouses',
		scope: 'seller.logistics',
		cipher: 'required',
		handle: (call) => ({ warehouses: call.world.warehousesOf(call.shop).map(warehouseView) }),
	},
	{
		method: 'GET',
		route: '/logistics/202309/warehouses/:warehouse_id/delivery_options',
		scope: 'seller.logistics',
		cipher: 'required',
		query: { scope: { kind: 'string', values: ['WAREHOUSE', 'PRODUCT'] } },
		handle: deliveryOptions,
	},
	{
		method: 'GET',
		route: '/logistics/202309/delivery_options/:delivery_option_id/shipping_providers',
		scope: 'seller.logistics',
		cipher: 'required',
		query: { warehouse_region: { kind: 'string' }, buyer_region: { kind: 'string' } },
		handle: providers,
	},
	{
		method: 'POST',
		route: '/product/202502/products/search',
		scope: 'seller.product.basic',
		cipher: 'required',
		query: {
			page_size: { kind: 'integer', required: true, min: 1, max: 100 },
			page_token: { kind: 'string' },
		},
		body: {
			status: {
				kind: 'string',
				values: [
					'ALL',
					'DRAFT',
					'PENDING',
					'FAILED',
					'ACTIVATE',
					'SELLER_DEACTIVATED',
					'PLATFORM_DEACTIVATED',
					'FREEZE',
					'DELETED',
				],
			},
			seller_skus: { kind: 'strings', max: 10, tooManyCode: 12019027 },
			sku_ids: { kind: 'strings', max: 10 },
			create_time_ge: { kind: 'integer', min: 0 },
			create_time_le: { kind: 'integer', min: 0 },
			update_time_ge: { kind: 'integer', min: 0 },
			update_time_le: { kind: 'integer', min: 0 },
			audit_status: { kind: 'strings', values: ['AUDITING', 'FAILED', 'APPROVED'] },
			listing_platforms: { kind: 'strings', values: ['TIKTOK_SHOP', 'TOKOPEDIA'] },
			listing_quality_tiers: { kind: 'strings', values: ['POOR', 'FAIR', 'GOOD'] },
			category_version: { kind: 'string' },
			return_draft_version: { kind: 'boolean' },
			sns_filter: { kind: 'string', values: ['CONFIGURED', 'ELIGIBLE'] },
		},
		handle: searchProducts,
	},
	{
		method: 'GET',
		route: '/product/202309/products/:product_id',
		scope: 'seller.product.basic',
		cipher: 'required',
		query: {
			return_under_review_version: { kind: 'boolean' },
			return_draft_version: { kind: 'boolean' },
			locale: { kind: 'string' },
		},
		handle: getProduct,
	},
];
