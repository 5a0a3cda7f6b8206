import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { assertExact } from '../../shared/parameters';
import { toText } from '../../shared/text';
import { keptShops } from '../shops/kept';
import { authorizedShops, chooseShops, isShop, type Shop } from '../shops/shops';
import { Connection } from '../transport/connection';
import { siteOf } from '../transport/session';

const connections = new WeakMap<object, Promise<Connection>>();

/** One connection for all items of an execution. */
export async function connectionOf(context: IExecuteFunctions): Promise<Connection> {
	const connection = connections.get(context) ?? Connection.open(context);
	connections.set(context, connection);
	return await connection;
}

/**
 * The shop chosen in the node.
 *
 * @throws NodeOperationError if it is not authorized
 */
export async function chosenShop(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<{ connection: Connection; shop: Shop }> {
	const value: unknown = context.getNodeParameter('shop', itemIndex, '', { extractValue: true });
	assertExact(context, itemIndex, 'Shop', value);
	const connection = await connectionOf(context);
	const name = toText(value);
	const { shops } = await keptShops(connection, (list) =>
		list.shops.some((each) => isShop(each, name)),
	);
	const site = siteOf(await connection.storedSession());
	const wanted = { shops: [name], site };
	const [shop] = chooseShops(shops, wanted, context.getNode(), itemIndex);
	return { connection, shop };
}

/** The shop chosen in the open node, for lists that depend on it; undefined if none is chosen. */
export async function shopInPanel(
	context: ILoadOptionsFunctions,
	connection: Connection,
): Promise<Shop | undefined> {
	const value = context.getCurrentNodeParameter('shop', { extractValue: true });
	const shops = await authorizedShops(connection);
	return shops.find(({ id, code }) => id === value || code === value);
}
