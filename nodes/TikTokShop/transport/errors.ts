import type { Cut } from '../../shared/answer';
import { isLasting, type NetworkFault } from '../../shared/network';
import { isTemporaryAnswer, type OddAnswer } from '../../shared/oddAnswer';

/** Whose fault a refusal is: each call would be refused alike, each call of the shop, or only what was asked for. */
export type FaultOf = 'run' | 'shop' | 'item';

/**
 * What TikTok Shop's answers mean, in one place (TikTok Shop API §2.3, §5). Success is `code === 0`, never the HTTP status.
 * docs/service-codes.md shows the table; a test compares them.
 */
export interface CodeFact {
	/** What happened, completing "TikTok Shop …". */
	what: string;
	/** The way out. */
	hint: string;
	/** `item` where it is left out. */
	faultOf?: FaultOf;
	/** The same call may work in a moment. `item`: for another order it may work now, so it tells no outage. */
	temporary?: 'service' | 'item';
}

/** The way out of an authorisation that has ended. */
export const RECONNECT =
	'Open the credential, click "Connect" or "Switch account" and log in with the main account of the same seller.';

const AUTHORISE_AGAIN =
	'Authorise the shop again: in the credential click "Connect" or "Switch account" or, where it has no such button, paste a new redirected URL and save.';

const CHECK_CLOCK =
	"Check the app secret in the credential, and that this machine's clock is right: TikTok Shop accepts requests from 5 minutes behind to 30 seconds ahead.";

/** The way out of what passes by itself. */
export const TRY_LATER = 'Nothing needs to be changed; the next run tries again.';

const temporary = (what: string, of: 'service' | 'item' = 'service'): CodeFact => ({
	what,
	hint: TRY_LATER,
	temporary: of,
});

/** One entry for each of the codes. */
const all = (codes: readonly string[], fact: CodeFact): Record<string, CodeFact> =>
	Object.fromEntries(codes.map((code) => [code, fact]));

