import axios, { type AxiosResponse } from 'axios';

/** A call of a stranger; whatever comes back is an answer. */
export async function knock(
	url: string,
	method: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<AxiosResponse<unknown>> {
	return await axios.request({
		url,
		method,
		data: body,
		headers,
		proxy: false,
		timeout: 60_000,
		maxRedirects: 0,
		maxBodyLength: Infinity,
		validateStatus: () => true,
		transformRequest: [(sent: unknown) => sent],
	});
}

/** What n8n posts to the bridge when a code is exchanged. */
export function exchange(instanceUrl: string, changed: Record<string, string> = {}): string {
	return new URLSearchParams({
		grant_type: 'authorization_code',
		code: 'ROW_guessed-code',
		redirect_uri: `${instanceUrl}/rest/oauth2-credential/callback`,
		client_id: 'app-of-a-stranger',
		client_secret: 'guessed-secret',
		...changed,
	}).toString();
}

export const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
