import { parseJson } from '../../nodes/shared/json';
import { sign } from '../../nodes/TikTokShop/transport/sign';
import type { Answer, Http } from './http';

/** Keys of the app, and where to call. */
export interface TikTokKeys {
	appKey: string;
	appSecret: string;
	authHost: string;
	apiHost: string;
}

export interface TikTokCall {
	method: 'GET' | 'POST';
	path: string;
	/** The path with names in place of IDs; the path itself by default. */
	shownPath?: string;
	cipher?: string;
	query?: Record<string, string>;
	body?: object;
	/** Seconds added to the timestamp. */
	clockShift?: number;
	/** In place of the right ones. */
	signature?: string;
	accessToken?: string;
}

/** Calls TikTok Shop and gives back each answer as it is; only the signature's rule is that of the nodes. */
export class TikTokClient {
	accessToken = '';

	constructor(
		private readonly keys: TikTokKeys,
		private readonly http: Http,
		private readonly now: () => number,
	) {}

	/** Tokens for a code, or renewed ones (TikTok Shop API §2.2). */
	async tokens(kind: 'get' | 'refresh', secret: string, signal: AbortSignal): Promise<Answer> {
		const { appKey, appSecret, authHost } = this.keys;
		const path = `/api/v2/token/${kind}`;
		const url = new URL(path, authHost);
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

	/** A signed call (TikTok Shop API §3). */
	async call(given: TikTokCall, signal: AbortSignal): Promise<Answer> {
		const { method, path, shownPath = path } = given;
		return await this.http.send(() => {
			const { appKey, appSecret, apiHost } = this.keys;
			const body = given.body === undefined ? '' : JSON.stringify(given.body);
			const query: Record<string, string> = {
				...given.query,
				...(given.cipher === undefined ? {} : { shop_cipher: given.cipher }),
				app_key: appKey,
				timestamp: String(Math.floor(this.now() / 1_000) + (given.clockShift ?? 0)),
			};
			const signature = given.signature ?? sign({ appSecret, path, query, body });
			const url = new URL(path, apiHost);
			url.search = new URLSearchParams({ ...query, sign: signature }).toString();
			return {
				host: 'TikTok Shop' as const,
				call: `${method} ${shownPath}`,
				method,
				url,
				headers: {
					'content-type': 'application/json',
					'x-tts-access-token': given.accessToken ?? this.accessToken,
				},
				success: '0',
				parse: parseJson,
				...(body === '' ? {} : { body }),
			};
		}, signal);
	}
}
