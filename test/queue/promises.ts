import type { Checks } from '../e2e/checks';
import { AT_ONCE } from './renewals';
import type { Figures } from './report';

/** What n8n says when a credential has to be connected again. */
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
	checks.that('access ended during the run', renewals.length > 0, renewals);
	for (const [index, renewal] of renewals.entries()) {
		const { byWorker, good } = renewal;
		checks.that(
			`access ended for all processes at once (${index + 1}): all executions went well, on both workers`,
			good === AT_ONCE && Object.values(byWorker).filter((each) => each > 0).length === 2,
			renewal,
		);
		checks.that(`it was renewed once (${index + 1})`, renewal.refreshes === 1, renewal);
	}
	checks.that('no refresh token was used twice', refreshes.refused === 0, refreshes);
	const lost = Object.keys(failures).filter((message) => LOST_AUTHORISATION.test(message));
	checks.that('nothing had to be authorised again', lost.length === 0, lost);
}