/** A map, because the code is the service's: a plain object would find `constructor` in it. */
export const CODES: ReadonlyMap<string, CodeFact> = new Map<string, CodeFact>(
	Object.entries({
		36009002: {
			...temporary('is receiving too many calls of this app for this shop'),
			faultOf: 'run',
		},
		36009003: temporary('had an internal fault'),
		36009007: temporary('did not answer in time'),
		36009037: {
			what: 'has used up the hourly quota of this test shop',
			hint: 'Wait for the next full hour.',
			faultOf: 'shop',
		},
		10006402: temporary('refused the permission for a moment'),
		// Order service: "failed", "timeout".
		...all(
			['10002014', '10002015', '10007002', '10037002', '10037003', '10037004'],
			temporary('had a fault in its order service'),
		),
		// Fulfilment: "system error", "process error", "rpc failed", "timeout"; its own texts say "try again later".
		...all(
			'21001003 21001008 21001011 21001029 21001043 21001055 21008300 21022029 21022030 21034006 21042001 21042076'.split(
				' ',
			),
			temporary('had a fault in its fulfilment service', 'item'),
		),
		...all(
			'11001027 11001031 11005010 11006005 11006026'.split(' '),
			temporary('had a fault in its logistics service', 'item'),
		),
		// Get Package Shipping Document.
		...all(
			'11034023 11034037 11006010 11034025 21023022 21023034'.split(' '),
			temporary('has not made the document of this package yet', 'item'),
		),
		105001: { what: 'does not know the access token', hint: AUTHORISE_AGAIN, faultOf: 'run' },
		105002: {
			what: 'says that the access token has expired',
			hint: AUTHORISE_AGAIN,
			faultOf: 'run',
		},
		105004: {
			what: 'says that the authorisation is inactive or its region is not allowed',
			hint: `Check that Authorized Site in the credential fits the store type. ${AUTHORISE_AGAIN}`,
			faultOf: 'run',
		},
		105005: {
			what: 'says that a scope is missing',
			hint: 'Enable the scope on the app in Partner Center, then authorise the shop again: tokens given before the scope was added lack it.',
			faultOf: 'run',
		},
		101000: {
			what: 'says that the token does not fit this shop or this kind of account',
			hint: "Authorise with the seller's main account (not a creator account) and choose a shop of that account in the node.",
			faultOf: 'shop',
		},
		106001: { what: 'refused the signature', hint: CHECK_CLOCK, faultOf: 'run' },
		106013: {
			what: 'misses the shop cipher',
			hint: 'Choose the shop in the node once more.',
			faultOf: 'shop',
		},
		// Stands for many causes; its text tells them apart.
		36009004: { what: 'refused the request', hint: CHECK_CLOCK },
		36009009: {
			what: 'does not know this path',
			hint: 'Check the replaced API host in the credential; it must not hold a path.',
			faultOf: 'run',
		},
		...all(['36009010', '36009014'], {
			what: 'does not take this call any more',
			hint: 'Update this package; if it stays, report it with the code.',
			faultOf: 'run',
		}),
		36009033: {
			what: "does not accept calls from this machine's address",
			hint: 'Add the address to the IP allow list of the app in Partner Center, or switch the list off.',
			faultOf: 'run',
		},
		36009043: {
			what: 'says that the shop is inactive',
			hint: 'Open Seller Center and check the state of the shop.',
			faultOf: 'shop',
		},
		36009044: {
			what: 'says that the seller is inactive',
			hint: 'Open Seller Center and check the state of the account.',
			faultOf: 'shop',
		},
		36004001: {
			what: 'says that the authorisation has ended',
			hint: AUTHORISE_AGAIN,
			faultOf: 'run',
		},
		36004004: {
			what: 'does not accept the authorisation code',
			hint: `A code works once and for 30 minutes. ${AUTHORISE_AGAIN}`,
			faultOf: 'run',
		},
		36004005: {
			what: 'has no such authorisation any more',
			hint: AUTHORISE_AGAIN,
			faultOf: 'run',
		},
		98001004: {
			what: 'refused the app key, the app secret or the code',
			hint: 'Compare app key and app secret in the credential with the app in Partner Center.',
			faultOf: 'run',
		},
		21008111: {
			what: 'says that the order belongs to another seller',
			hint: 'Choose the shop that the order was placed in.',
		},
		21011028: {
			what: 'says that the order or package belongs to another shop',
			hint: 'Choose the shop that the order was placed in.',
		},
	} satisfies Record<string | number, CodeFact>),
);

/**
 * Shipping was arranged already, perhaps by a call whose answer was lost: read the order again. An equal tracking number is done,
 * another is a conflict (TikTok Shop API §4.6).
 */
export const ALREADY_ARRANGED_CODES: ReadonlySet<string> = new Set([
	'21011006',
	'21011020',
	'21011040',
	'21008099',
	'11006021',
	'21042056',
]);

/** No correction is accepted any more: too late, or one was made. It may have been this very one (TikTok Shop API §4.6). */
export const CORRECTION_CLOSED_CODES: ReadonlySet<string> = new Set([
	'21011049',
	'21011050',
	'21011051',
	'21011052',
]);

/** The market does not accept this call: make the other one (TikTok Shop API §4.5). */
export const WRONG_CALL_CODE = '21008106';

/** An answer of TikTok Shop, or of what stands in front of it, that is no success. */
export interface ApiError {
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
	/** How the network ended the call, where there was no answer. */
	network?: NetworkFault;
	/** What came in place of an envelope. */
	odd?: OddAnswer;
}

