import {
	sleep,
	type IAllExecuteFunctions,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { withStopSignal } from '../../shared/stop';
import { CONNECT_BUTTON, credentialOf, REDIRECTED_URL } from './credentialChoice';
import { authenticateRequest } from './authenticate';
import { sessionOf, type OAuth2Credential } from './oauth2Session';
import { refreshError } from './refreshError';
import { isUsable, signingKeysOf, tokenMark, type StoredSession } from './session';
import { isEnded, TokenError, tokenErrorIn } from './tokens';

export type TikTokContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/**
 * How a kind of credential is read and sent with. Both renew the tokens before a request when these are missing, end
 * soon or were refused: once, however many ask.
 */
export interface CredentialAccess {
	/** What n8n has stored by now. */
	session(): Promise<StoredSession>;
	/** @throws TokenError, perhaps wrapped by n8n, when there is no token to send with */
	send(request: IHttpRequestOptions): Promise<unknown>;
}

/** The credential that the node chose. */
export function credentialAccessOf(context: TikTokContext): CredentialAccess {
	return credentialOf(context.getNode()) === REDIRECTED_URL ? pasted(context) : connected(context);
}

/**
 * n8n itself calls `preAuthentication` and `authenticate` of the credential type, and stores what they return. It has no lock for
 * that: in queue mode another process may have used up the refresh token that this one holds.
 */
function pasted(context: TikTokContext): CredentialAccess {
	const session = async () => await context.getCredentials<StoredSession>(REDIRECTED_URL);
	const send = async (request: IHttpRequestOptions) => {
		const { abortSignal } = request;
		const caller = abortSignal ? withStopSignal(context, abortSignal as AbortSignal) : context;
		const { helpers } = context;
		return await helpers.httpRequestWithAuthentication.call(caller, REDIRECTED_URL, { ...request });
	};
	return {
		session,
		async send(request) {
			const stale = await session();
			return await send(request).catch(async (failure: unknown) => {
				// The request itself was not sent: there was no token to send it with.
				const tokenError = tokenErrorIn(failure);
				if (tokenError && isEnded(tokenError) && (await storedByAnother(stale, session))) {
					return await send(request);
				}
				throw failure;
			});
		},
	};
}

/** Another process stores what it got a moment after TikTok Shop has given it. */
const LOOKS = 5;
const LOOK_EVERY_MS = 500;

/** What another process has stored in place of the tokens that this one was refused with; undefined when none has. */
async function storedByAnother(
	stale: StoredSession,
	read: () => Promise<StoredSession>,
): Promise<StoredSession | undefined> {
	for (let look = 1; ; look++) {
		const stored = await read();
		if (stored.accessToken !== stale.accessToken && isUsable(stored, seconds())) return stored;
		if (look === LOOKS) return undefined;
		await sleep(LOOK_EVERY_MS);
	}
}

/**
 * n8n calls neither of them for OAuth2, and refreshes only after a 401. So requests are signed here, and n8n is asked to
 * refresh when it is time; it calls the bridge, under its own lock, and stores the answer (n8n 2.0 has no such lock).
 */
function connected(context: TikTokContext): CredentialAccess {
	const read = async () => await context.getCredentials<OAuth2Credential>(CONNECT_BUTTON);
	const session = async () => sessionOf(await read());
	return {
		session,
		async send(request) {
			const stored = await session();
			const usable = isUsable(stored, seconds()) ? stored : await renewed(context, stored, read);
			const signed = authenticateRequest(request, signingKeysOf(usable), Date.now());
			return await context.helpers.httpRequest(signed);
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
	read: () => Promise<OAuth2Credential>,
): Promise<StoredSession> {
	if (!stale.accessToken) {
		throw new TokenError(
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
	read: () => Promise<OAuth2Credential>,
): Promise<StoredSession> {
	// Somebody may have stored new tokens since these were read.
	const credential = await read();
	const stored = sessionOf(credential);
	if (isUsable(stored, seconds())) return stored;
	const session = async () => sessionOf(await read());
	// Under its lock n8n leaves it at what another process has stored since, but only since the moment in which it reads for
	// itself; so it is given what was read here.
	const caller = Object.create(context, {
		getCredentials: { value: async () => credential },
	}) as IAllExecuteFunctions;
	try {
		await caller.helpers.refreshOAuth2Token.call(caller, CONNECT_BUTTON);
	} catch (failure) {
		const tokenError = refreshError(failure);
		// n8n refreshes without its lock when it waits for it too long, and n8n 2.0 has none.
		const theirs = tokenError.temporary ? undefined : await storedByAnother(stored, session);
		if (theirs) return theirs;
		throw tokenError;
	}
	const fresh = await session();
	if (isUsable(fresh, seconds())) return fresh;
	throw new TokenError(
		'TikTok Shop gave no access token that can be used now.',
		"Check that this machine's clock is right, then connect the account in the credential again.",
	);
}
