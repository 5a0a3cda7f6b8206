import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { describeAuthorization } from '../../shops/authorization';
import { toOrderShop, authorizedShops } from '../../shops/shops';
import { connectionOf } from '../context';

export const option = {
	name: 'Get',
	description: 'Retrieve who authorised which shops, and until when',
	action: 'Get the authorization',
};

/** The seller, its shops and the end of the authorization. Calls TikTok Shop, so it fails after the authorization has ended. */
export async function execute(this: IExecuteFunctions): Promise<IDataObject[]> {
	const connection = await connectionOf(this);
	const shops = (await authorizedShops(connection)).map(toOrderShop);
	// Read after the call, because the call may have renewed the tokens.
	const session = await connection.storedSession();
	return [{ ...describeAuthorization(session, shops, Date.now()) } as unknown as IDataObject];
}
