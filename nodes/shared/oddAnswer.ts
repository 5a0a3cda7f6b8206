/** An answer that does not come from the API of the service, or is not complete. */
export type OddAnswer =
	/** A web page of a proxy, of a network login or of a gateway such as Cloudflare. */
	| 'page'
	/** No body at all. */
	| 'empty'
	/** No JSON, or incomplete JSON. */
	| 'noJson'
	/** JSON without the code that says whether the call succeeded. */
	| 'noCode';

const PAGE = /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|script|title|h1|center)\b/i;

/**
 * Recognizes an answer that is not one of the service; undefined for an answer of the service.
 *
 * @param code  of the answer; empty where it has none
 */
export function oddAnswer(body: string, parsed: unknown, code: string): OddAnswer | undefined {
	if (code !== '') return undefined;
	if (body.trim() === '') return 'empty';
	if (PAGE.test(body.slice(0, 1_000))) return 'page';
	return typeof parsed === 'object' && parsed !== null ? 'noCode' : 'noJson';
}

const WORDS: Readonly<Record<OddAnswer, string>> = {
	page: 'a web page came in place of an answer',
	empty: 'the answer is empty',
	noJson: 'the answer is no JSON, or breaks off',
	noCode: 'the answer has no code',
};

/** Part of a sentence; empty for an answer of the service. */
export function oddWords(odd: OddAnswer | undefined): string {
	return odd === undefined ? '' : WORDS[odd];
}

/** What the user can do about a web page. */
export const PAGE_HINT =
	'Something between this machine and the service has answered: a proxy, the login page of a network, or a gateway that blocks this address. Open the address in a browser on this machine, and let calls of n8n through.';

/** Whether the next call may get a complete answer. A web page comes again until somebody changes something. */
export function isTemporaryAnswer(odd: OddAnswer | undefined): boolean {
	return odd === 'empty' || odd === 'noJson';
}
