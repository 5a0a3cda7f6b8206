import { createHash } from 'crypto';
import { clamp } from 'lodash';
import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { urlProblem } from '../../shared/url';
import { boundedAnswer, MOST_JSON_BYTES, type HttpAnswer } from '../../shared/answer';
import { oddAnswer } from '../../shared/oddAnswer';
import { RateLimiter, type Turn } from '../../shared/rateLimiter';
import { redactedText } from '../../shared/redact';
import {
	parseRetryAfter,
	retry,
	retryClock,
	type RetryClock,
	type RetryPolicy,
} from '../../shared/retry';
import { isStop, pause, throwWhenStopped, stopSignalOf, withStopSignal } from '../../shared/stop';
import { isSuccess, isTooManyCalls, type ApiError } from './errors';
import type { OmsKeys } from './authenticate';
import { fieldsOf, parseLossless, textOf } from './json';
import { KeyedMutex } from '../../shared/keyedMutex';
import { OmsError, unansweredError } from './omsError';
import { paceOf } from './pace';
import { ASSUMED_ZONE } from './time';

export { OmsError };

export type OmsContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** The credential as it is stored. */
interface StoredKeys {
	baseUrl: string;
	appKey: string;
	appSecret?: string;
	timeZone?: string;
	callsPerSecond?: number;
}

export const CREDENTIAL = 'lingxingOmsApi';

/** Address of the real OMS (OMS API §1). */
export const BASE_URL = 'https://api.xlwms.com/openapi';

/** Retries of reads: from 300 ms, doubling to 5 s (OMS API §1.3). */
const READ_RETRY: RetryPolicy = { attempts: 5, firstDelayMs: 300, maxDelayMs: 5_000 };

/** Attempts and waits of a write. */
export const WRITE_RETRY: RetryPolicy = { attempts: 3, firstDelayMs: 1_000, maxDelayMs: 5_000 };

/** A service that asks for a longer wait than this is not waited for (ms). */
const PATIENCE_MS = 120_000;
const READ_TIMEOUT_MS = 30_000;
const LEAST_TIMEOUT_MS = 5_000;
/** A hundred orders take longer to write than a page to read. */
const WRITE_TIMEOUT_MS = 60_000;
const rateLimiter = new RateLimiter();
/** One call at a time per App Key (OMS API §1.3). */
const calls = new KeyedMutex();

/** Calls the OMS with the credential of a node: paced, one at a time, repeated where that is safe, refused in words. */
export class OmsConnection {
	private readonly clock: RetryClock;

	private constructor(
		private readonly context: OmsContext,
		private readonly keys: StoredKeys,
		private readonly policy: RetryPolicy,
		/** What ends the execution before its time. */
		readonly stopSignal: AbortSignal | undefined,
	) {
		this.clock = retryClock(stopSignal);
	}

	/**
	 * @param deadline  reads are not tried again after this moment (epoch ms), for callers that have to come back
	 * @throws ExecutionStopped
	 */
	static async open(context: OmsContext, deadline?: number): Promise<OmsConnection> {
		const stop = stopSignalOf(context);
		throwWhenStopped(stop);
		const keys = await context.getCredentials<StoredKeys>(CREDENTIAL);
		const connection = new OmsConnection(context, keys, { ...READ_RETRY, deadline }, stop);
		const problem = urlProblem(connection.baseUrl);
		if (!problem) return connection;
		throw new NodeOperationError(
			context.getNode(),
			`The Base URL of the credential cannot be used: ${problem}`,
			{ description: `Correct it in the credential; it usually is ${BASE_URL}.` },
		);
	}

	/** Stands for the OMS account without holding a secret. */
	get account(): string {
		return `${this.baseUrl}|${this.keys.appKey}`;
	}

	/** Stands for the credential and its keys without holding them. */
	get authorizationMark(): string {
		const { id } = this.context.getNode().credentials?.[CREDENTIAL] ?? {};
		const secret = createHash('sha256').update(this.keys.appSecret ?? '');
		return [id, this.account, secret.digest('hex')].join(' ');
	}

	/** UTC offset of the OMS's times, `+hh:mm`. */
	get zone(): string {
		return this.keys.timeZone ?? ASSUMED_ZONE;
	}

