import { cutWords, type Cut } from '../../shared/answer';
import { isLasting, networkWords, type NetworkFault } from '../../shared/network';
import { isTemporaryAnswer, oddWords, PAGE_HINT, type OddAnswer } from '../../shared/oddAnswer';

/** Why a call brought no success. */
export interface ApiError {
	/** HTTP status; 0 when no answer came. */
	status: number;
	/** Code of the envelope as text; empty when the answer has none. */
	code: string;
	/** The OMS's own words, or how the connection ended. */
	message: string;
	/** The connection was never made, so the OMS cannot have received the call. */
	unreached?: boolean;
	/** The answer was not read to its end. */
	cut?: Cut;
	/** How the network ended the call, where there was no answer. */
	network?: NetworkFault;
	/** What came in place of an envelope. */
	odd?: OddAnswer;
	/** What a success answer does not hold although it should, as the end of a sentence. */
	misses?: string;
	/** The OMS says that a list has more rows than it gave. */
	incomplete?: boolean;
}

interface Meaning {
	says: string;
	hint: string;
	/** The same call may work in a moment. */
	temporary?: boolean;
	/** Temporary, but a write may have been carried out before the OMS gave up. */
	inside?: boolean;
	/** About the account, the machine or the pace, never about what one call holds. */
	everyCall?: boolean;
}

const SIGNATURE =
	'Check that App Key and App Secret in the credential belong together and were copied in full (OMS web > avatar > API information).';
const PERMISSION =
	'Ask the operator of the warehouse to switch on the API permission of your OMS account.';
const CLOCK =
	"Check that this machine's clock is right: the OMS accepts calls of about five minutes around its own time.";
const OUR_SIDE =
	'Update this package; if it stays, report it with the code and the name of the operation.';
const LATER = 'Run it again in a moment, or lower Calls per Second in the credential.';

/** The OMS's codes (OMS API §1.3); two families of numbers are in use. */
export const OMS_CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>(
	Object.entries({
		'100001': { says: 'found no signature', hint: OUR_SIDE, everyCall: true },
		'100002': {
			says: 'found the call too old or too new',
			hint: CLOCK,
			temporary: true,
			everyCall: true,
		},
		'100004': { says: 'found no request time', hint: OUR_SIDE, everyCall: true },
		'100005': {
			says: 'found no App Key',
			hint: 'Fill in the App Key in the credential.',
			everyCall: true,
		},
		'100006': {
			says: 'found no App Secret',
			hint: 'Fill in the App Secret in the credential.',
			everyCall: true,
		},
		'100007': { says: 'refused the signature', hint: SIGNATURE, everyCall: true },
		'11006': { says: 'refused the signature', hint: SIGNATURE, everyCall: true },
		'100008': {
			says: 'misses or does not accept a parameter',
			hint: 'Read its answer and fill in the parameter it names.',
		},
		'100010': { says: 'does not let this account use the API', hint: PERMISSION, everyCall: true },
		'11008': { says: 'does not let this account use the API', hint: PERMISSION, everyCall: true },
		'100011': {
			says: 'got no answer inside its own system',
			hint: LATER,
			temporary: true,
			inside: true,
		},
		'200001': {
			says: 'received more calls than it allows',
			hint: LATER,
			temporary: true,
			everyCall: true,
		},
		'10002': {
			says: 'found too many rows',
			hint: 'Choose a shorter period of creation times.',
		},
	}),
);

/** Too many rows: the caller narrows its window (OMS API §1.3). */
export const TOO_MANY_ROWS = '10002';

/** More calls than the OMS allows (OMS API §1.3). */
const TOO_MANY_CALLS = '200001';

/** The call as a whole is refused for one of its parameters (OMS API §1.3). */
export const WRONG_PARAMETER = '100008';

/** Success needs the code and an HTTP 2xx (OMS API §1.3); the code may come as a text. */
export function isSuccess(status: number, code: string): boolean {
	return status >= 200 && status < 300 && code === '200';
}

