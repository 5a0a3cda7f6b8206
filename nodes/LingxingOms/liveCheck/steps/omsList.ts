import { minBy } from 'lodash';

import { TOO_MANY_ROWS } from '../../transport/errors';
import { ASSUMED_ZONE, fromOmsTime, toOmsTime } from '../../transport/time';
import { DAY_MS } from '../../../shared/durations';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, type Context, type Step } from '../context';

export const LIST = '/v1/outboundOrder/pageList';
const WINDOW_MS = 30 * DAY_MS;
/** Hours that a time zone can differ from the assumed one. */
const ZONES_MS = DAY_MS;
const FIELDS = ['outboundOrderNo', 'status', 'orderCreateTime'];

/** Lists the outbound orders of the last 30 days (OMS API §1.3, §1.6). */
export const omsList: Step = {
	name: 'omsList',
	title: 'List the outbound orders of the last 30 days',
	service: 'OMS',
	access: 'read',
	limitMs: 90_000,
	async run(context) {
		const { findings, state, now } = context;
		const to = now() + ZONES_MS;
		const answer = await listOf(context, { from: to - WINDOW_MS, to });
		const rows = objectsIn(dataOf(context, answer).records);
		state.outboundRows = rows;
		await wideWindow(context);
		if (rows.length === 0)
			throw new StepEnded('The account has no outbound order of the last 30 days.');
		const problems = rows.flatMap((row) => [
			...missingFields(row, FIELDS),
			...(fromOmsTime(row.orderCreateTime, ASSUMED_ZONE) === undefined
				? ['orderCreateTime in another form']
				: []),
		]);
		// Orders made in the OMS's web pages may have none.
		if (rows.every((row) => textOf(row.thirdOrderNo) === '')) problems.push('thirdOrderNo');
		const note =
			problems.length > 0 ? `Not as assumed: ${listed(problems)}.` : `${rows.length} rows.`;
		findings.decide('oms-list-fields', problems.length === 0, note, answer.call);
		checkStatuses(context, rows, answer.call);
		await checkWindow(context, rows);
		await checkPages(context, { from: to - WINDOW_MS, to });
	},
};

interface Window {
	from: number;
	to: number;
}

async function listOf(
	context: Context,
	{ from, to }: Window,
	page = 1,
	pageSize = 50,
): Promise<Answer> {
	const { oms, signal } = context;
	const data = {
		page,
		pageSize,
		timeType: 'orderCreateTime',
		startTime: toOmsTime(from, ASSUMED_ZONE),
		endTime: toOmsTime(to, ASSUMED_ZONE),
	};
	return await oms.call({ path: LIST, data }, signal);
}

async function wideWindow(context: Context): Promise<void> {
	const to = context.now() + ZONES_MS;
	const answer = await listOf(context, { from: to - 3_650 * DAY_MS, to });
	if (answer.code !== TOO_MANY_ROWS) assertJudgeable(context, answer);
	const note = answer.ok ? 'It is answered.' : `${refusal(context, answer)}.`;
	context.findings.decide(
		'oms-wide-window',
		answer.ok || answer.code === TOO_MANY_ROWS,
		note,
		answer.call,
	);
}

function checkStatuses({ findings }: Context, rows: readonly Fields[], call: string): void {
	const statuses = rows.map(({ status }) => textOf(status));
	const unknown = statuses.filter((status) => !/^[0-7]$/.test(status));
	const note =
		unknown.length > 0
			? `${unknown.length} rows have another one.`
			: `Seen: ${listed(statuses.sort())}.`;
	findings.decide('oms-statuses', unknown.length === 0, note, call);
}

/** Compares texts of the OMS with texts of the OMS, so that the time zone does not matter. */
async function checkWindow(context: Context, rows: readonly Fields[]): Promise<void> {
	const { findings } = context;
	const timeOf = (row: Fields | undefined): number | undefined =>
		fromOmsTime(row?.orderCreateTime, ASSUMED_ZONE);
	const oldest = minBy(rows, timeOf);
	const time = timeOf(oldest);
	if (time === undefined) return;
	const number = textOf(oldest?.outboundOrderNo);
	const isIn = async (window: Window): Promise<boolean> => {
		const answer = await listOf(context, window);
		const found = objectsIn(dataOf(context, answer).records);
		return found.some((row) => textOf(row.outboundOrderNo) === number);
	};
	// A second wider, because the OMS may store fractions of seconds.
	const inside = await isIn({ from: time - 1_000, to: time + 1_000 });
	const before = await isIn({ from: time - DAY_MS, to: time - 60_000 });
	const note = `An order is ${inside ? 'found' : 'not found'} at its time, and ${before ? 'found' : 'not found'} in a window that ends before.`;
	findings.decide('oms-window', inside && !before, note, `POST ${LIST}`);
}

async function checkPages(context: Context, window: Window): Promise<void> {
	const { findings } = context;
	const [first, second] = [
		await listOf(context, window, 1, 1),
		await listOf(context, window, 2, 1),
	];
	const pages = [first, second].map((answer) => dataOf(context, answer));
	const total = Number(pages[0].total);
	const [a, b] = pages.map(({ records }) => objectsIn(records));
	if (total === 1) {
		findings.notSeen('oms-pages', 'There is one outbound order; two are needed.');
		return;
	}
	const isOther = a.length === 1 && b.length === 1 && a[0].outboundOrderNo !== b[0].outboundOrderNo;
	const note = `Of a list of ${Number.isInteger(total) ? total : 'unknown'} rows, page 1 and page 2 have ${isOther ? 'different rows' : `${a.length} and ${b.length} rows, or the same one`}.`;
	findings.decide('oms-pages', isOther && total >= 2, note, first.call);
}
