import { TikTokShopError, type Connection } from '../transport/connection';
import { listIn, someIn } from '../transport/listIn';
import { apiPath } from '../transport/path';
import type { Shop } from './shops';
import { warehousesOf, type ApiWarehouse } from './warehouses';

export interface DeliveryOption {
	id: string;
	name: string;
	/** `SEND_BY_SELLER`, `STANDARD`, `EXPRESS` or `ECONOMY`. */
	type: string;
}

export interface ShippingProvider {
	id: string;
	name: string;
}

/** Codes for a delivery option without providers: TikTok Shop ships it itself, or the shop has not subscribed it (TikTok Shop API §4.7). */
const WITHOUT_PROVIDERS = ['21008117', '21008116'];

/** Origin and destination of a parcel; regions as ISO 3166-1 alpha-2. */
export interface Route {
	warehouseRegion?: string;
	buyerRegion?: string;
}

/** Markets where the providers of a delivery option depend on the route (TikTok Shop API §4.7, since 2026-03-26). */
const REGIONS_WITH_ROUTES = new Set(
	'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether the shipping providers of a shop depend on the route. */
export function hasRoutes({ region }: Pick<Shop, 'region'>): boolean {
	return REGIONS_WITH_ROUTES.has(region.toUpperCase());
}

async function deliveryOptionsOf(
	connection: Connection,
	shop: Shop,
	warehouseId: string,
): Promise<DeliveryOption[]> {
	const path = apiPath`/logistics/202309/warehouses/${warehouseId}/delivery_options`;
	const data = await connection.read<unknown>({ method: 'GET', path, cipher: shop.cipher });
	return listIn<DeliveryOption>(data, 'delivery_options');
}

/**
 * Shipping providers that a delivery option accepts; TikTok Shop has no other list of them (TikTok Shop API §4.7). A delivery
 * option that TikTok Shop ships itself has none.
 *
 * @param route  of the parcel; sent in the markets where the list depends on it
 */
export async function providersOf(
	connection: Connection,
	shop: Shop,
	deliveryOptionId: string,
	route: Route = {},
): Promise<ShippingProvider[]> {
	if (!deliveryOptionId) return [];
	const response = requestProviders(connection, shop, deliveryOptionId, route);
	return await response.catch((failure: unknown) => {
		const hasNone =
			failure instanceof TikTokShopError && WITHOUT_PROVIDERS.includes(failure.apiError.code);
		if (hasNone) return [];
		throw failure;
	});
}

export interface OfferedProvider {
	provider: ShippingProvider;
	option: DeliveryOption;
	warehouse: ApiWarehouse;
}

/**
 * The shipping providers of all delivery options of all store warehouses of a shop.
 *
 * @param buyerRegion  where the parcels go, in the markets where the list depends on it; the shop's own by default
 */
export async function sellerProvidersOf(
	connection: Connection,
	shop: Shop,
	buyerRegion = shop.region,
): Promise<OfferedProvider[]> {
	const offered: OfferedProvider[] = [];
	for (const warehouse of await warehousesOf(connection, shop)) {
		if (warehouse.type !== 'SALES_WAREHOUSE') continue;
		for (const option of await deliveryOptionsOf(connection, shop, warehouse.id)) {
			const route = { warehouseRegion: warehouse.address?.region_code, buyerRegion };
			const providers = await providersOf(connection, shop, option.id, route);
			offered.push(...providers.map((provider) => ({ provider, option, warehouse })));
		}
	}
	return offered;
}

async function requestProviders(
	connection: Connection,
	shop: Shop,
	deliveryOptionId: string,
	{ warehouseRegion, buyerRegion }: Route,
): Promise<ShippingProvider[]> {
	const query = hasRoutes(shop)
		? {
				warehouse_region: warehouseRegion || shop.region,
				buyer_region: buyerRegion || shop.region,
			}
		: {};
	const path = apiPath`/logistics/202309/delivery_options/${deliveryOptionId}/shipping_providers`;
	const data = await connection.read<unknown>({ method: 'GET', path, cipher: shop.cipher, query });
	return someIn<ShippingProvider>(data, 'shipping_providers').map((provider) => ({
		...provider,
		name: typeof provider.name === 'string' ? provider.name : '',
	}));
}
