import { clamp } from 'lodash';
import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type IPollFunctions,
	type JsonObject,
} from 'n8n-workflow';

import { addressProblem } from '../../shared/address';
import { Pacer } from '../../shared/pace';
import { serviceWords } from '../../shared/serviceWords';
import { parseRetryAfter, retry, type RetryPolicy } from '../../shared/retry';
import { explain, isSuccess, isTemporary, mayHaveBeenAccepted, type Refusal } from './errors';
import { fieldsOf, parseLossless, textOf } from './json';
import { Queue } from './queue';
import { ASSUMED_ZONE } from './time';

export type OmsContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** The credential as it is stored. */
interface StoredKeys {
	baseUrl: string;
	appKey: string;
	appSecret?: string;
	timeZone?: string;
	callsPerSecond?: number;
}

interface HttpResponse {
	statusCode: number;
	headers: Readonly<Record<string, unknown>>;
	body: unknown;
}

export const CREDENTIAL = 'lingxingOmsApi';

/** Retries of reads: from 300 ms, doubling to 5 s (OMS contract §1.3). */
export const READ_RETRY: RetryPolicy = { attempts: 5, firstDelayMs: 300, maxDelayMs: 5_000 };

/** Time from one look at the OMS to the next when a write may have been accepted. */
export const WRITE_RETRY: RetryPolicy = { attempts: 3, firstDelayMs: 1_000, maxDelayMs: 5_000 };

/** A service that asks for a longer wait than this is not waited for (ms). */
const PATIENCE_MS = 120_000;
const READ_TIMEOUT_MS = 30_000;
const LEAST_TIMEOUT_MS = 5_000;
/** A hundred orders take longer to write than a page to read. */
const WRITE_TIMEOUT_MS = 60_000;
/** After a call that took too long the OMS may still be at work on it: looking again at once would see too little. */
const SETTLE_MS = 5_000;
const USUAL_PACE = 5;
const CLOCK = { now: () => Date.now(), sleep, random: Math.random };
const pacer = new Pacer();
/** One call at a time per App Key (OMS contract §1.3). */
const calls = new Queue();

/** The OMS did not answer with success. */
export class OmsError extends NodeApiError {
	constructor(
		node: INode,
		readonly refusal: Refusal,
		readonly retryAfterMs = 0,
	) {
		const { message, hint } = explain(refusal);
		// A plain object on purpose: the failed request holds the signature.
		super(node, { code: refusal.code, message: refusal.message } as JsonObject, {
			message,
			description: hint,
			httpCode: String(refusal.status),
		});
	}

	/** The same call may work in a moment. */
	get temporary(): boolean {
		return isTemporary(this.refusal);
	}

	/** A write may have been carried out all the same: read back before sending it again. */
	get ambiguous(): boolean {
		return mayHaveBeenAccepted(this.refusal);
	}
}

/** Calls the OMS with the credential of a node: paced, one at a time, repeated where that is safe, refused in words. */
export class OmsConnection {
	private constructor(
		private readonly context: OmsContext,
		private readonly keys: StoredKeys,
		private readonly policy: RetryPolicy,
	) {}

	/** @param deadline  reads are not tried again after this moment (epoch ms), for callers that have to come back */
	static async open(context: OmsContext, deadline?: number): Promise<OmsConnection> {
		const keys = await context.getCredentials<StoredKeys>(CREDENTIAL);
		const connection = new OmsConnection(context, keys, { ...READ_RETRY, deadline });
		const problem = addressProblem(connection.baseUrl);
		if (!problem) return connection;
		throw new NodeOperationError(
			context.getNode(),
			`The Base URL of the credential cannot be used: ${problem}`,
			{ description: 'Correct it in the credential; it usually is https://api.xlwms.com/openapi.' },
		);
	}

	/** Stands for the OMS account without holding a secret. */
	get account(): string {
		return `${this.baseUrl}|${this.keys.appKey}`;
	}

	/** UTC offset of the OMS's times, `+hh:mm`. */
	get zone(): string {
		return this.keys.timeZone ?? ASSUMED_ZONE;
	}

