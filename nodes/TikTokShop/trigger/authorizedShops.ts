import { HOUR_MS } from '../../shared/durations';
import {
	listAuthorizedShops,
	partitionShops,
	type AuthorizedShops,
	type Expected,
} from '../shops/shops';
import type { Connection } from '../transport/connection';

/** The list is read again after this time, in a poll that makes no call for a full re-read, ms … */
const TRUSTED_MS = HOUR_MS;
/** … and after this time in any poll, ms. With another access token, and when a shop cannot be read, it is read at once. */
const TRUSTED_AT_MOST_MS = 6 * HOUR_MS;

/** The authorised shops of one activation of the trigger, asked for once in a while. */
export class AuthorizedShopList {
	private kept?: { shops: AuthorizedShops; accessToken?: string; readAt: number };

	/**
	 * The list, from memory where that can be trusted.
	 *
	 * @param isBusy  this poll reads a part of a full re-read
	 * @returns `isKept` says that it was not read now
	 */
	async get(
		connection: Connection,
		expected: Expected,
		now: number,
		isBusy: boolean,
	): Promise<{ authorized: AuthorizedShops; isKept: boolean }> {
		const { accessToken } = await connection.storedSession();
		const { kept } = this;
		const isTrusted =
			kept !== undefined &&
			kept.accessToken === accessToken &&
			Math.abs(now - kept.readAt) < (isBusy ? TRUSTED_AT_MOST_MS : TRUSTED_MS) &&
			kept.shops.unreadable.length === 0 &&
			isAsExpected(kept.shops, expected);
		if (isTrusted) return { authorized: kept.shops, isKept: true };
		return { authorized: await this.read(connection, now), isKept: false };
	}

	/** Reads the list and keeps it. */
	async read(connection: Connection, now: number): Promise<AuthorizedShops> {
		this.kept = undefined;
		const shops = await listAuthorizedShops(connection);
		// The call may have renewed the token.
		const { accessToken } = await connection.storedSession();
		this.kept = { shops, accessToken, readAt: now };
		return shops;
	}
}

/** Whether all chosen shops are there. A shop that is missing may have been authorised meanwhile. */
function isAsExpected({ shops }: AuthorizedShops, expected: Expected): boolean {
	const { chosen, missing, unexpected } = partitionShops(shops, expected);
	return chosen.length > 0 && missing.length === 0 && unexpected.length === 0;
}
