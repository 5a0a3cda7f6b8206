import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { authorizedShops, shopLabel } from '../shops/shops';
import { warehousesOf } from '../shops/warehouses';
import { Connection } from '../transport/connection';

export async function getShops(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const shops = await authorizedShops(await Connection.open(this));
	return shops.map((shop) => ({ name: shopLabel(shop), value: shop.id, description: shop.code }));
}

/** Store warehouses of the chosen shops, or of all shops. */
export async function getWarehouses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const connection = await Connection.open(this);
	const chosen = (this.getCurrentNodeParameter('shops') as string[] | undefined) ?? [];
	const shops = (await authorizedShops(connection)).filter(
		({ id }) => chosen.length === 0 || chosen.includes(id),
	);
	const lists = await Promise.all(
		shops.map(async (shop) => {
			const warehouses = await warehousesOf(connection, shop);
			return warehouses
				.filter(({ type }) => type === 'SALES_WAREHOUSE')
				.map(({ id, name }) => ({ name: `${name} · ${shop.name}`, value: id, description: id }));
		}),
	);
	return lists.flat();
}
