import { SECOND_MS } from '../../../shared/durations';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	confirmByName,
	dataOf,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
	within,
} from '../../../shared/liveCheck/step';
import { idempotencyKeyOf, type Decision } from '../../cancellations/decide';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';
import { rejectReasons, searchCancellations } from './cancellations';
import { orderNow } from './ship';

const READ_BACK_MS = 30 * SECOND_MS;
const BASE = '/return_refund/202309/cancellations';
const REASON = 'seller_cancel_reason_out_of_stock';

/** Asked before an order is cancelled. */
const CANCELS = 'The order will be cancelled. Type the name of the shop to go on';

/**
 * Rejects or approves the buyer's request for the one order that may be cancelled, and cancels it as its seller (TikTok Shop API §4.9).
 * At the end the order is cancelled.
 */
export const cancelOrder: Step = {
	name: 'cancelOrder',
	title: 'Cancel an order',
	service: 'TikTok Shop',
	access: 'write',
	limitMs: 5 * 60 * SECOND_MS,
	async run(context) {
		const { cancelOrderId, approve } = context.choices;
		if (cancelOrderId === '') throw new StepEnded('No order that may be cancelled was given.');
		const { name } = shopOf(context);
		const { status } = await orderNow(context, cancelOrderId);
		if (!['ON_HOLD', 'AWAITING_SHIPMENT'].includes(textOf(status))) {
			throw new StepEnded('The order does not wait any more.');
		}
		const request = await pendingRequest(context);
		await confirmByName(context, CANCELS, name);
		for (const id of ['approve-request', 'reject-request'] as const) {
			const why = request
				? 'The request was answered in the other way.'
				: 'No buyer asks to cancel this order.';
			if (!request || (id === 'approve-request') !== approve) context.findings.notSeen(id, why);
		}
		if (request && approve) {
			await answerRequest(context, request, 'approve', {});
			throw new StepEnded('The order was cancelled by approving its request.');
		}
		if (request) {
			const { names } = await rejectReasons(context, request);
			if (names.length === 0) throw new StepEnded('There is no reason to reject the request with.');
			await answerRequest(context, request, 'reject', { reject_reason: names[0] });
		}
		await cancel(context);
	},
};

async function rowsOf(context: Context): Promise<Fields[]> {
	const answer = await searchCancellations(context, {
		order_ids: [context.choices.cancelOrderId],
	});
	return objectsIn(dataOf(context, answer).cancellations);
}

async function pendingRequest(context: Context): Promise<string | undefined> {
	const request = (await rowsOf(context)).find(
		(row) => row.cancel_status === 'CANCELLATION_REQUEST_PENDING',
	);
	return request && textOf(request.cancel_id);
}

/** Answers the request, twice with the same idempotency key, and looks whether the search shows it. */
async function answerRequest(
	context: Context,
	cancelId: string,
	decision: Decision,
	body: Record<string, string>,
): Promise<void> {
	const { findings, tiktok, signal } = context;
	const { cipher } = shopOf(context);
	const send = async (): Promise<Answer> =>
		await tiktok.call(
			{
				method: 'POST',
				path: `${BASE}/${cancelId}/${decision}`,
				shownPath: `${BASE}/{cancel_id}/${decision}`,
				cipher,
				query: { idempotency_key: idempotencyKeyOf(cancelId, decision) },
				...(decision === 'reject' ? { body } : {}),
			},
			signal,
		);
	const id = `${decision}-request` as const;
	const answer = await send();
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute(id, `${refusal(context, answer)}.`, answer.call);
		throw new StepEnded('The request could not be answered.');
	}
	const again = await send();
	const isShown = await within(context, READ_BACK_MS, 2 * SECOND_MS, async () =>
		(await pendingRequest(context)) === undefined ? true : undefined,
	);
	const repeated = again.ok ? 'taken once more' : `refused with ${again.code} the second time`;
	const note = `It is taken, and ${repeated}; the search ${isShown ? 'shows' : 'does not show'} it within 30 seconds.`;
	findings.decide(id, isShown === true, note, answer.call);
}

async function cancel(context: Context): Promise<void> {
	const { choices, findings, tiktok, signal } = context;
	const { cipher } = shopOf(context);
	const body = { order_id: choices.cancelOrderId, cancel_reason: choices.cancelReason || REASON };
	const answer = await tiktok.call({ method: 'POST', path: BASE, cipher, body }, signal);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute('cancel-order', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const order = await within(context, READ_BACK_MS, 2 * SECOND_MS, async () => {
		const now = await orderNow(context, choices.cancelOrderId);
		return now.status === 'CANCELLED' ? now : undefined;
	});
	const note = `It is taken; the order ${order ? 'is' : 'is not'} CANCELLED within 30 seconds.`;
	findings.decide('cancel-order', order !== undefined, note, answer.call);
}
