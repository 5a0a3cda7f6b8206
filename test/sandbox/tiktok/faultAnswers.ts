import type { FaultRule } from '../faults';
import { jsonAnswer, retryAfterSeconds, textAnswer, type Answer } from '../http';

function envelope(
	status: number,
	code: number,
	message: string,
	requestId: string,
	headers: Readonly<Record<string, string>> = {},
): Answer {
	return jsonAnswer(status, { code, message, request_id: requestId, data: null }, message, headers);
}

export const tooManyRequests = (requestId: string, retryAfter?: string): Answer =>
	envelope(
		429,
		36009002,
		'Too many requests',
		requestId,
		retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	);

/** The answer of a fault that stands for one; undefined for faults that only disturb the right answer (TikTok Shop API §5). */
export function refusalOfFault(fault: FaultRule, requestId: string): Answer | undefined {
	switch (fault.kind) {
		case '429':
			return tooManyRequests(requestId);
		case '429-retry-after':
			return tooManyRequests(requestId, retryAfterSeconds(fault.delayMs));
		case '500':
			return envelope(500, 36009003, 'Internal error', requestId);
		case '503':
			return textAnswer(503, 'upstream connect error or disconnect/reset before headers');
		case 'okWithErrorBody':
			return envelope(200, 36009003, 'Internal error', requestId);
		default:
			return undefined;
	}
}
