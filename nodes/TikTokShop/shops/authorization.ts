import type { OrderShop } from '../../shared/orderItem';
import { DAY_MS } from '../../shared/durations';
import { siteOf, type StoredSession } from '../transport/session';
import { connectionChecks, type ConnectionCheck } from './connectionChecks';
import { toOrderShop, type Shop } from './shops';

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
	/** What of this is well, and what to do where it is not. */
	checks: ConnectionCheck[];
}

/**
 * @param session  as stored; its expiry times are epoch seconds that may exceed 32 bits (TikTok Shop API §2.2)
 * @param now      epoch ms
 * @param clockAheadSeconds  of this machine against TikTok Shop; undefined where it is not known
 */
export function describeAuthorization(
	session: StoredSession,
	shops: readonly Shop[],
	now: number,
	clockAheadSeconds?: number,
): AuthorizationDescription {
	const { sellerName = '', sellerBaseRegion = '', openId = '', grantedScopes = '' } = session;
	const endsAt = momentOf(session.refreshTokenExpiresAt);
	const authorization = {
		sellerName,
		sellerBaseRegion,
		openId,
		authorizationEndsAt: endsAt?.toISOString() ?? null,
		daysLeft: endsAt ? Math.floor((endsAt.getTime() - now) / DAY_MS) : null,
		accessTokenExpiresAt: momentOf(session.accessTokenExpiresAt)?.toISOString() ?? null,
		grantedScopes: grantedScopes.split(',').filter(Boolean),
		shops: shops.map(toOrderShop),
	};
	const site = siteOf(session);
	const checks = connectionChecks({ authorization, shops, site, clockAheadSeconds });
	return { ...authorization, checks };
}

function momentOf(seconds = 0): Date | undefined {
	const moment = new Date(seconds * 1_000);
	return seconds > 0 && !Number.isNaN(moment.getTime()) ? moment : undefined;
}
