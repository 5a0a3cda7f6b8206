/** Begins the `state` of a link that the live check has made. */
const STATE_BEGIN = 'live-check-';

/** As long as the `state` that n8n sends: base64 of a JSON text, with the characters that addresses escape. */
export const LINK_STATE = `${STATE_BEGIN}${'eyJ0b2tlbiI6ImxpdmUtY2hlY2siLCJjcmVhdGVkQXQiOjB9+/'.repeat(5)}==`;

/**
 * The authorization link with all that n8n adds to it (TikTok Shop API §2.1).
 *
 * @param link  as the app's page in Partner Center shows it, with `service_id`
 */
export function linkWithExtras(link: string): string {
	const url = new URL(link);
	const serviceId = url.searchParams.get('service_id') ?? '';
	const extras = {
		client_id: serviceId,
		redirect_uri: 'https://example.com/rest/oauth2-credential/callback',
		response_type: 'code',
		scope: '',
		state: LINK_STATE,
	};
	for (const [name, value] of Object.entries(extras)) url.searchParams.set(name, value);
	return url.href;
}

/** What a redirected URL says about the link that led to it. */
export function stateVerdict(redirectedUrl: string): 'same' | 'changed' | 'other link' {
	if (!URL.canParse(redirectedUrl)) return 'other link';
	const state = new URL(redirectedUrl).searchParams.get('state') ?? '';
	if (state === LINK_STATE) return 'same';
	return state.startsWith(STATE_BEGIN) ? 'changed' : 'other link';
}
