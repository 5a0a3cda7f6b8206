import { difference } from 'lodash';

import type { Fields } from '../../../shared/fields';
import { isFields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	refusal,
	textOf,
} from '../../../shared/liveCheck/step';
import { readCancellation, stateOfCancellation } from '../../cancellations/cancellation';
import { readOrders } from './details';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';

const BASE = '/return_refund/202309';
const PATH = `${BASE}/cancellations/search`;
const FIELDS = ['cancel_id', 'order_id', 'cancel_type', 'cancel_status', 'role', 'update_time'];
const PENDING = 'CANCELLATION_REQUEST_PENDING';

/** Searches cancellations, and looks at requests that wait for the seller (TikTok Shop API §4.9). */
export const cancellations: Step = {
	name: 'cancellations',
	title: 'Search cancellations',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings } = context;
		const answer = await searchCancellations(context);
		if (!answer.ok) {
			assertJudgeable(context, answer);
			findings.refute('cancellation-search', `${refusal(context, answer)}.`, answer.call);
			return;
		}
		const rows = objectsIn(dataOf(context, answer).cancellations);
		if (rows.length === 0) {
			findings.notSeen(
				'cancellation-search',
				'The search is answered; the shop has no cancellation.',
			);
			return;
		}
		const missing = rows.flatMap((row) => missingFields(row, FIELDS));
		const unreadable = rows.filter((row) => readCancellation(row).fault);
		const note =
			missing.length > 0
				? `Missing in some: ${listed(missing)}.`
				: `${rows.length} rows, ${unreadable.length} of them cannot be read.`;
		const isRead = missing.length === 0 && unreadable.length === 0;
		findings.decide('cancellation-search', isRead, note, answer.call);
		checkStatuses(context, rows, answer.call);
		await checkByOrder(context, rows);
		await checkRequest(context, rows, answer.call);
	},
};

/** Search Cancellations; without a filter there is no body. */
export async function searchCancellations(
	{ tiktok, state, signal }: Context,
	filter?: { order_ids: string[] },
): Promise<Answer> {
	const { cipher } = shopOf({ state });
	const query = { page_size: '50', sort_field: 'update_time', sort_order: 'DESC' };
	const body = filter ? { body: filter } : {};
	return await tiktok.call({ method: 'POST', path: PATH, cipher, query, ...body }, signal);
}

/** Words of the service; anything else in their place may be a value. */
const words = (rows: readonly Fields[], name: string): string[] =>
	rows.map((row) => textOf(row[name])).filter((word) => /^[A-Z_]{1,40}$/.test(word));

function checkStatuses({ findings }: Context, rows: readonly Fields[], call: string): void {
	const unknown = rows.filter((row) => {
		const { cancellation } = readCancellation(row);
		return cancellation && stateOfCancellation(cancellation) === 'unknown';
	});
	const types = difference(words(rows, 'cancel_type'), ['BUYER_CANCEL', 'CANCEL']);
	const seen = listed([...words(rows, 'cancel_status'), ...words(rows, 'cancel_type')]);
	const others = [...words(unknown, 'cancel_status'), ...types];
	const isKnown = unknown.length === 0 && types.length === 0;
	const note = isKnown ? `Seen: ${seen}.` : `Others: ${listed(others) || 'of another form'}.`;
	findings.decide('cancellation-statuses', isKnown, note, call);
}

async function checkByOrder(context: Context, rows: readonly Fields[]): Promise<void> {
	const { findings } = context;
	const orders = new Set(rows.map(({ order_id: id }) => textOf(id)));
	const wanted = textOf(rows[0].order_id);
	const answer = await searchCancellations(context, { order_ids: [wanted] });
	const found = objectsIn(dataOf(context, answer).cancellations).map(({ order_id: id }) =>
		textOf(id),
	);
	const isOnly = found.length > 0 && found.every((id) => id === wanted);
	if (isOnly && orders.size === 1) {
		findings.notSeen('cancellation-by-order', 'All cancellations are of one order.');
		return;
	}
	const note = `${found.length} rows, ${found.filter((id) => id !== wanted).length} of them of other orders.`;
	findings.decide('cancellation-by-order', isOnly, note, answer.call);
}

/** What a request that waits says of itself, of its order, and of the reasons to reject it. */
async function checkRequest(
	context: Context,
	rows: readonly Fields[],
	call: string,
): Promise<void> {
	const { findings } = context;
	const request = rows.find(
		(row) => row.cancel_status === PENDING && row.cancel_type === 'BUYER_CANCEL',
	);
	if (!request) {
		for (const id of ['cancel-deadline', 'cancel-request-flag', 'reject-reasons'] as const) {
			findings.notSeen(id, 'No request of a buyer waits for the seller.');
		}
		return;
	}
	const respondBy = readCancellation(request).cancellation?.respondBy;
	const deadline = `The request ${respondBy ? 'says' : 'does not say'} until when.`;
	findings.decide('cancel-deadline', respondBy !== undefined, deadline, call);
	const answer = await readOrders(context, [textOf(request.order_id)]);
	const [order] = objectsIn(dataOf(context, answer).orders);
	if (order) {
		const isTold = order.is_buyer_request_cancel === true;
		const note = `The order ${isTold ? 'says so' : 'does not say so'}.`;
		findings.decide('cancel-request-flag', isTold, note, answer.call);
	}
	const reasons = await rejectReasons(context, textOf(request.cancel_id));
	if (!reasons.answer.ok) assertJudgeable(context, reasons.answer);
	const count = reasons.answer.ok
		? `${reasons.names.length} reasons in \`${reasons.list}\`.`
		: `${refusal(context, reasons.answer)}.`;
	findings.decide('reject-reasons', reasons.names.length > 0, count, reasons.answer.call);
}

/** Get Reject Reasons: names of the reasons that are allowed for a request. */
export async function rejectReasons(
	{ tiktok, state, signal }: Context,
	cancelId: string,
): Promise<{ answer: Answer; list: string; names: string[] }> {
	const { cipher } = shopOf({ state });
	const query = { return_or_cancel_id: cancelId };
	const path = `${BASE}/reject_reasons`;
	const answer = await tiktok.call({ method: 'GET', path, cipher, query }, signal);
	const data = isFields(answer.data) ? answer.data : {};
	const list = ['reasons', 'reject_reasons'].find((name) => Array.isArray(data[name])) ?? 'no list';
	const names = objectsIn(data[list]).map(({ name }) => textOf(name));
	return { answer, list, names: names.filter(Boolean) };
}
