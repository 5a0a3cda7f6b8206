import type { Connection } from '../transport/connection';
import type { Shop } from './shops';

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
export const WITHOUT_PROVIDERS = ['21008117', '21008116'];

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

/** Shipping providers that a delivery option accepts; there is no other list of them (contract §4.7). */
export async function providersOf(
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
