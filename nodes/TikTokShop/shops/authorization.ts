import type { OrderShop } from '../../shared/orderItem';
import { DAY_MS } from '../../shared/durations';
import type { StoredSession } from '../transport/session';

/** What a seller authorised, and for how long. */
export interface AuthorizationDescription {
	sellerName: string;
	sellerBaseRegion: string;
	openId: string;
	/** End of the seller's authorisation; null when TikTok Shop named none. */
	authorizationEndsAt: string | null;
	/** Whole days until then; null when TikTok Shop named none. */
	daysLeft: number | null;
	/** Tokens are renewed before this by themselves. */
	accessTokenExpiresAt: string | null;
	grantedScopes: string[];
	shops: OrderShop[];
}

/**
 * @param session  as stored; its ends are epoch seconds that may exceed 32 bits (TikTok Shop API §2.2)
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