	/**
	 * `data` of the answer to a call that changes nothing; repeated on what is temporary.
	 *
	 * @param attempts  fewer than usual for a caller that goes on with a part of the call
	 * @throws OmsError          refused, or not reachable for long
	 * @throws ExecutionStopped  the execution was stopped; from then on no call begins
	 */
	async read(path: string, data: object = {}, attempts = this.policy.attempts): Promise<unknown> {
		const verdict = (failure: unknown) =>
			failure instanceof OmsError && failure.temporary ? failure.retryAfterMs : false;
		const { deadline = this.clock.now() + PATIENCE_MS } = this.policy;
		// With a deadline a call may take half of the time that is left, so that it can be tried again.
		const timeout = (): number =>
			this.policy.deadline === undefined
				? READ_TIMEOUT_MS
				: clamp((deadline - this.clock.now()) / 2, LEAST_TIMEOUT_MS, READ_TIMEOUT_MS);
		return await retry(
			async () => await this.send(path, data, timeout()),
			verdict,
			{ ...this.policy, attempts, deadline },
			this.clock,
		);
	}

	/**
	 * `data` of the answer to a call that changes something. Sent once: after a failure that is `mayHaveBeenAccepted` the caller
	 * reads back (shared/writeOnce.ts).
	 *
	 * @throws OmsError
	 * @throws ExecutionStopped  the execution was stopped: before the call, or while it was on its way
	 */
	async write(path: string, data: object): Promise<unknown> {
		return await this.send(path, data, WRITE_TIMEOUT_MS);
	}

	/** Keys of the credential, for a call that is signed in another way on purpose; they stay in memory. */
	get signingKeys(): OmsKeys {
		const { appKey, appSecret = '' } = this.keys;
		return { appKey, appSecret, baseUrl: this.baseUrl };
	}

	/**
	 * Makes a call of the caller's own when it is the turn of this App Key.
	 *
	 * @param stop  ends the waiting
	 */
	async inTurn<T>(call: () => Promise<T>, stop?: AbortSignal): Promise<T> {
		const { account } = this;
		const paced = async (): Promise<T> => {
			await rateLimiter.acquire(account, paceOf(this.keys.callsPerSecond), stop);
			return await call();
		};
		return await calls.run(account, paced, stop);
	}

	/**
	 * Waits between two calls.
	 *
	 * @throws ExecutionStopped
	 */
	async pause(ms: number): Promise<void> {
		await pause(ms, this.stopSignal);
	}

	/**
	 * A success answer that cannot be what the contract says; whether a write was carried out is open.
	 *
	 * @param about  what it misses, or that a list was not given whole
	 */
	unreadable(about: Pick<ApiError, 'misses' | 'incomplete'> = {}): OmsError {
		const success = { status: 200, code: '200', message: '' };
		return new OmsError(this.context.getNode(), { ...success, ...about });
	}

	private get baseUrl(): string {
		return this.keys.baseUrl.trim().replace(/\/+$/, '');
	}

	private async send(path: string, data: object, totalMs: number): Promise<unknown> {
		const { account, stopSignal: stop } = this;
		const call = async (): Promise<unknown> => {
			const turn = await rateLimiter.acquire(account, paceOf(this.keys.callsPerSecond), stop);
			return this.dataOf(await this.post(path, data, totalMs), turn);
		};
		return await calls.run(account, call, stop);
	}

	private async post(path: string, data: object, totalMs: number): Promise<HttpAnswer> {
		const { context } = this;
		const request: IHttpRequestOptions = {
			method: 'POST',
			url: `${this.baseUrl}${path}`,
			body: JSON.stringify({ data }),
			headers: { Accept: 'application/json' },
			// Orders with names and addresses are for this host only.
			disableFollowRedirect: true,
		};
		const send = async (bounded: IHttpRequestOptions): Promise<unknown> => {
			const { httpRequestWithAuthentication } = context.helpers;
			const caller = withStopSignal(context, bounded.abortSignal as AbortSignal);
			return await httpRequestWithAuthentication.call(caller, CREDENTIAL, bounded);
		};
		const limits = { totalMs, mostBytes: MOST_JSON_BYTES };
		try {
			return await boundedAnswer(request, send, limits, this.stopSignal);
		} catch (failure) {
			throw isStop(failure) ? failure : unansweredError(this.context.getNode(), failure);
		}
	}

	private dataOf(answer: HttpAnswer, turn: Turn | undefined): unknown {
		const { statusCode: status, headers, body } = answer;
		const text = body.toString('utf8');
		const parsed = parseLossless(text);
		const { code: given, msg, data } = fieldsOf(parsed);
		const code = textOf(given);
		const ok = isSuccess(status, code);
		rateLimiter.answered(turn, { ok, tooMany: isTooManyCalls({ status, code }) });
		if (ok) return data;
		const secrets = [this.keys.appSecret];
		const odd = oddAnswer(text, parsed, code);
		const apiError = {
			...(odd ? { odd } : {}),
			status,
			code: redactedText(code, secrets),
			message: redactedText(textOf(msg), secrets),
		};
		const retryAfter = parseRetryAfter(headers['retry-after'], this.clock.now());
		throw new OmsError(this.context.getNode(), apiError, retryAfter);
	}
}
