import { ALPHANUMERIC, Random } from '../random';
import { TikTokRefusal } from './answer';
import type { Shop } from './types';

/** Scopes an app of this package asks for (TikTok Shop API §2.3). */
export const ALL_SCOPES = [
	'seller.authorization.info',
	'seller.order.info',
	'seller.fulfillment.basic',
	'seller.logistics',
	'seller.product.basic',
	'seller.fulfillment.package.write',
	'seller.return_refund.basic',
] as const;

/** What one seller authorized. */
export interface Grant {
	shops: Shop[];
	scopes: readonly string[];
	/** 0 seller, 1 creator, 3 partner (TikTok Shop API §2.2). */
	userType: number;
	openId: string;
	sellerName: string;
	/** Epoch seconds, end of the authorization = expiry of the refresh token. May exceed 2^32 (TikTok Shop API §2.2). */
	endsAt: number;
}

interface Issued {
	grant: Grant;
	/** Epoch seconds. */
	expiresAt: number;
}

/** `data` of a token answer. Both expiries are absolute epoch seconds despite their names (TikTok Shop API §2.2). */
export interface TokenData {
	access_token: string;
	access_token_expire_in: number;
	refresh_token: string;
	refresh_token_expire_in: number;
	open_id: string;
	seller_name: string | null;
	seller_base_region?: string;
	user_type: number;
	granted_scopes: readonly string[];
}

const CODE_LIFE_SECONDS = 30 * 60;
const DAY_SECONDS = 24 * 60 * 60;

/** Authorization codes, access tokens and refresh tokens. */
export class Tokens {
	/** Life of access tokens given from now on; 7 days by default (TikTok Shop API §2.3). */
	accessLifeSeconds = 7 * DAY_SECONDS;

	/** Every code and token ever issued, for tests that search for leaks. */
	readonly everIssued: string[] = [];

	private readonly codes = new Map<string, Issued>();

	private readonly access = new Map<string, Issued>();

	private readonly refresh = new Map<string, Issued>();

	private readonly random = new Random(20_261_123);

	constructor(private readonly now: () => number) {}

	/** A fresh authorization code: 30 minutes, single use (TikTok Shop API §2.1). */
	issueCode(grant: Grant): string {
		const code = `${grant.userType === 0 ? 'ROW' : 'TTP'}_${this.secret(42)}`;
		this.everIssued.push(code);
		this.codes.set(code, { grant, expiresAt: this.seconds() + CODE_LIFE_SECONDS });
		return code;
	}

	/** @throws 36004004 when the code is unknown, used or older than 30 minutes (TikTok Shop API §2.3) */
	exchange(code: string): TokenData {
		const issued = this.codes.get(code);
		this.codes.delete(code);
		if (!issued || issued.expiresAt <= this.seconds()) {
			throw new TikTokRefusal(36004004, 'Invalid auth code, it may be expired or already used');
		}
		return this.issue(issued.grant);
	}

	/**
	 * Both tokens rotate and the old refresh token dies at once. The documentation leaves this open (TikTok Shop API §2.3); the sandbox takes
	 * the strictest reading, so a client that keeps the old token, or refreshes twice in parallel, is noticed.
	 *
	 * @throws 36004005 unknown or used refresh token, 36004001 expired one
	 */
	rotate(refreshToken: string): TokenData {
		const issued = this.refresh.get(refreshToken);
		if (!issued) throw new TikTokRefusal(36004005, 'No matching auth record');
		if (issued.expiresAt <= this.seconds()) {
			throw new TikTokRefusal(36004001, 'The refresh token has expired');
		}
		this.refresh.delete(refreshToken);
		return this.issue(issued.grant);
	}

	/** @throws 105001 for an unknown token, 105002 for an expired one (TikTok Shop API §5) */
	check(accessToken: string | undefined): Grant {
		const issued = accessToken ? this.access.get(accessToken) : undefined;
		if (!issued) throw new TikTokRefusal(105001, 'Access token is invalid', 401);
		if (issued.expiresAt <= this.seconds()) {
			throw new TikTokRefusal(105002, 'Expired credentials, the access token has expired', 401);
		}
		return issued.grant;
	}

	/** Every access token has expired from now on; refresh tokens live on. */
	expireAccess(): void {
		for (const issued of this.access.values()) issued.expiresAt = this.seconds();
	}

	/** One access token has expired from now on. */
	expire(accessToken = ''): void {
		const issued = this.access.get(accessToken);
		if (issued) issued.expiresAt = Math.min(issued.expiresAt, this.seconds());
	}

	/** The seller has withdrawn everything: tokens and codes are unknown from now on. */
	revokeAll(): void {
		for (const store of [this.codes, this.access, this.refresh]) store.clear();
	}

	private issue(grant: Grant): TokenData {
		const accessToken = `ROW_${this.secret(56)}`;
		const refreshToken = `ROW_${this.secret(64)}`;
		const accessExpiresAt = this.seconds() + this.accessLifeSeconds;
		this.everIssued.push(accessToken, refreshToken);
		this.access.set(accessToken, { grant, expiresAt: accessExpiresAt });
		this.refresh.set(refreshToken, { grant, expiresAt: grant.endsAt });
		const creator = grant.userType === 1;
		return {
			access_token: accessToken,
			access_token_expire_in: accessExpiresAt,
			refresh_token: refreshToken,
			refresh_token_expire_in: grant.endsAt,
			open_id: grant.openId,
			seller_name: creator ? null : grant.sellerName,
			...(creator ? {} : { seller_base_region: grant.shops[0]?.region ?? 'US' }),
			user_type: grant.userType,
			granted_scopes: grant.scopes,
		};
	}

	private secret(length: number): string {
		return this.random.text(length, `${ALPHANUMERIC}_-`);
	}

	private seconds(): number {
		return Math.floor(this.now() / 1000);
	}
}
