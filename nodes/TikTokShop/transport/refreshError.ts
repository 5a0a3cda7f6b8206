import { isLasting, networkFault, networkWords } from '../../shared/network';
import { fieldsOf } from '../../shared/fields';
import { parseJson } from '../../shared/json';
import { RECONNECT } from './errors';
import { TokenError } from './tokens';

interface Answered {
	status?: number;
	error?: string;
	description?: string;
}

/**
 * Why n8n could not refresh the token, in words that lead on.
 *
 * What is thrown differs: an OAuth error keeps the bridge's answer in `body`; an answer that is none keeps `status`; a
 * 5xx is the failure of the HTTP client; for `invalid_grant` n8n 2.41 throws a node error of its own. None of them may
 * be passed on as it is: the request they hold contains the app secret.
 */
export function refreshError(failure: unknown): TokenError {
	const { status, error, description } = answerIn(failure);
	const { code, message } = failure as { code?: unknown; message?: unknown };
	if (error === 'invalid_grant' || /needs to be reconnected/.test(String(message))) {
		return new TokenError('TikTok Shop has ended the authorisation of this credential.', RECONNECT);
	}
	if (description) return new TokenError(description, '', (status ?? 400) >= 500);
	if (status === 404) {
		return new TokenError(
			'The OAuth bridge of this n8n does not answer, so the access token could not be refreshed.',
			'Import the template "01 · TikTok Shop OAuth bridge" and publish it; if it runs elsewhere, set its Bridge URL in the credential.',
		);
	}
	const network = networkFault(failure);
	const told = networkWords(network, 'the OAuth bridge', 'Bridge URL in the credential');
	if (told && status === undefined) {
		return new TokenError(`${told.message}.`, told.hint, !isLasting(network));
	}
	const reason = status ? `HTTP ${status}` : String(code ?? 'no answer');
	return new TokenError(
		`The access token could not be refreshed: the OAuth bridge of this n8n could not be reached (${reason}).`,
		'Check that n8n can reach its own webhook address, or set the Bridge URL in the credential; the next run tries again.',
		true,
	);
}

function answerIn(failure: unknown): Answered {
	const { body, status, response } = fieldsOf(failure);
	const { status: responseStatus, data } = fieldsOf(response);
	const answer = fieldsOf(parsed(body ?? data));
	const { error, error_description: description } = answer;
	const known = typeof responseStatus === 'number' ? responseStatus : status;
	return {
		...(typeof known === 'number' ? { status: known } : {}),
		...(typeof error === 'string' ? { error } : {}),
		...(typeof description === 'string' ? { description } : {}),
	};
}

function parsed(text: unknown): unknown {
	return typeof text === 'string' ? parseJson(text) : text;
}
