import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { shopInPanel } from '../actions/context';
import { sellerProvidersOf } from '../shops/providers';
import { authorizedShops, shopLabel } from '../shops/shops';
import { warehousesOf } from '../shops/warehouses';
import { Connection } from '../transport/connection';

interface Entry {
	name: string;
	value: string;
}

function matching(entries: Entry[], filter = ''): INodeListSearchResult {
	const text = filter.toLowerCase();
	return { results: entries.filter(({ name }) => name.toLowerCase().includes(text)) };
}

export async function searchShops(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const shops = await authorizedShops(await Connection.open(this));
	return matching(
		shops.map((shop) => ({ name: `${shopLabel(shop)} (${shop.code})`, value: shop.id })),
		filter,
	);
}

/** Store warehouses of the shop chosen above. */
export async function searchWarehouses(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const connection = await Connection.open(this);
	const shop = await shopInPanel(this, connection);
	const warehouses = shop ? await warehousesOf(connection, shop) : [];
	return matching(
		warehouses.map(({ name, id }) => ({ name, value: id })),
		filter,
	);
}

/** Shipping providers of all shops, each once: "USPS · US". */
export async function searchShippingProviders(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const connection = await Connection.open(this);
	const entries = new Map<string, Entry>();
	for (const shop of await authorizedShops(connection)) {
		for (const { provider } of await sellerProvidersOf(connection, shop)) {
			const { id, name } = provider;
			entries.set(id, entries.get(id) ?? { name: `${name} · ${shop.region}`, value: id });
		}
	}
	return matching([...entries.values()], filter);
}

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
