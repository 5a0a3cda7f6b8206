import type { Answer, Http } from '../../nodes/shared/liveCheck/http';
import { parseJson } from '../../nodes/shared/json';
import { TikTokClient, type TikTokKeys } from '../../nodes/TikTokShop/liveCheck/client';

/** Calls TikTok Shop's token host as well. Only a check with an authorization of its own may do that. */
export class TokenClient extends TikTokClient {
	constructor(
		keys: TikTokKeys,
		private readonly authHost: string,
		http: Http,
		now: () => number,
	) {
		super(keys, http, now);
	}

	/** Tokens for a code, or renewed ones (TikTok Shop API §2.2). */
	async tokens(kind: 'get' | 'refresh', secret: string, signal: AbortSignal): Promise<Answer> {
		const { appKey, appSecret } = this.keys;
		const path = `/api/v2/token/${kind}`;
		const url = new URL(path, this.authHost);
		url.search = new URLSearchParams({
			app_key: appKey,
			app_secret: appSecret,
			...(kind === 'get'
				? { auth_code: secret, grant_type: 'authorized_code' }
				: { refresh_token: secret, grant_type: 'refresh_token' }),
		}).toString();
		const headers = { accept: 'application/json' };
		const make = () => ({
			host: 'tokens' as const,
			call: `GET ${path}`,
			method: 'GET' as const,
			url,
			headers,
			success: '0',
			parse: parseJson,
		});
		return await this.http.send(make, signal);
	}
}