/** What happened and the way out, without secrets. */
export function explain(apiError: ApiError): { message: string; hint: string } {
	const { status, code, message } = apiError;
	const known = OMS_CODES.get(code);
	const words = message ? `: ${message}` : '';
	if (known) return { message: `The OMS ${known.says} (${code}${words})`, hint: known.hint };
	if (apiError.cut) return explainCut(apiError.cut);
	if (status === 0) {
		const told =
			apiError.network && networkWords(apiError.network, 'the OMS', 'Base URL in the credential');
		if (told) return told;
		return {
			message: apiError.unreached
				? 'The OMS could not be reached'
				: 'The connection ended before the OMS answered',
			hint: `Check the Base URL in the credential and the network, then run it again. ${message}`.trim(),
		};
	}
	if (isSuccess(status, code)) {
		return {
			message: `The OMS answered in another form than its API describes${apiError.misses ? `: ${apiError.misses}` : ''}`,
			hint: 'Run it again in a moment; if it stays, ask the warehouse whether its API has changed.',
		};
	}
	if (status === 429) {
		return {
			message: `The OMS received more calls than it allows (HTTP 429${words})`,
			hint: LATER,
		};
	}
	if (apiError.odd === 'page' && !(status >= 300 && status < 400)) {
		return {
			message: `The Base URL did not answer like the OMS (HTTP ${status}): ${oddWords(apiError.odd)}`,
			hint: `${PAGE_HINT} ${CHECK_BASE_URL}`,
		};
	}
	if (status >= 500) {
		return { message: `The OMS is not available right now (HTTP ${status}${words})`, hint: LATER };
	}
	if (status >= 300 && status < 400) {
		return {
			message: `The Base URL sends the call on to another address (HTTP ${status}), which is not followed`,
			hint: CHECK_BASE_URL,
		};
	}
	if (code) {
		return {
			message: `The OMS refused the call (${code}${words})`,
			hint: 'Read its answer, mend the cause in the OMS or in the parameters, and run it again.',
		};
	}
	const odd = oddWords(apiError.odd);
	return {
		message: `The Base URL did not answer like the OMS (HTTP ${status})${odd ? `: ${odd}` : ''}`,
		hint: CHECK_BASE_URL,
	};
}

export const CHECK_BASE_URL =
	'Check the Base URL in the credential; it usually is https://api.xlwms.com/openapi.';

function explainCut(cut: Cut): { message: string; hint: string } {
	const tooMuch =
		'Ask for less, for example with a shorter period. If it stays, check the Base URL.';
	return { message: `The OMS ${cutWords(cut)}`, hint: cut.kind === 'slow' ? LATER : tooMuch };
}

const NOT_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** Whether the connection was never made. */
export function isUnreached(network: NetworkFault): boolean {
	return NOT_CONNECTED.has(network.code) || isLasting(network);
}

/**
 * The same call may work in a moment: network, 429, 5xx, an answer without content, a list that was not given whole, and the
 * codes the contract calls temporary (OMS API §1.3). A certificate that is not accepted stays so.
 */
export function isTemporary({ status, code, cut, network, odd, incomplete }: ApiError): boolean {
	if (cut) return cut.kind === 'slow';
	if (network && isLasting(network)) return false;
	if (incomplete || (status < 300 && isTemporaryAnswer(odd))) return true;
	return OMS_CODES.get(code)?.temporary ?? (status === 0 || status === 429 || status >= 500);
}

/** Whether the OMS received more calls than it allows. */
export function isTooManyCalls({ status, code }: Pick<ApiError, 'status' | 'code'>): boolean {
	return status === 429 || code === TOO_MANY_CALLS;
}

/** A write may have been carried out although it looks refused: read back before sending it again. */
export function mayHaveBeenAccepted({ status, code, unreached }: ApiError): boolean {
	const known = OMS_CODES.get(code);
	if (known) return known.inside ?? false;
	if (status === 0) return !unreached;
	// An answer that cannot be read says nothing about what was done.
	return status >= 500 || (status < 300 && code === '') || isSuccess(status, code);
}

/** Whether the contract says what this code means (OMS API §1.3). */
export const isKnownCode = (code: string): boolean => OMS_CODES.has(code);

/**
 * Words by which the OMS refuses the caller, under whatever code. Words that may also stand in a name of goods or of a field
 * (IP, signature) are left out: a fault of every call is noticed by its coming again.
 */
const ABOUT_THE_CALLER = /白名单|white ?list|authcode|app_?key|reqTime/i;

/**
 * Whether every call would be refused alike, whatever it holds: signature, App Key, clock, permission, pace, an address that
 * sends on, an OMS that cannot be reached. Anything else may be about one of the orders in the call.
 */
export function concernsEveryCall(apiError: ApiError): boolean {
	const { status, code, message } = apiError;
	const known = OMS_CODES.get(code);
	if (known) return known.everyCall ?? false;
	if (status === 401 || status === 429 || (status >= 300 && status < 400)) return true;
	return apiError.unreached === true || (code !== '' && ABOUT_THE_CALLER.test(message));
}

/** Answers of a gateway that did not wait for the OMS. */
const GAVE_UP_WAITING: readonly number[] = [408, 504, 524];

/**
 * Whether a write may still be carried out after the call has ended: the answer did not come, cannot be read, or comes from a
 * gateway that did not wait. After a refusal of the OMS itself a look-up shows what was done.
 */
export function mayStillArrive({ status, code, unreached }: ApiError): boolean {
	if (status === 0) return !unreached;
	return (
		isSuccess(status, code) || (code === '' && (status < 300 || GAVE_UP_WAITING.includes(status)))
	);
}

/** Messages for the credential test, by code (OMS API §1.3). */
export function testMessages(): Array<{ code: string; message: string }> {
	return [...OMS_CODES].map(([code, { says, hint }]) => ({
		code,
		message: `The OMS ${says} (${code}). ${hint}`,
	}));
}
