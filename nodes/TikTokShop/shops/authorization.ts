import type { OrderShop } from '../../shared/orderItem';
import { DAY_MS } from '../../shared/durations';
import type { StoredSession } from '../transport/session';

/** Item of Authorization > Get. */
export interface AuthorizationDescription {
	sellerName: string;
	sellerBaseRegion: string;
	openId: string;
	/** End of the seller's authorization; null if TikTok Shop gives none. */
	authorizationEndsAt: string | null;
	/** Whole days until `authorizationEndsAt`. */
	daysLeft: number | null;
	/** Tokens are renewed automatically before this time. */
	accessTokenExpiresAt: string | null;
	grantedScopes: string[];
	shops: OrderShop[];
}

/**
 * @param session  as stored; its expiry times are epoch seconds that may exceed 32 bits (TikTok Shop API §2.2)
 * @param now      epoch ms
 */
export function describeAuthorization(
	session: StoredSession,
	shops: OrderShop[],
	now: number,
): AuthorizationDescription {
	const { sellerName = '', sellerBaseRegion = '', openId = '', grantedScopes = '' } = session;
	const endsAt = momentOf(session.refreshTokenExpiresAt);
	return {
		sellerName,
		sellerBaseRegion,
		openId,
		authorizationEndsAt: endsAt?.toISOString() ?? null,
		daysLeft: endsAt ? Math.floor((endsAt.getTime() - now) / DAY_MS) : null,
		accessTokenExpiresAt: momentOf(session.accessTokenExpiresAt)?.toISOString() ?? null,
		grantedScopes: grantedScopes.split(',').filter(Boolean),
		shops,
	};
}

function momentOf(seconds = 0): Date | undefined {
	const moment = new Date(seconds * 1_000);
	return seconds > 0 && !Number.isNaN(moment.getTime()) ? moment : undefined;
}
