import { scalarText } from '../../shared/redact';
import type { Connection } from '../transport/connection';
import { listIn } from '../transport/listIn';
import type { Shop } from './shops';

/** A store warehouse as TikTok Shop lists it (TikTok Shop API §4.7). */
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
	const data = await connection.read<unknown>({
		method: 'GET',
		path: '/logistics/202309/warehouses',
		cipher: shop.cipher,
	});
	return listIn<ApiWarehouse>(data, 'warehouses').map((warehouse) => ({
		...warehouse,
		name: scalarText(warehouse.name),
	}));
}
