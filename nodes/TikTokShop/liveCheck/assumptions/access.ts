import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about tokens, signatures and authorized shops. */
export const ACCESS_ASSUMPTIONS = [
	{
		id: 'link-extras',
		what: 'The authorization link works with what n8n adds to it (`client_id`, `redirect_uri`, `response_type`, an empty `scope`), and a long `state` comes back unchanged.',
		usedIn: 'credentials/TikTokShopOAuth2Api.credentials.ts',
		source: 'TikTok Shop API §2.1',
		step: 'authorization',
	},
	{
		id: 'token-fields',
		what: 'A code is exchanged by GET, and the answer has both tokens, both ends, `open_id`, `user_type` and `granted_scopes`.',
		usedIn: `${TTS}/transport/tokens.ts`,
		source: 'TikTok Shop API §2.2',
		step: 'authorization',
	},
	{
		id: 'token-ends',
		what: 'Both `…_expire_in` are moments in Unix seconds, not durations.',
		usedIn: `${TTS}/transport/tokens.ts`,
		source: 'TikTok Shop API §2.2',
		step: 'authorization',
	},
	{
		id: 'refresh-rotates',
		what: 'A renewal gives a new refresh token, and an access token that works.',
		usedIn: `${TTS}/transport/session.ts`,
		source: 'TikTok Shop API §2.3',
		step: 'renewal',
	},
	{
		id: 'used-refresh-token',
		what: 'A refresh token that was used is refused with 36004001, 36004004 or 36004005, or still works; the newer tokens go on working.',
		usedIn: `${TTS}/transport/tokens.ts`,
		source: 'TikTok Shop API §2.3',
		step: 'renewal',
	},
	{
		id: 'shop-fields',
		what: 'Get Authorized Shops works without a cipher and gives `id`, `name`, `code`, `cipher`, a two-letter `region`, and `seller_type` LOCAL or CROSS_BORDER.',
		usedIn: `${TTS}/shops/shops.ts`,
		source: 'TikTok Shop API §4.1',
		step: 'shops',
	},
	{
		id: 'bad-signature',
		what: 'A wrong signature is refused with 106001.',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §5',
		step: 'gateway',
	},
	{
		id: 'clock-window',
		what: 'A timestamp 4 minutes behind is taken; one 7 minutes behind or 90 seconds ahead is refused.',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §3',
		step: 'gateway',
	},
	{
		id: 'bad-token',
		what: 'An access token that is not valid is refused with 105001 or 105002, or with 36009004 and the name of the token in its text.',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §5',
		step: 'gateway',
	},
	{
		id: 'cipher-missing',
		what: 'A call of a shop without `shop_cipher` is refused with 106013.',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §5',
		step: 'gateway',
	},
] as const satisfies readonly Assumption[];
