import { clamp } from 'lodash';
import {
	NodeOperationError,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
} from 'n8n-workflow';

import { urlProblem } from '../../shared/url';
import { boundedAnswer, MOST_JSON_BYTES } from '../../shared/answer';
import { RateLimiter, type Turn } from '../../shared/rateLimiter';
import {
	DEFAULT_RETRY,
	parseRetryAfter,
	retry,
	retryClock,
	type RetryClock,
	type RetryPolicy,
} from '../../shared/retry';
import { isStop, pause, throwWhenStopped, stopSignalOf } from '../../shared/stop';
import { credentialAccessOf, type CredentialAccess, type TikTokContext } from './credentialAccess';
import { credentialOf } from './credentialChoice';
import { isTokenRefused, isTooManyCalls, scopeOf } from './errors';
import {
	hostsOf,
	isRenewalUseless,
	markRefused,
	markUseless,
	tokenMark,
	type StoredSession,
} from './session';
import { paceOf } from './pace';
import { isObject, readAnswer, type Answer } from './readAnswer';
import { shownError, TikTokShopError, unansweredError } from './tikTokShopError';

export { TikTokShopError };

/** One call of the TikTok Shop Open API. */
export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Path with leading slash. */
	path: string;
	/** Cipher of the shop; on calls about the authorisation itself there is none (TikTok Shop API §3). */
	cipher?: string;
	query?: Record<string, string | number | undefined>;
	body?: object;
	/** Attempts at most, for a caller that asks again in another way; the connection's own number where absent. */
	attempts?: number;
}

type AnyCall = Call & { write: boolean };

/** From the sending of a call to the last byte of its answer. */
const LONGEST_CALL_MS = 30_000;
/** A caller who has to come back still waits for an answer this long. */
const SHORTEST_CALL_MS = 5_000;
const rateLimiter = new RateLimiter();

/** Calls TikTok Shop with the credential of a node: paced, repeated where that is safe, refused in words. */
export class Connection {
	private readonly clock: RetryClock;

	/** By how much this machine's clock is ahead of TikTok Shop's, by the date of its last answer. */
	clockAheadSeconds?: number;

	private constructor(
		private readonly context: TikTokContext,
		private readonly authorization: CredentialAccess,
		private readonly session: StoredSession,
		private readonly policy: RetryPolicy,
		/** What ends the execution before its time. */
		readonly stopSignal: AbortSignal | undefined,
	) {
		this.clock = retryClock(stopSignal);
	}

	/**
	 * @param policy  how patient reads are; a deadline (epoch ms) for callers that have to come back in time
	 * @throws ExecutionStopped
	 */
	static async open(
		context: TikTokContext,
		policy: Partial<RetryPolicy> = {},
	): Promise<Connection> {
		const stop = stopSignalOf(context);
		throwWhenStopped(stop);
		const authorization = credentialAccessOf(context);
		const session = await authorization.session();
		const { apiHost } = hostsOf(session);
		const problem = urlProblem(apiHost);
		if (problem) throw unusableHost(context.getNode(), apiHost, problem);
		const patience = { ...DEFAULT_RETRY, ...policy };
		return new Connection(context, authorization, session, patience, stop);
	}

	/** What is stored of the authorisation by now; the tokens in it stay inside the transport. */
	async storedSession(): Promise<StoredSession> {
		return await this.authorization.session();
	}

	/** Address of the API. */
	get host(): string {
		return hostsOf(this.session).apiHost;
	}

	/** Stands for the app and the authorised seller without holding a secret. */
	get account(): string {
		return `${this.session.appKey}:${this.session.openId ?? ''}`;
	}

	/**
	 * Stands for the credential and its access token without holding it: another credential, another seller and a new authorisation
	 * have another one. Undefined before the first call of a credential.
	 */
	async authorizationMark(): Promise<string | undefined> {
		const session = await this.storedSession();
		const node = this.context.getNode();
		const { id } = node.credentials?.[credentialOf(node)] ?? {};
		const { appKey, openId, accessToken } = session;
		return accessToken ? [id, appKey, openId, tokenMark(session)].join(' ') : undefined;
	}

	/**
	 * `data` of the answer to a call that changes nothing, as it came: the caller checks that it is what the API describes. Sent
	 * again on what is temporary.
	 *
	 * @throws TikTokShopError   refused or unreachable
	 * @throws NodeApiError      no tokens: not authorized yet, or no longer
	 * @throws ExecutionStopped  the execution was stopped; from then on no call begins
	 */
	async read<T = IDataObject>(call: Call): Promise<T> {
		return await this.repeat<T>({ ...call, write: false });
	}

