import { KeptAnswers } from '../../shared/keptAnswers';
import type { Connection } from '../transport/connection';
import { listAuthorizedShops, type AuthorizedShops } from './shops';

const answers = new KeptAnswers();

/** The answer that this authorisation had some minutes ago, or a new one. */
export async function keptAnswer<T>(
	connection: Connection,
	what: string,
	ask: () => Promise<T>,
): Promise<T> {
	return await answers.get(async () => await connection.authorizationMark(), what, ask);
}

/** A new answer in place of the kept one. */
export async function newAnswer<T>(
	connection: Connection,
	what: string,
	ask: () => Promise<T>,
): Promise<T> {
	return await answers.renew(async () => await connection.authorizationMark(), what, ask);
}

const SHOPS = 'shops';
const listByConnection = new WeakMap<Connection, Promise<AuthorizedShops>>();

/**
 * The authorised shops, as they were some minutes ago where that is enough for the caller; looked up once in an execution. Not for
 * lists that a user looks at.
 *
 * @param isEnough  false: a shop is missing, which may have been authorised meanwhile
 */
export async function keptShops(
	connection: Connection,
	isEnough: (list: AuthorizedShops) => boolean = () => true,
): Promise<AuthorizedShops> {
	const read = async () => await listAuthorizedShops(connection);
	const list = listByConnection.get(connection) ?? keptAnswer(connection, SHOPS, read);
	listByConnection.set(connection, list);
	list.catch(() => listByConnection.delete(connection));
	if (isEnough(await list)) return await list;
	return await newAnswer(connection, SHOPS, read);
}
