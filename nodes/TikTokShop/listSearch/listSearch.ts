import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

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
