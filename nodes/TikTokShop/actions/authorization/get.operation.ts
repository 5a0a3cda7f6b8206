import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { describeAuthorization } from '../../shops/authorization';
import { authorizedShops } from '../../shops/shops';
import { connectionOf } from '../context';

export const option = {
	name: 'Get',
	description: 'Retrieve who authorised which shops, and until when',
	action: 'Get the authorization',
};

/** The seller, its shops and the end of the authorization. Calls TikTok Shop, so it fails after the authorization has ended. */
export async function execute(this: IExecuteFunctions): Promise<IDataObject[]> {
	const connection = await connectionOf(this);
	const shops = await authorizedShops(connection);
	// Read after the call, because the call may have renewed the tokens.
	const session = await connection.storedSession();
	const now = Date.now();
	const described = describeAuthorization(session, shops, now, connection.clockAheadSeconds);
	return [{ ...described } as unknown as IDataObject];
}
