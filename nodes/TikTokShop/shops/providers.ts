import { TikTokShopError, type Connection } from '../transport/connection';
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

/** TikTok Shop ships this delivery option itself, or the shop has not subscribed it: it has no providers (§4.7). */
const WITHOUT_PROVIDERS = ['21008117', '21008116'];

/** Delivery options of a store warehouse. */
export async function deliveryOptionsOf(
	connection: Connection,
	shop: Shop,
	warehouseId: string,
): Promise<DeliveryOption[]> {
	const { delivery_options: options } = await connection.call<{
		delivery_options?: DeliveryOption[];
	}>({
		method: 'GET',
		path: `/logistics/202309/warehouses/${encodeURIComponent(warehouseId)}/delivery_options`,
		cipher: shop.cipher,
	});
	return options ?? [];
}

/**
 * Shipping providers that a delivery option accepts; there is no other list of them (contract §4.7). An option that
 * TikTok Shop ships itself has none.
 */
export async function providersOf(
	connection: Connection,
	shop: Shop,
	deliveryOptionId: string,
): Promise<ShippingProvider[]> {
	return await askForProviders(connection, shop, deliveryOptionId).catch((failure: unknown) => {
		const none =
			failure instanceof TikTokShopError && WITHOUT_PROVIDERS.includes(failure.refusal.code);
		if (none) return [];
		throw failure;
	});
}

export interface OfferedProvider {
	provider: ShippingProvider;
	option: DeliveryOption;
	warehouse: ApiWarehouse;
}

/** What every delivery option of every store warehouse of a shop accepts. */
export async function sellerProvidersOf(
	connection: Connection,
	shop: Shop,
): Promise<OfferedProvider[]> {
	const offered: OfferedProvider[] = [];
	for (const warehouse of await warehousesOf(connection, shop)) {
		if (warehouse.type !== 'SALES_WAREHOUSE') continue;
		for (const option of await deliveryOptionsOf(connection, shop, warehouse.id)) {
			const providers = await providersOf(connection, shop, option.id);
			offered.push(...providers.map((provider) => ({ provider, option, warehouse })));
		}
	}
	return offered;
}

async function askForProviders(
	connection: Connection,
	shop: Shop,
	deliveryOptionId: string,
): Promise<ShippingProvider[]> {
	const path = `/logistics/202309/delivery_options/${encodeURIComponent(deliveryOptionId)}/shipping_providers`;
	const { shipping_providers: providers } = await connection.call<{
		shipping_providers?: ShippingProvider[];
	}>({ method: 'GET', path, cipher: shop.cipher });
	return providers ?? [];
}