	/**
	 * `data` of the answer to a call that changes something; an empty object when there is none. Sent again only where TikTok Shop
	 * surely did not accept it. After a failure that is `mayHaveBeenAccepted` the caller reads back (shared/writeOnce.ts).
	 *
	 * @throws  as `read`
	 */
	async write<T = IDataObject>(call: Call): Promise<T> {
		return await this.repeat<T>({ ...call, write: true });
	}

	private async repeat<T>(call: AnyCall): Promise<T> {
		const attempt = async () => await this.sendOnce<T>(call);
		const verdict = (failure: unknown) => {
			if (!(failure instanceof TikTokShopError) || !failure.temporary) return false;
			return call.write && failure.mayHaveBeenAccepted ? false : failure.retryAfterMs;
		};
		const { attempts = this.policy.attempts } = call;
		return await retry(attempt, verdict, { ...this.policy, attempts }, this.clock);
	}

	/**
	 * Waits between two calls.
	 *
	 * @throws ExecutionStopped
	 */
	async pause(ms: number): Promise<void> {
		await pause(ms, this.stopSignal);
	}

	private async sendOnce<T>(call: AnyCall): Promise<T> {
		const turn = await this.turnOf(call);
		// Read before the request: meanwhile another execution may store new tokens, which are not the refused ones.
		const sentWith = await this.authorization.session();
		const first = await this.send(call, turn);
		const isRefused = !first.ok && isTokenRefused(first.apiError);
		if (!isRefused || isRenewalUseless(sentWith)) return await this.dataOf<T>(call, first);
		// The token only looked fresh. n8n refreshes before the next request, once for all that ask now.
		markRefused(sentWith);
		const second = await this.send(call, await this.turnOf(call));
		// Each renewal uses up a refresh token: not one at every call from now on.
		if (!second.ok && isTokenRefused(second.apiError)) {
			markUseless(await this.authorization.session());
		}
		return await this.dataOf<T>(call, second);
	}

	/** Waits until a call may begin. @param stop  ends the waiting */
	async turnOf(
		{ cipher = '', write }: Pick<AnyCall, 'cipher' | 'write'>,
		stop = this.stopSignal,
	): Promise<Turn | undefined> {
		const key = [this.session.appKey, cipher, write ? 'write' : 'read'].join('|');
		return await rateLimiter.acquire(key, paceOf(this.session, write), stop);
	}

	private async send(call: Call, turn: Turn | undefined): Promise<Answer> {
		const request: IHttpRequestOptions = {
			method: call.method,
			url: `${this.host}${call.path}`,
			qs: { ...call.query, shop_cipher: call.cipher },
			...(call.body ? { body: JSON.stringify(call.body) } : {}),
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			// The token is for this host only.
			disableFollowRedirect: true,
		};
		const send = async (bounded: IHttpRequestOptions) => await this.authorization.send(bounded);
		const limits = { totalMs: this.longestCall(), mostBytes: MOST_JSON_BYTES };
		try {
			const sent = await boundedAnswer(request, send, limits, this.stopSignal);
			const answer = readAnswer(sent, scopeOf(call.path));
			this.clockAheadSeconds = secondsAhead(sent.headers.date, Date.now());
			const tooMany = !answer.ok && isTooManyCalls(answer.apiError);
			rateLimiter.answered(turn, { ok: answer.ok, tooMany });
			return answer;
		} catch (failure) {
			throw isStop(failure) ? failure : unansweredError(this.context.getNode(), failure);
		}
	}

	private longestCall(): number {
		const { deadline = Number.POSITIVE_INFINITY } = this.policy;
		return clamp(deadline - this.clock.now(), SHORTEST_CALL_MS, LONGEST_CALL_MS);
	}

	private async dataOf<T>({ write }: AnyCall, answer: Answer): Promise<T> {
		const { ok, data, apiError, retryAfter } = answer;
		// A write that was taken may say nothing more; of a read `data` is what was asked for.
		if (ok) return (write && !isObject(data) ? {} : data) as T;
		const retryAfterMs = parseRetryAfter(retryAfter, Date.now());
		const shown = shownError(apiError, [this.session, await this.authorization.session()]);
		throw new TikTokShopError(this.context.getNode(), shown, retryAfterMs);
	}
}

/** By how many whole seconds a moment is after the date of an HTTP header; undefined where it has none. */
function secondsAhead(date: unknown, now: number): number | undefined {
	const theirs = Date.parse(String(date));
	return Number.isNaN(theirs) ? undefined : Math.trunc((now - theirs) / 1_000);
}

function unusableHost(node: INode, host: string, problem: string): NodeOperationError {
	return new NodeOperationError(node, `The API Host of the credential cannot be used: ${problem}`, {
		description: `It is "${host}". Switch Show Advanced Settings off in the credential, or correct the host.`,
	});
}
