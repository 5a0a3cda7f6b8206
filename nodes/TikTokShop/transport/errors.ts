import { cutWords, type Cut } from '../../shared/answer';

/**
 * What TikTok Shop's answers mean, in one place (contract §2.3, §5). Success is `code === 0`, never the HTTP status.
 */
interface CodeFact {
	/** What happened, completing "TikTok Shop …". */
	what: string;
	/** The way out. */
	hint: string;
	/** The same call may work in a moment. */
	temporary?: true;
}

/** The way out of an authorisation that has ended. */
export const RECONNECT =
	'Open the credential, click "Connect" or "Switch account" and log in with the main account of the same seller.';

const AUTHORISE_AGAIN =
	'Authorise the shop again: in the credential click "Connect" or "Switch account" or, where it has no such button, paste a new redirected URL and save.';

const CHECK_CLOCK =
	"Check the app secret in the credential, and that this machine's clock is right: TikTok Shop accepts requests from 5 minutes behind to 30 seconds ahead.";

const TRY_LATER = 'Nothing needs to be changed; the next run tries again.';

const temporary = (what: string): CodeFact => ({ what, hint: TRY_LATER, temporary: true });

/** A map, because the code is the service's: a plain object would find `constructor` in it. */
const CODES = new Map<string, CodeFact>(
	Object.entries({
		36009002: temporary('is receiving too many calls of this app for this shop'),
		36009003: temporary('had an internal fault'),
		36009007: temporary('did not answer in time'),
		36009037: {
			what: 'has used up the hourly quota of this test shop',
			hint: 'Wait for the next full hour.',
		},
		10006402: temporary('refused the permission for a moment'),
		105001: { what: 'does not know the access token', hint: AUTHORISE_AGAIN },
		105002: { what: 'says that the access token has expired', hint: AUTHORISE_AGAIN },
		105004: {
			what: 'says that the authorisation is inactive or its region is not allowed',
			hint: `Check that Authorized Site in the credential fits the store type. ${AUTHORISE_AGAIN}`,
		},
		105005: {
			what: 'says that a scope is missing',
			hint: 'Enable the scope on the app in Partner Center, then authorise the shop again: tokens given before the scope was added lack it.',
		},
		101000: {
			what: 'says that the token does not fit this shop or this kind of account',
			hint: "Authorise with the seller's main account (not a creator account) and choose a shop of that account in the node.",
		},
		106001: { what: 'refused the signature', hint: CHECK_CLOCK },
		106013: {
			what: 'misses the shop cipher',
			hint: 'Choose the shop in the node once more.',
		},
		36009004: { what: 'refused the request', hint: CHECK_CLOCK },
		36009009: {
			what: 'does not know this path',
			hint: 'Check the replaced API host in the credential; it must not hold a path.',
		},
		36009033: {
			what: "does not accept calls from this machine's address",
			hint: 'Add the address to the IP allow list of the app in Partner Center, or switch the list off.',
		},
		36009043: {
			what: 'says that the shop is inactive',
			hint: 'Open Seller Center and check the state of the shop.',
		},
		36009044: {
			what: 'says that the seller is inactive',
			hint: 'Open Seller Center and check the state of the account.',
		},
		36004001: { what: 'says that the authorisation has ended', hint: AUTHORISE_AGAIN },
		36004004: {
			what: 'does not accept the authorisation code',
			hint: `A code works once and for 30 minutes. ${AUTHORISE_AGAIN}`,
		},
		36004005: { what: 'has no such authorisation any more', hint: AUTHORISE_AGAIN },
		98001004: {
			what: 'refused the app key, the app secret or the code',
			hint: 'Compare app key and app secret in the credential with the app in Partner Center.',
		},
		21008111: {
			what: 'says that the order belongs to another seller',
			hint: 'Choose the shop that the order was placed in.',
		},
		21011028: {
			what: 'says that the order or package belongs to another shop',
			hint: 'Choose the shop that the order was placed in.',
		},
	}),
);

/** Order service and fulfilment codes whose text says system or timeout (contract §5). */
const TEMPORARY_CODES = new Set([
	'10002014',
	'10002015',
	'10037002',
	'10037003',
	'10037004',
	'21001003',
	'21001008',
	'21001011',
	'21001043',
	'21001055',
	'21008300',
	'21022029',
	'11001027',
	'11001031',
	'11006005',
	'11006026',
	'11034037',
	'11034023',
]);

/** The token is refused although it looked fresh: one refresh, one more attempt. */
export const TOKEN_EXPIRED = '105002';

/** An answer of TikTok Shop, or of what stands in front of it, that is no success. */
export interface Refusal {
	/** HTTP status; 0 when there was no answer at all. */
	status: number;
	/** Code of the envelope as text; empty when there was none. */
	code: string;
	message: string;
	requestId: string;
	/** Scope that the call needs, where it is known. */
	scope?: string;
	/** The call was not made, because no token could be got for it; the message says why, for people. */
	noTokens?: boolean;
	/** The answer was not read to its end. */
	cut?: Cut;
}

