import type { Connection } from '../transport/connection';
import type { Shop } from './shops';

/** A store warehouse as TikTok Shop lists it (contract §4.7). */
export interface ApiWarehouse {
	id: string;
	name: string;
	type: string;
	sub_type?: string;
	effect_status?: string;
	is_default?: boolean;
	address?: { full_address?: string; region_code?: string };
}

/** Get Warehouse List of one shop. */
export async function warehousesOf(connection: Connection, shop: Shop): Promise<ApiWarehouse[]> {
	const { warehouses } = await connection.call<{ warehouses?: ApiWarehouse[] }>({
		method: 'GET',
		path: '/logistics/202309/warehouses',
		cipher: shop.cipher,
	});
	return warehouses ?? [];
}
