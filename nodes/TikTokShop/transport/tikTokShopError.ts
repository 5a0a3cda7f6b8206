import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { AnswerCut } from '../../shared/answer';
import { networkFault } from '../../shared/network';
import { redactedText } from '../../shared/redact';
import { isTemporary, mayHaveBeenAccepted, type ApiError } from './errors';
import { explain } from './explain';
import { secretsOf, type StoredSession } from './session';
import { tokenErrorIn } from './tokens';

/** TikTok Shop did not answer with success. */
export class TikTokShopError extends NodeApiError {
	constructor(
		node: INode,
		readonly apiError: ApiError,
		readonly retryAfterMs = 0,
	) {
		const { message, hint } = explain(apiError);
		const { status, code, requestId } = apiError;
		// A plain object on purpose: the failed request holds the token and the signature.
		super(node, { code, message, request_id: requestId } as JsonObject, {
			message,
			description: hint,
			httpCode: String(status),
		});
		// n8n puts words of its own in place of a message that names a network error.
		this.message = message;
	}

	/** The same call may work in a moment. */
	get temporary(): boolean {
		return isTemporary(this.apiError);
	}

	/** A write may have been carried out all the same: read back before sending it again. */
	get mayHaveBeenAccepted(): boolean {
		return mayHaveBeenAccepted(this.apiError);
	}
}

/** No answer at all, or no tokens to ask with. */
export function unansweredError(node: INode, failure: unknown): NodeApiError {
	const apiError = tokenErrorIn(failure);
	if (apiError && !apiError.temporary) {
		return new NodeApiError(node, { message: apiError.message } as JsonObject, {
			message: apiError.message,
			description: apiError.hint,
			httpCode: '401',
		});
	}
	const message = apiError?.message ?? reasonOf(failure);
	const noTokens = apiError !== undefined;
	const cut = failure instanceof AnswerCut ? { cut: failure.cut } : {};
	const network = networkFault(failure);
	const unanswered = { status: 0, code: '', message, requestId: '', noTokens, network, ...cut };
	return new TikTokShopError(node, unanswered);
}

/**
 * The error without the secrets of these sessions: the tokens may have changed since the connection was opened.
 */
export function shownError(apiError: ApiError, sessions: readonly StoredSession[]): ApiError {
	const secrets = sessions.flatMap((session) => secretsOf(session));
	const { code, message, requestId } = apiError;
	return {
		...apiError,
		code: redactedText(code, secrets),
		message: redactedText(message, secrets),
		requestId: redactedText(requestId, secrets),
	};
}

/** Why there was no answer, without the request: its URL holds the signature. */
function reasonOf(failure: unknown): string {
	const { code, message } = failure as { code?: unknown; message?: unknown };
	const cause = (failure as { cause?: { code?: unknown; message?: unknown } }).cause;
	return String(cause?.code ?? code ?? cause?.message ?? message ?? 'no answer');
}