/** Scopes by the beginning of a path; the first that fits (contract §2.3, §4). */
const SCOPES: ReadonlyArray<[path: RegExp, scope: string]> = [
	[/^\/authorization\//, 'seller.authorization.info'],
	[/^\/order\//, 'seller.order.info'],
	[/^\/fulfillment\/\d+\/orders\/[^/]+\/shipping_info\//, 'seller.logistics'],
	[/^\/fulfillment\//, 'seller.fulfillment.basic'],
	[/^\/logistics\//, 'seller.logistics'],
	[/^\/product\//, 'seller.product.basic'],
];

/** Scope that a call needs; undefined when it is not known. */
export function scopeOf(path: string): string | undefined {
	return SCOPES.find(([begin]) => begin.test(path))?.[1];
}

/** Whether the same call may work in a moment: no answer, 429, 5xx, or a code the contract calls temporary (§5). */
export function isTemporary({ status, code, cut }: Refusal): boolean {
	if (cut?.kind === 'large') return false;
	if (status === 0 || status === 429 || status >= 500) return true;
	return TEMPORARY_CODES.has(code) || CODES.get(code)?.temporary === true;
}

/**
 * Whether a write may have been carried out although it was not answered with success: no answer, an answer that was cut
 * off or cannot be read, or a fault inside the service. A rate limit refuses before anything is done.
 */
export function mayHaveBeenAccepted(refusal: Refusal): boolean {
	const { status, code, noTokens, cut } = refusal;
	if (cut) return true;
	if (code === '' && status >= 200 && status < 300) return true;
	if (status === 429 || code === '36009002' || noTokens) return false;
	return isTemporary(refusal);
}

/** Whose fault a refusal is: each call would be refused alike, each call of the shop, or only what was asked for. */
export type FaultOf = 'run' | 'shop' | 'item';

/** Token, signature, app, path and address of the caller (contract §5). */
const FAULTS_OF_THE_RUN = new Set([
	'105001',
	'105002',
	'105004',
	'105005',
	'106001',
	'36009009',
	'36009010',
	'36009014',
	'36009033',
	'36004001',
	'36004004',
	'36004005',
	'98001004',
]);

/** A shop or seller that is closed, whose quota is used up, or whose cipher does not fit (contract §5). */
const FAULTS_OF_THE_SHOP = new Set(['101000', '106013', '36009037', '36009043', '36009044']);

/** What the text of 36009004 names where the call itself is wrong; it stands for many causes (contract §5). */
const NAMES_THE_CALL = /access[-_ ]token|app[-_ ]?key|app[-_ ]?secret|timestamp|credential/i;
const NAMES_THE_SIGNATURE = /\bsign/i;
const NAMES_THE_SHOP = /shop_cipher|shop_id/i;
/** A parcel may need a signature, an order may be none of a shop: then neither call nor shop is wrong. */
const NAMES_THE_ITEM = /\b(?:order|package|parcel|tracking|shipping|provider|line_item)/i;

/** Whose fault a refusal is, whatever its HTTP status. What nothing is known of is the item's. */
export function faultOf(refusal: Refusal): FaultOf {
	const { status, code, message, noTokens } = refusal;
	if (noTokens || status === 0 || status === 429 || (status >= 300 && status < 400)) return 'run';
	if (FAULTS_OF_THE_SHOP.has(code)) return 'shop';
	if (FAULTS_OF_THE_RUN.has(code) || code === '36009002') return 'run';
	if (code === '36009004') return faultByText(message);
	return code === '' && (status === 401 || status === 407) ? 'run' : 'item';
}

function faultByText(message: string): FaultOf {
	if (NAMES_THE_CALL.test(message)) return 'run';
	if (NAMES_THE_ITEM.test(message)) return 'item';
	if (NAMES_THE_SIGNATURE.test(message)) return 'run';
	return NAMES_THE_SHOP.test(message) ? 'shop' : 'item';
}

export interface Explanation {
	message: string;
	hint: string;
}

/** What happened and the way out, for people. */
export function explain(refusal: Refusal): Explanation {
	const { status, code, message, requestId } = refusal;
	if (refusal.noTokens) return { message, hint: TRY_LATER };
	if (refusal.cut) return explainCut(refusal.cut);
	if (status === 0) {
		return {
			message: `TikTok Shop could not be reached: ${message}`,
			hint: `Check the network of this machine and the hosts in the credential. ${TRY_LATER}`,
		};
	}
	if (status >= 300 && status < 400) {
		return {
			message: `The API host sends the call on to another address (HTTP ${status}), which is not followed`,
			hint: 'Check the API Host in the credential; the token is for this host only.',
		};
	}
	const reference = [code || `HTTP ${status}`, requestId && `request ${requestId}`]
		.filter(Boolean)
		.join(', ');
	const known = CODES.get(code);
	const what =
		known?.what ?? (isTemporary(refusal) ? 'is not available right now' : 'refused the request');
	const own = message ? `: ${message}` : '';
	return {
		message: `TikTok Shop ${what} (${reference})${own}`,
		hint: hintOf(refusal),
	};
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

/** 36009004 stands for many causes; only its text tells them apart (contract §5). */
function hintOf(refusal: Refusal): string {
	const { code, message } = refusal;
	const known = CODES.get(code);
	const text = message.toLowerCase();
	if (code === '105005' && refusal.scope) {
		return `This call needs the scope ${refusal.scope}. ${known?.hint ?? ''}`;
	}
	if (code === '36009004') {
		if (text.includes('app_key'))
			return 'Compare the app key in the credential with the app in Partner Center.';
		if (!/sign|timestamp|token/.test(text)) {
			return 'Check the values in the node: TikTok Shop names the one it does not accept.';
		}
	}
	if (known) return known.hint;
	return isTemporary(refusal)
		? TRY_LATER
		: 'Read the answer of TikTok Shop, mend the cause, then run again.';
}
