import type { Checks } from '../../support/checks';
import { AT_ONCE, type Renewal } from './renewals';
import type { Figures } from './report';

/** n8n's message when a credential has to be connected again. */
const LOST_AUTHORISATION = /authori[sz]|connect|refresh/i;

/** What has to be true at the end. */
export function lookAt(figures: Figures, checks: Checks): void {
	const { violation, books, counts, killed, renewals, refreshes, failures, executions } = figures;
	checks.that(
		'the run comes to its end with every order where it should be',
		!violation,
		violation,
	);
	for (const key of ['lost', 'duplicates', 'unwanted', 'wrongLines', 'wrongTracking']) {
		checks.that(`the books of the services say ${key} = 0`, books[key] === 0, books);
	}
	checks.that(
		'every parcel that shipped has its tracking number on TikTok Shop, once',
		books.shipped > 0 &&
			books.trackingOnTikTok === books.shipped &&
			counts.tracked === books.shipped &&
			counts.shipped === books.shipped,
		{ books, counts },
	);
	checks.that(
		'workers were killed with executions in hand',
		killed.length === 2 && killed.every(({ inHand }) => inHand.length > 0),
		killed,
	);
	const { success = 0 } = executions.orderSync;
	checks.that('executions went on', success > 0 && executions.shipBack.success > 0, executions);
	for (const credential of ['connected', 'pasted'] as const) {
		const moments = renewals.filter((each) => each.credential === credential);
		checks.that(`access ended during the run (${credential})`, moments.length > 0, renewals);
	}
	for (const [index, renewal] of renewals.entries()) lookAtRenewal(renewal, index + 1, checks);
	checks.that('no refresh token was used twice', refreshes.refused === 0, refreshes);
	const lost = Object.keys(failures).filter((message) => LOST_AUTHORISATION.test(message));
	checks.that('nothing had to be authorised again', lost.length === 0, lost);
}

/** Of a pasted credential each process that runs executions may ask for itself; TikTok Shop answers the first. */
function lookAtRenewal(renewal: Renewal, number: number, checks: Checks): void {
	const { credential, byWorker, good, refreshes, refused } = renewal;
	const workers = Object.values(byWorker).filter((each) => each > 0).length;
	checks.that(
		`access ended for all processes at once (${number}, ${credential}): all executions went well, on both workers`,
		good === AT_ONCE && workers === 2,
		renewal,
	);
	const most = credential === 'connected' ? 1 : workers;
	checks.that(
		`it was renewed once (${number}, ${credential})`,
		refreshes - refused === 1 && refreshes <= most,
		renewal,
	);
}
