import { parseLossless } from '../transport/json';
import type { OmsKeys } from '../transport/authenticate';
import { authcode, sortKeys } from '../transport/sign';
import type { Answer, Http } from '../../shared/liveCheck/http';

export interface OmsCall {
	path: string;
	data: unknown;
	/** Seconds added to `reqTime`. */
	clockShift?: number;
	/** In place of the right one. */
	signature?: string;
}

/** Calls the OMS and gives back each answer as it is; only the signature's rule is that of the nodes. */
export class OmsClient {
	constructor(
		private readonly keys: OmsKeys,
		private readonly http: Http,
		private readonly now: () => number,
	) {}

	/** A signed call (OMS API §1.2). */
	async call(
		{ path, data, clockShift = 0, signature }: OmsCall,
		signal: AbortSignal,
	): Promise<Answer> {
		return await this.http.send(() => {
			const { appKey, appSecret, baseUrl } = this.keys;
			const reqTime = String(Math.floor(this.now() / 1_000) + clockShift);
			const sorted = sortKeys(data);
			const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
			const right = authcode({ appKey, appSecret, reqTime, data: sorted });
			url.searchParams.set('authcode', signature ?? right);
			return {
				host: 'OMS' as const,
				call: `POST ${path}`,
				method: 'POST' as const,
				url,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ appKey, reqTime, data: sorted }),
				success: '200',
				parse: parseLossless,
			};
		}, signal);
	}
}
