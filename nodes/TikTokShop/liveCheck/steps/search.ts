import { minBy } from 'lodash';

import { stageOf } from '../../orders/orderStatus';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import { readOrders } from './details';
import {
	dataOf,
	listed,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';

const PATH = '/order/202309/orders/search';
const DAY = 24 * 60 * 60;
const LOOK_BACK = 30 * DAY;
/** Rows a page for the look at page tokens: small, so that a shop with few orders has several pages. */
const SMALL_PAGE = 2;
const MOST_PAGES = 5;
/** Statuses that a search might leave out unless it is asked for them. */
const EASILY_LEFT_OUT = ['ON_HOLD', 'AWAITING_SHIPMENT', 'CANCELLED', 'COMPLETED'];
/** A second in which TikTok Shop had no shops abroad. */
const LONG_AGO = 1_420_070_400;

type Query = Partial<Record<'page_size' | 'sort_order' | 'page_token', string>>;

/** Searches orders in ways that show window, order, pages and filter (TikTok Shop API §4.2). */
export const search: Step = {
	name: 'search',
	title: 'Search the orders of the last 30 days',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 90_000,
	async run(context) {
		const { findings, state, now } = context;
		const until = Math.floor(now() / 1_000) + 1;
		const window = { update_time_ge: until - LOOK_BACK, update_time_lt: until };
		await emptySearch(context);
		const first = await searched(context, window, { page_size: '50', sort_order: 'DESC' });
		const rows = rowsOf(context, first);
		state.rows = rows;
		if (rows.length === 0) throw new StepEnded('The shop has no order of the last 30 days.');
		checkStatuses(context, rows, first.call);
		await checkWindow(context, rows);
		await checkSorted(context, window);
		await checkPages(context, window);
		await checkStatusFilter(context, window, rows);
		await checkAnyStatus(context, window, rows);
		if (rows.length < SMALL_PAGE + 1) {
			const few = `The shop has ${rows.length} order(s) of the last 30 days; three are needed.`;
			for (const id of ['search-sorted', 'page-tokens'] as const) findings.notSeen(id, few);
		}
	},
};

async function searched(context: Context, body: object, query: Query = {}): Promise<Answer> {
	const { tiktok, signal } = context;
	const { cipher } = shopOf(context);
	const sorted = { page_size: '100', sort_field: 'update_time', sort_order: 'DESC', ...query };
	return await tiktok.call({ method: 'POST', path: PATH, cipher, query: sorted, body }, signal);
}

const rowsOf = (context: Context, answer: Answer): Fields[] =>
	objectsIn(dataOf(context, answer).orders);

const idsOf = (rows: readonly Fields[]): string[] => rows.map(({ id }) => textOf(id));

async function emptySearch(context: Context): Promise<void> {
	const window = { update_time_ge: LONG_AGO, update_time_lt: LONG_AGO + 1 };
	const answer = await searched(context, window);
	const { findings } = context;
	if (!answer.ok) {
		// The other searches show whether all are refused.
		const other = await searched(context, {}, { page_size: '1' });
		if (!other.ok) throw new StepEnded(refusal(context, other));
		assertJudgeable(context, answer);
		findings.refute('nothing-found', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const { orders } = dataOf(context, answer);
	const isEmpty =
		orders === undefined || orders === null || (Array.isArray(orders) && orders.length === 0);
	const note = `\`orders\` is ${orders === undefined ? 'left out' : isEmpty ? 'empty' : 'not empty'}.`;
	findings.decide('nothing-found', isEmpty, note, answer.call);
}

function checkStatuses({ findings }: Context, rows: readonly Fields[], call: string): void {
	const words = rows.flatMap((row) => [
		textOf(row.status),
		...objectsIn(row.line_items).map(({ display_status: status }) => textOf(status)),
	]);
	const unknown = words.filter((status) => status !== '' && !stageOf({ status }));
	const shown = unknown.filter((status) => /^[A-Z_]{1,40}$/.test(status));
	const note = unknown.length > 0 ? `Others: ${listed(shown)}.` : `Seen: ${listed(words)}.`;
	findings.decide('order-statuses', unknown.length === 0, note, call);
}

/** Half-open: the start belongs to the window, the end does not. Tried at the time of an order that has not moved for longest. */
async function checkWindow(context: Context, rows: readonly Fields[]): Promise<void> {
	const { findings } = context;
	const oldest = minBy(rows, ({ update_time: time }) => Number(time));
	const id = textOf(oldest?.id);
	// Milliseconds would be a finding of their own; the window takes what the service gives.
	const time = Number(oldest?.update_time);
	if (!Number.isSafeInteger(time)) throw new StepEnded('Orders have no update_time.');
	const from = await searched(context, { update_time_ge: time, update_time_lt: time + 1 });
	const found = rowsOf(context, from);
	const isIn = idsOf(found).includes(id);
	const note = `An order changed in the first second of the window is ${isIn ? 'found' : 'not found'}.`;
	if (!isIn && (await hasMoved(context, id, time))) {
		throw new StepEnded('The order of the try was changed meanwhile.');
	}
	findings.decide('window-start', isIn, note, from.call);
	const { next_page_token: next } = dataOf(context, from);
	const isLast = found.length < 100;
	if (isLast) {
		const words = next === undefined ? 'no token' : next === '' ? 'an empty token' : 'a token';
		findings.decide('last-page', !next, `A page that is not full has ${words}.`, from.call);
	}
	const to = await searched(context, { update_time_ge: time - 1, update_time_lt: time });
	const isAtEnd = idsOf(rowsOf(context, to)).includes(id);
	const words = `An order changed in the second in which the window ends is ${isAtEnd ? 'found' : 'not found'}.`;
	findings.decide('window-end', !isAtEnd, words, to.call);
}

/** Whether an order was changed since the search. */
async function hasMoved(context: Context, id: string, time: number): Promise<boolean> {
	const [order] = objectsIn(dataOf(context, await readOrders(context, [id])).orders);
	return Number(order?.update_time) > time;
}

async function checkSorted(context: Context, window: object): Promise<void> {
	const answer = await searched(context, window, { page_size: '20', sort_order: 'ASC' });
	const times = rowsOf(context, answer).map(({ update_time: time }) => Number(time));
	if (new Set(times).size < 2) return;
	const isSorted = times.every((time, index) => index === 0 || time >= times[index - 1]);
	const note = `${times.length} rows, ${isSorted ? 'oldest change first' : 'in another order'}.`;
	context.findings.decide('search-sorted', isSorted, note, answer.call);
}

async function checkPages(context: Context, window: object): Promise<void> {
	const seen = new Set<string>();
	let token = '';
	let pages = 0;
	for (; pages < MOST_PAGES; pages++) {
		const query: Query = {
			page_size: String(SMALL_PAGE),
			sort_order: 'ASC',
			...(token ? { page_token: token } : {}),
		};
		const answer = await searched(context, window, query);
		if (!answer.ok && pages > 0) {
			assertJudgeable(context, answer);
			context.findings.refute('page-tokens', `${refusal(context, answer)}.`, answer.call);
			return;
		}
		const ids = idsOf(rowsOf(context, answer));
		const repeated = ids.filter((id) => seen.has(id));
		if (repeated.length > 0) {
			const note = `Page ${pages + 1} repeats ${repeated.length} of ${ids.length} rows.`;
			context.findings.refute('page-tokens', note, answer.call);
			return;
		}
		for (const id of ids) seen.add(id);
		token = textOf(dataOf(context, answer).next_page_token);
		if (token === '') break;
	}
	if (pages === 0) return;
	const note = `${seen.size} rows on ${Math.min(pages + 1, MOST_PAGES)} pages, none twice.`;
	context.findings.confirm('page-tokens', note, `POST ${PATH}`);
}

async function checkStatusFilter(
	context: Context,
	window: object,
	rows: readonly Fields[],
): Promise<void> {
	const statuses = [...new Set(rows.map(({ status }) => textOf(status)))];
	// A status that most orders have would show nothing.
	const status = minBy(statuses, (each) => rows.filter((row) => row.status === each).length) ?? '';
	const answer = await searched(context, { ...window, order_status: status });
	const others = rowsOf(context, answer).filter((row) => row.status !== status);
	const { findings } = context;
	if (others.length > 0) {
		findings.refute('one-status', `${others.length} rows have another status.`, answer.call);
	} else if (statuses.length > 1) {
		findings.confirm('one-status', `Asked for ${status}, and got no other.`, answer.call);
	} else {
		findings.notSeen('one-status', 'All orders have the same status.');
	}
}

/** What a search for one status finds is also found without a status. */
async function checkAnyStatus(
	context: Context,
	window: { update_time_lt: number },
	rows: readonly Fields[],
): Promise<void> {
	const { findings } = context;
	const known = new Set(idsOf(rows));
	const oldest = Math.min(...rows.map(({ update_time: time }) => Number(time)));
	const seen: string[] = [];
	for (const status of EASILY_LEFT_OUT) {
		const answer = await searched(context, { ...window, order_status: status });
		// Older than the last row of a full page it would not be on it.
		const found = rowsOf(context, answer).filter(
			(row) => row.status === status && Number(row.update_time) > oldest,
		);
		if (found.length > 0) seen.push(status);
		// One that has come in meanwhile is no finding.
		const absent = found.filter(
			({ id, update_time: time }) =>
				!known.has(textOf(id)) && Number(time) < window.update_time_lt - 60,
		);
		if (absent.length === 0) continue;
		const note = `${absent.length} of ${found.length} orders with ${status} are found only when asked for.`;
		findings.refute('any-status', note, answer.call);
		return;
	}
	if (seen.length < 2) findings.notSeen('any-status', 'The orders have too few statuses.');
	else findings.confirm('any-status', `Found without asking: ${listed(seen)}.`, `POST ${PATH}`);
}