	/**
	 * `data` of the answer to a call that changes nothing; repeated on what is temporary.
	 *
	 * @param attempts  fewer than usual for a caller that goes on with a part of the call
	 * @throws OmsError  refused, or not reachable for long
	 */
	async read(path: string, data: object = {}, attempts = this.policy.attempts): Promise<unknown> {
		const verdict = (failure: unknown) =>
			failure instanceof OmsError && failure.temporary ? failure.retryAfterMs : false;
		const { deadline = CLOCK.now() + PATIENCE_MS } = this.policy;
		// A caller who has to come back waits half of the time he has left, so that the call can be tried again.
		const timeout = (): number =>
			this.policy.deadline === undefined
				? READ_TIMEOUT_MS
				: clamp((deadline - CLOCK.now()) / 2, LEAST_TIMEOUT_MS, READ_TIMEOUT_MS);
		return await retry(
			async () => await this.send(path, data, timeout()),
			verdict,
			{ ...this.policy, attempts, deadline },
			CLOCK,
		);
	}

	/**
	 * `data` of the answer to a call that changes something. Sent once: after a failure that is `ambiguous` the caller
	 * reads back and decides.
	 *
	 * @throws OmsError
	 */
	async write(path: string, data: object): Promise<unknown> {
		return await this.send(path, data, WRITE_TIMEOUT_MS);
	}

	/** The answer of a write that cannot be what the contract says: whether it was carried out is open. */
	unreadable(): OmsError {
		return new OmsError(this.context.getNode(), { status: 200, code: '200', message: '' });
	}

	private get baseUrl(): string {
		return this.keys.baseUrl.trim().replace(/\/+$/, '');
	}

	private async send(path: string, data: object, timeout: number): Promise<unknown> {
		return await calls.run(this.account, async () => {
			await pacer.take(this.account, this.keys.callsPerSecond ?? USUAL_PACE);
			return this.dataOf(await this.post(path, data, timeout));
		});
	}

	private async post(path: string, data: object, timeout: number): Promise<HttpResponse> {
		const request: IHttpRequestOptions = {
			method: 'POST',
			url: `${this.baseUrl}${path}`,
			body: JSON.stringify({ data }),
			headers: { Accept: 'application/json' },
			// As text: numbers of 19 digits do not survive n8n's own parsing.
			encoding: 'text',
			json: false,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// Orders with names and addresses are for this host only.
			disableFollowRedirect: true,
			timeout,
		};
		try {
			return (await this.context.helpers.httpRequestWithAuthentication.call(
				this.context,
				CREDENTIAL,
				request,
			)) as HttpResponse;
		} catch (failure) {
			throw this.withoutAnswer(failure);
		}
	}

	private withoutAnswer(failure: unknown): NodeApiError {
		const code = networkCode(failure);
		const node = this.context.getNode();
		// Without a network code it is n8n that did not send the call, e.g. because the credential is incomplete.
		if (!code) return new NodeApiError(node, failure as JsonObject);
		const unreached = NOT_CONNECTED.has(code);
		const wait = TIMED_OUT.has(code) ? SETTLE_MS : 0;
		return new OmsError(node, { status: 0, code: '', message: code, unreached }, wait);
	}

	private dataOf({ statusCode: status, headers, body }: HttpResponse): unknown {
		const {
			code: given,
			msg,
			data,
		} = fieldsOf(typeof body === 'string' ? parseLossless(body) : body);
		const code = textOf(given);
		if (isSuccess(status, code)) return data;
		const secrets = [this.keys.appSecret];
		const refusal = {
			status,
			code: serviceWords(code, secrets),
			message: serviceWords(textOf(msg), secrets),
		};
		const retryAfter = parseRetryAfter(headers['retry-after'], CLOCK.now());
		throw new OmsError(this.context.getNode(), refusal, retryAfter);
	}
}

const NOT_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT']);

/** The user stopped the execution. */
const CANCELLED = 'ERR_CANCELED';

/** Code with which the network ended the call, from the failure or what caused it. */
function networkCode(failure: unknown): string {
	for (let each = failure, depth = 0; each && depth < 5; depth++) {
		const { code, cause } = fieldsOf(each);
		if (typeof code === 'string' && /^E[A-Z_]+$/.test(code) && code !== CANCELLED) return code;
		each = cause;
	}
	return '';
}
