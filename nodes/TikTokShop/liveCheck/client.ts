import { parseJson } from '../../shared/json';
import { sign } from '../transport/sign';
import type { Answer, Http } from '../../shared/liveCheck/http';

/** Keys of the app, and where to call. */
export interface TikTokKeys {
	appKey: string;
	appSecret: string;
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
		protected readonly keys: TikTokKeys,
		protected readonly http: Http,
		private readonly now: () => number,
	) {}

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
