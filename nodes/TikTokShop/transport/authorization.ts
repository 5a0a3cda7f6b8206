import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { CONNECTED, credentialOf, PASTED } from '../authentication';
import { authenticateRequest } from './authenticate';
import { sessionOf, type ConnectedCredential } from './connected';
import { refreshRefusal } from './refreshRefusal';
import { isUsable, tokenMark, type StoredSession } from './session';
import { TokenRefusal } from './tokens';

export type TikTokContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

export interface HttpResponse {
	statusCode: number;
	body: unknown;
	headers: Record<string, unknown>;
}

/**
 * How a kind of credential is read and sent with. Both renew the tokens before a request when these are missing, end
 * soon or were refused: once, however many ask.
 */
export interface Authorization {
	/** What n8n has stored by now. */
	session(): Promise<StoredSession>;
	/** @throws TokenRefusal, perhaps wrapped by n8n, when there is no token to send with */
	send(request: IHttpRequestOptions): Promise<HttpResponse>;
}

/** The credential that the node chose. */
export function authorizationOf(context: TikTokContext): Authorization {
	return credentialOf(context.getNode()) === PASTED ? pasted(context) : connected(context);
}

/** n8n itself calls `preAuthentication` and `authenticate` of the credential type, and stores what they return. */
function pasted(context: TikTokContext): Authorization {
	return {
		session: async () => await context.getCredentials<StoredSession>(PASTED),
		send: async (request) =>
			(await context.helpers.httpRequestWithAuthentication.call(
				context,
				PASTED,
				request,
			)) as HttpResponse,
	};
}

/**
 * n8n calls neither of them for OAuth2, and refreshes only after a 401. So requests are signed here, and n8n is asked to
 * refresh when it is time; it calls the bridge, under its own lock, and stores the answer (n8n 2.0 has no such lock).
 */
function connected(context: TikTokContext): Authorization {
	const session = async () =>
		sessionOf(await context.getCredentials<ConnectedCredential>(CONNECTED));
	return {
		session,
		async send(request) {
			const stored = await session();
			const {
				appKey,
				appSecret,
				accessToken = '',
			} = isUsable(stored, seconds()) ? stored : await renewed(context, stored, session);
			const keys = { appKey, appSecret, accessToken };
			const signed = authenticateRequest(request, keys, Date.now());
			return (await context.helpers.httpRequest(signed)) as HttpResponse;
		},
	};
}

const seconds = (): number => Date.now() / 1_000;

/** Refreshes under way in this process, by the access token they replace. */
const renewals = new Map<string, Promise<StoredSession>>();

/** One refresh for all that hold the same stale token. */
async function renewed(
	context: TikTokContext,
	stale: StoredSession,
	read: () => Promise<StoredSession>,
): Promise<StoredSession> {
	if (!stale.accessToken) {
		throw new TokenRefusal(
			'This credential is not connected yet.',
			'Open the credential, click "Connect" and agree as the seller.',
		);
	}
	const key = tokenMark(stale);
	const shared = renewals.get(key) ?? renew(context, read);
	renewals.set(key, shared);
	try {
		return await shared;
	} finally {
		renewals.delete(key);
	}
}

async function renew(
	context: TikTokContext,
	read: () => Promise<StoredSession>,
): Promise<StoredSession> {
	// Somebody may have stored new tokens since these were read.
	const stored = await read();
	if (isUsable(stored, seconds())) return stored;
	const caller = context as IAllExecuteFunctions;
	await caller.helpers.refreshOAuth2Token.call(caller, CONNECTED).catch((failure: unknown) => {
		throw refreshRefusal(failure);
	});
	const fresh = await read();
	if (isUsable(fresh, seconds())) return fresh;
	throw new TokenRefusal(
		'TikTok Shop gave no access token that can be used now.',
		"Check that this machine's clock is right, then connect the account in the credential again.",
	);
}
