import { shopLabel, siteProblem, type Shop } from './shops';
import type { AuthorizationDescription } from './authorization';

/** One line of "Check my connection". */
export interface ConnectionCheck {
	check: string;
	ok: boolean;
	/** What was found, in words. */
	found: string;
	/** The way out; empty where all is well. */
	whatToDo: string;
}

export interface Checked {
	authorization: Omit<AuthorizationDescription, 'checks'>;
	shops: readonly Shop[];
	/** Site in the credential, `US` or `GLOBAL`. */
	site: string | undefined;
	/** By how much this machine's clock is ahead of TikTok Shop's; negative = behind; undefined where it was not told. */
	clockAheadSeconds: number | undefined;
}

/**
 * Scopes that the way of an order needs (TikTok Shop API §2.3), each with what stands still without it. The scope for answering requests to
 * cancel is not among them: many do that in Seller Center.
 */
export const NEEDED_SCOPES: ReadonlyMap<string, string> = new Map([
	['seller.authorization.info', 'shops are not found'],
	['seller.order.info', 'no order comes in'],
	['seller.fulfillment.basic', 'no tracking number goes back'],
	['seller.logistics', 'store warehouses and shipping providers are not found'],
	['seller.product.basic', 'the mapping is not compared with the products'],
]);

/** Days before the end from which it counts as a fault. */
const SOON_DAYS = 7;

/** TikTok Shop takes calls whose time is up to 5 minutes old, or 30 seconds ahead (TikTok Shop API §3); some of it is left for the way. */
const MOST_BEHIND = 240;
const MOST_AHEAD = 20;

const AUTHORIZE_AGAIN =
	'Authorise again with the main account of the seller: in the credential click "Connect" or "Switch account", or paste a new redirected URL.';

/** What the authorization says about the connection to TikTok Shop, as lines that are well or not. */
export function connectionChecks(checked: Checked): ConnectionCheck[] {
	const { authorization, shops } = checked;
	const { sellerName, sellerBaseRegion } = authorization;
	const seller = [sellerName || 'without a name', sellerBaseRegion].filter(Boolean).join(' · ');
	const list = shops.map((shop) => `${shopLabel(shop)} (${shop.code})`).join('; ');
	return [
		line('Seller', `TikTok Shop answers; the app is authorised by ${seller}`),
		shops.length > 0
			? line('Shops', list)
			: line('Shops', 'none', `Check "target shop" on the TikTok Shop page. ${AUTHORIZE_AGAIN}`),
		siteCheck(checked),
		scopeCheck(authorization.grantedScopes),
		endCheck(authorization),
		clockCheck(checked.clockAheadSeconds),
	];
}

function line(check: string, found: string, whatToDo = ''): ConnectionCheck {
	return { check, ok: whatToDo === '', found, whatToDo };
}

function siteCheck({ site, shops }: Checked): ConnectionCheck {
	const check = 'Authorized Site';
	const problem = siteProblem(site, shops);
	const kinds = new Set(
		shops.map(({ region, sellerType }) => shopLabel({ ...NOBODY, region, sellerType })),
	);
	const found = `${SITES.get(site ?? '') ?? 'not chosen'}; shops: ${[...kinds].join(', ') || 'none'}`;
	return problem
		? line(
				check,
				found,
				'Choose the other site in the credential, with the keys of an app that was made there, and authorise again: US is for local US shops, Global for all others.',
			)
		: line(check, found);
}

const NOBODY = { id: '', code: '', name: '' };

const SITES = new Map([
	['US', 'US'],
	['GLOBAL', 'Global'],
]);

function scopeCheck(granted: readonly string[]): ConnectionCheck {
	const check = 'Scopes';
	// TikTok Shop need not name them; a call that lacks one says so by itself.
	if (granted.length === 0) return line(check, 'TikTok Shop does not say which were granted');
	const missing = [...NEEDED_SCOPES].filter(([scope]) => !granted.includes(scope));
	if (missing.length === 0) return line(check, `all ${NEEDED_SCOPES.size} that are needed`);
	const found = missing.map(([scope, effect]) => `${scope} is missing: ${effect}`).join('; ');
	return line(
		check,
		found,
		`Add it to the app in Partner Center. A scope counts only after that: ${AUTHORIZE_AGAIN}`,
	);
}

function endCheck({ authorizationEndsAt, daysLeft }: Checked['authorization']): ConnectionCheck {
	const check = 'Authorisation ends';
	if (daysLeft === null) return line(check, 'TikTok Shop does not say when');
	const found = `${String(authorizationEndsAt).slice(0, 10)}, ${daysLeft < 0 ? 'which is over' : `in ${daysLeft} days`}`;
	return daysLeft > SOON_DAYS ? line(check, found) : line(check, found, AUTHORIZE_AGAIN);
}

function clockCheck(ahead: number | undefined): ConnectionCheck {
	const check = 'Clock of this machine';
	if (ahead === undefined) return line(check, 'TikTok Shop did not tell its time');
	const found =
		Math.abs(ahead) < 2
			? "is TikTok Shop's"
			: `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} TikTok Shop's`;
	const isFine = ahead <= MOST_AHEAD && ahead >= -MOST_BEHIND;
	return isFine
		? line(check, found)
		: line(
				check,
				found,
				'Let the machine take its time from the network (NTP): TikTok Shop and the OMS refuse calls of another time.',
			);
}
