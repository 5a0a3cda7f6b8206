import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { limitOf, RETURN_ALL_AND_LIMIT, showFor } from '../../../shared/parameters';
import { toOrderShop, listAuthorizedShops, siteProblem } from '../../shops/shops';
import { UnreadableList } from '../../transport/listIn';
import { siteOf } from '../../transport/session';
import { connectionOf } from '../context';

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of authorised shops',
	action: 'Get many shops',
};

export const description: INodeProperties[] = showFor('shop', 'getAll', RETURN_ALL_AND_LIMIT);

/** The authorized shops, without their ciphers, which are secrets. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const connection = await connectionOf(this);
	const { shops, unreadable } = await listAuthorizedShops(connection);
	if (shops.length === 0 && unreadable.length > 0) {
		throw new UnreadableList('shops', `has no row that can be read: ${unreadable[0].problem}`);
	}
	const problem = siteProblem(siteOf(await connection.storedSession()), shops);
	if (problem && itemIndex === 0) {
		this.addExecutionHints({ message: problem, type: 'warning', location: 'outputPane' });
	}
	return shops.slice(0, limitOf(this, itemIndex)).map((shop) => ({ ...toOrderShop(shop) }));
}
