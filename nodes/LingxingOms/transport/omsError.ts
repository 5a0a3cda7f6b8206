import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { AnswerCut } from '../../shared/answer';
import { networkFault } from '../../shared/network';
import { explain, isTemporary, isUnreached, mayHaveBeenAccepted, type ApiError } from './errors';

const TIMED_OUT = 'ETIMEDOUT';
/** After a timeout the OMS may still process the call, so an immediate read-back would be too early. */
const SETTLE_MS = 5_000;

/** The OMS did not answer with success. */
export class OmsError extends NodeApiError {
	constructor(
		node: INode,
		readonly apiError: ApiError,
		readonly retryAfterMs = 0,
	) {
		const { message, hint } = explain(apiError);
		// A plain object on purpose: the failed request holds the signature.
		super(node, { code: apiError.code, message: apiError.message } as JsonObject, {
			message,
			description: hint,
			httpCode: String(apiError.status),
		});
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

/** No answer at all, or a call that n8n could not send. */
export function unansweredError(node: INode, failure: unknown): NodeApiError {
	if (failure instanceof AnswerCut) {
		const { cut, message } = failure;
		const wait = cut.kind === 'slow' ? SETTLE_MS : 0;
		return new OmsError(node, { status: 0, code: '', message, cut }, wait);
	}
	const network = networkFault(failure);
	const { code } = network;
	// Without a network code it is n8n that did not send the call, e.g. because the credential is incomplete.
	if (!code) return new NodeApiError(node, failure as JsonObject);
	const unreached = isUnreached(network);
	const wait = code === TIMED_OUT ? SETTLE_MS : 0;
	return new OmsError(node, { status: 0, code: '', message: code, unreached, network }, wait);
}