/** Scopes by the beginning of a path; the first that fits (TikTok Shop API §2.3, §4). */
const SCOPES: ReadonlyArray<[path: RegExp, scope: string]> = [
	[/^\/authorization\//, 'seller.authorization.info'],
	[/^\/order\//, 'seller.order.info'],
	[/^\/fulfillment\/\d+\/orders\/[^/]+\/shipping_info\//, 'seller.logistics'],
	[/^\/fulfillment\//, 'seller.fulfillment.basic'],
	[/^\/logistics\//, 'seller.logistics'],
	[/^\/product\//, 'seller.product.basic'],
	[/^\/return_refund\//, 'seller.return_refund.basic'],
];

/** Scope that a call needs; undefined when it is not known. */
export function scopeOf(path: string): string | undefined {
	return SCOPES.find(([begin]) => begin.test(path))?.[1];
}

/**
 * Whether the same call may work in a moment: no answer, 429, 5xx, an answer without content, or a code the contract calls
 * temporary (TikTok Shop API §5). A certificate that is not accepted stays so.
 */
export function isTemporary({ status, code, cut, network, odd }: ApiError): boolean {
	if (cut?.kind === 'large') return false;
	if (network && isLasting(network)) return false;
	if (status === 0 || status === 429 || status >= 500) return true;
	if (status < 300 && isTemporaryAnswer(odd)) return true;
	return CODES.get(code)?.temporary !== undefined;
}

/** Whether TikTok Shop received more calls than it takes; it refuses before anything is done. */
export function isTooManyCalls({ status, code }: Pick<ApiError, 'status' | 'code'>): boolean {
	return status === 429 || code === '36009002';
}

/** Whether a temporary answer is about what was asked for, so that it tells of no outage: a label that is not ready yet. */
export function isTemporaryForItem({ code }: ApiError): boolean {
	return CODES.get(code)?.temporary === 'item';
}

/**
 * Whether a write may have been carried out although it was not answered with success: no answer, an answer that was cut
 * off or cannot be read, or a fault inside the service. A rate limit refuses before anything is done.
 */
export function mayHaveBeenAccepted(apiError: ApiError): boolean {
	const { status, code, noTokens, cut } = apiError;
	if (cut) return true;
	if (code === '' && status >= 200 && status < 300) return true;
	if (isTooManyCalls({ status, code }) || noTokens) return false;
	return isTemporary(apiError);
}

/** What the text of 36009004 names where the call itself is wrong; it stands for many causes (TikTok Shop API §5). */
const NAMES_THE_TOKEN = /access[-_ ]?token/i;
const NAMES_THE_CALL = /app[-_ ]?key|app[-_ ]?secret|timestamp|credential/i;
const NAMES_THE_SIGNATURE = /\bsign/i;
const NAMES_THE_SHOP = /shop_cipher|shop_id/i;
/** A parcel may need a signature, an order may be none of a shop: then neither call nor shop is wrong. */
const NAMES_THE_ITEM = /\b(?:order|package|parcel|tracking|shipping|provider|line_item)/i;

/**
 * Whether TikTok Shop does not take the access token, in whatever words: one refresh and one more attempt. The text of 36009004
 * counts where it names the token and none of the other causes (TikTok Shop API §5).
 */
export function isTokenRefused({ code, message }: ApiError): boolean {
	if (code === '105002' || code === '105001') return true;
	return code === '36009004' && namesOnlyTheToken(message);
}

/** "Invalid credentials. The `access_token` header is invalid." */
export function namesOnlyTheToken(message: string): boolean {
	const others = [NAMES_THE_SIGNATURE, NAMES_THE_SHOP, /app[-_ ]?key|app[-_ ]?secret|timestamp/i];
	return NAMES_THE_TOKEN.test(message) && !others.some((other) => other.test(message));
}

/** Whose fault a refusal is, whatever its HTTP status. What nothing is known of is the item's. */
export function faultOf(apiError: ApiError): FaultOf {
	const { status, code, message, noTokens } = apiError;
	if (noTokens || status === 0 || status === 429 || (status >= 300 && status < 400)) return 'run';
	if (code === '36009004') return faultByText(message);
	const known = CODES.get(code)?.faultOf;
	if (known) return known;
	return code === '' && (status === 401 || status === 407) ? 'run' : 'item';
}

function faultByText(message: string): FaultOf {
	if (NAMES_THE_TOKEN.test(message) || NAMES_THE_CALL.test(message)) return 'run';
	if (NAMES_THE_ITEM.test(message)) return 'item';
	if (NAMES_THE_SIGNATURE.test(message)) return 'run';
	return NAMES_THE_SHOP.test(message) ? 'shop' : 'item';
}
