import { cutWords, type Cut } from '../../shared/answer';
import { networkWords } from '../../shared/network';
import { oddWords, PAGE_HINT, type OddAnswer } from '../../shared/oddAnswer';
import { CODES, isTemporary, namesOnlyTheToken, TRY_LATER, type ApiError } from './errors';

export interface Explanation {
	message: string;
	hint: string;
}

const CHECK_HOST = 'Check the API Host in the credential';

/** What happened and the way out, for people. */
export function explain(apiError: ApiError): Explanation {
	const { status, code, message, requestId, network, odd } = apiError;
	if (apiError.noTokens) return { message, hint: TRY_LATER };
	if (apiError.cut) return explainCut(apiError.cut);
	if (status === 0) {
		const told = network && networkWords(network, 'TikTok Shop', 'API Host in the credential');
		return (
			told ?? {
				message: `TikTok Shop could not be reached: ${message}`,
				hint: `Check the network of this machine and the hosts in the credential. ${TRY_LATER}`,
			}
		);
	}
	if (status >= 300 && status < 400) {
		return {
			message: `The API host sends the call on to another address (HTTP ${status}), which is not followed`,
			hint: `${CHECK_HOST}; the token is for this host only.`,
		};
	}
	if (odd === 'page' || (odd && status < 300)) {
		return {
			message: `The API host did not answer like TikTok Shop (HTTP ${status}): ${oddWords(odd)}`,
			hint: oddHint(odd),
		};
	}
	const reference = [code || `HTTP ${status}`, requestId && `request ${requestId}`]
		.filter(Boolean)
		.join(', ');
	const known = factOf(apiError);
	const what =
		known?.what ?? (isTemporary(apiError) ? 'is not available right now' : 'refused the request');
	const own = message ? `: ${message}` : '';
	return {
		message: `TikTok Shop ${what} (${reference})${own}`,
		hint: hintOf(apiError),
	};
}

function oddHint(odd: OddAnswer): string {
	if (odd === 'page') return `${PAGE_HINT} ${CHECK_HOST} as well.`;
	if (odd === 'noCode')
		return `${CHECK_HOST}. If it is right, the API has changed: update this package.`;
	return `${TRY_LATER} If it stays: ${CHECK_HOST}.`;
}

/** What the table says of a code; a token that is called invalid in other words is one that TikTok Shop does not know. */
function factOf({ code, message }: ApiError): ReturnType<typeof CODES.get> {
	const isToken = code === '36009004' && namesOnlyTheToken(message);
	return CODES.get(isToken ? '105001' : code);
}

function explainCut(cut: Cut): Explanation {
	return {
		message: `TikTok Shop ${cutWords(cut)}`,
		hint:
			cut.kind === 'slow'
				? TRY_LATER
				: 'Ask for less, for example with a shorter period. If it stays, check the API Host in the credential.',
	};
}

/** 36009004 stands for many causes; only its text tells them apart (TikTok Shop API §5). */
function hintOf(apiError: ApiError): string {
	const { code, message } = apiError;
	const known = factOf(apiError);
	const text = message.toLowerCase();
	if (code === '105005' && apiError.scope) {
		return `This call needs the scope ${apiError.scope}. ${known?.hint ?? ''}`;
	}
	if (code === '36009004') {
		if (/access[-_ ]?token/.test(text)) return CODES.get('105001')?.hint ?? TRY_LATER;
		if (/app[-_ ]?key/.test(text))
			return 'Compare the app key in the credential with the app in Partner Center.';
		if (!/sign|timestamp|token/.test(text)) {
			return 'Check the values in the node: TikTok Shop names the one it does not accept.';
		}
	}
	if (known) return known.hint;
	return isTemporary(apiError)
		? TRY_LATER
		: 'Read the answer of TikTok Shop, mend the cause, then run again.';
}
