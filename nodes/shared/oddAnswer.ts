/** What came in place of an answer of the service's API. */
export type OddAnswer =
	/** A web page: of a proxy, a login page of a network, a gateway such as Cloudflare. */
	| 'page'
	/** No body at all. */
	| 'empty'
	/** No JSON, or JSON that breaks off. */
	| 'noJson'
	/** JSON without the field that says whether the call has succeeded. */
	| 'noCode';

const PAGE = /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|script|title|h1|center)\b/i;

/**
 * What came in place of an answer; undefined where it is an envelope of the service.
 *
 * @param code  of the envelope; empty where it has none
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

/** What came, as part of a sentence; empty for an answer of the service. */
export function oddWords(odd: OddAnswer | undefined): string {
	return odd === undefined ? '' : WORDS[odd];
}

/** The way out where a web page came. */
export const PAGE_HINT =
	'Something between this machine and the service has answered: a proxy, the login page of a network, or a gateway that blocks this address. Open the address in a browser on this machine, and let calls of n8n through.';

/** Whether a success without content may be whole in a moment; a web page stays until somebody does something about it. */
export function isTemporaryAnswer(odd: OddAnswer | undefined): boolean {
	return odd === 'empty' || odd === 'noJson';
}
