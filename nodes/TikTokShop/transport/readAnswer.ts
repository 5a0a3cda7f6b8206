import type { IDataObject } from 'n8n-workflow';

import type { HttpAnswer } from '../../shared/answer';
import { parseJson } from '../../shared/json';
import { oddAnswer } from '../../shared/oddAnswer';
import { scalarText } from '../../shared/redact';
import type { ApiError } from './errors';

/** An answer of TikTok Shop, read. */
export interface Answer {
	ok: boolean;
	data: unknown;
	apiError: ApiError;
	retryAfter: unknown;
}

/** Success is `code === 0`; anything else, envelope or not, is a refusal (TikTok Shop API §5). */
export function readAnswer({ statusCode, body, headers }: HttpAnswer, scope?: string): Answer {
	const text = body.toString('utf8');
	const parsed = parseJson(text);
	const envelope = isObject(parsed) ? parsed : {};
	const code = scalarText(envelope.code);
	const odd = oddAnswer(text, parsed, code);
	return {
		ok: code === '0' && statusCode < 300,
		data: envelope.data,
		retryAfter: headers['retry-after'],
		apiError: {
			...(odd ? { odd } : {}),
			status: statusCode,
			code,
			message: scalarText(envelope.message),
			requestId: scalarText(envelope.request_id),
			...(scope ? { scope } : {}),
		},
	};
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
