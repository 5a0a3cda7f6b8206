import { isFields } from '../../shared/fields';
import { orderException, type ExceptionCode, type OrderException } from '../../shared/exceptions';
import { scalarText } from '../../shared/redact';
import { writeOnce } from '../../shared/writeOnce';
import { shopLabel, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import { faultOf } from '../transport/errors';
import { UnreadableList } from '../transport/listIn';
import { apiPath } from '../transport/path';
import type { Cancellation } from './cancellation';
import { idempotencyKeyOf, planAnswer, type Decision } from './decide';
import { searchCancellations, type CancellationQuery } from './search';

/** Calls for one answer at most; each that leaves it open is followed by a read. */
const MOST_WRITES = 4;
/** An answer that was taken may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;
const MOST_READS = 3;

/** Whose request is answered. */
export type RequestOf = { orderId: string } | { cancelId: string };

export interface SellerAnswer {
	decision: Decision;
	/** Name of a reason that TikTok Shop allows for this cancellation; needed to reject. */
	rejectReason?: string;
	/** Words of the seller beside the reason. */
	comment?: string;
}

export interface AnsweredCancellation extends Cancellation {
	decision: Decision;
	/** Whether it was answered now; false: it had this answer before. */
	answered: boolean;
	/** Whether TikTok Shop shows the answer; false: it has taken it, and does not show it yet. */
	confirmed: boolean;
}

/** A request that cannot be answered, alone. */
export class NotAnswered extends Error {
	constructor(readonly exception: OrderException) {
		super(exception.message);
	}
}

/**
 * Answers the buyer's open requests to cancel an order, each once, however often the node is asked for it (TikTok Shop API §4.9). The
 * request is looked up first; each call has the same idempotency key when it is repeated, and a lost answer is read back.
 *
 * @throws NotAnswered      there is no such request, it has come to another end, or TikTok Shop refuses the answer
 * @throws TikTokShopError  what is not about this request: token, shop, outage
 */
export async function answerRequest(
	connection: Connection,
	shop: Shop,
	asked: RequestOf,
	answer: SellerAnswer,
): Promise<AnsweredCancellation[]> {
	const answering = new Answering(connection, shop, answer);
	const plan = await answering.plan(asked);
	const { decision } = answer;
	if (plan.kind === 'done') {
		return [{ ...plan.cancellation, decision, answered: false, confirmed: true }];
	}
	const answered: AnsweredCancellation[] = [];
	for (const open of plan.open) answered.push(await answering.answer(open));
	return answered;
}

class Answering {
	constructor(
		private readonly connection: Connection,
		private readonly shop: Shop,
		private readonly given: SellerAnswer,
	) {}

	/** @throws NotAnswered when there is nothing to answer */
	async plan(asked: RequestOf) {
		const of = 'orderId' in asked ? `order ${asked.orderId}` : `cancellation ${asked.cancelId}`;
		const query: CancellationQuery =
			'orderId' in asked ? { order_ids: [asked.orderId] } : { cancel_ids: [asked.cancelId] };
		const { found, unreadable } = await this.search(query, of);
		if (unreadable.length > 0) {
			const [{ problem }] = unreadable;
			const message = `A cancellation of ${of} of ${shopLabel(this.shop)} cannot be read: ${problem}.`;
			throw notAnswered('ORDER_UNREADABLE', message, { problem });
		}
		const cancellations = found.map(({ cancellation }) => cancellation);
		const plan = planAnswer(cancellations, this.given.decision, of);
		if (plan.kind !== 'impossible') return plan;
		const message =
			plan.code === 'CANCELLATION_NOT_FOUND'
				? `${shopLabel(this.shop)}: ${plan.message}`
				: plan.message;
		throw notAnswered(plan.code, message, asked);
	}

	async answer(open: Cancellation): Promise<AnsweredCancellation> {
		const { decision, rejectReason } = this.given;
		if (decision === 'reject' && !rejectReason) {
			const message = `The request ${open.cancelId} to cancel order ${open.orderId} is not rejected without a reason.`;
			throw await this.refusal(message, open);
		}
		let shown: Cancellation | undefined;
		let isRefused = false;
		const notWritten = await writeOnce(
			[open],
			{
				write: async () => await this.send(open),
				stillMissing: async () => {
					shown = await this.shownAnswer(open);
					return shown ? [] : [open];
				},
				after: (failure) => {
					if (!(failure instanceof TikTokShopError)) return undefined;
					const { mayHaveBeenAccepted, temporary, apiError } = failure;
					// The same idempotency key is not carried out twice.
					if (mayHaveBeenAccepted) return { readBackAfterMs: READ_BACK_AFTER_MS, retryAfterMs: 0 };
					if (temporary || faultOf(apiError) !== 'item') return undefined;
					// Somebody may have given the same answer meanwhile.
					isRefused = true;
					return { readBackAfterMs: 0 };
				},
			},
			{ attempts: MOST_WRITES },
			this.connection,
		);
		if (notWritten) throw await this.asRefusal(notWritten.failure, open);
		shown ??= await this.confirmation(open);
		return {
			...(shown ?? open),
			decision,
			answered: !isRefused,
			confirmed: shown !== undefined,
		};
	}

	private async send({ cancelId }: Cancellation): Promise<void> {
		const { decision, rejectReason, comment } = this.given;
		const path =
			decision === 'approve'
				? apiPath`/return_refund/202309/cancellations/${cancelId}/approve`
				: apiPath`/return_refund/202309/cancellations/${cancelId}/reject`;
		const body = { reject_reason: rejectReason, ...(comment ? { comment } : {}) };
		await this.connection.write<unknown>({
			method: 'POST',
			path,
			cipher: this.shop.cipher,
			query: { idempotency_key: idempotencyKeyOf(cancelId, decision) },
			...(decision === 'reject' ? { body } : {}),
		});
	}

	/** The request as it shows the answer; undefined while it shows none. */
	private async shownAnswer({ cancelId }: Cancellation): Promise<Cancellation | undefined> {
		const plan = await this.plan({ cancelId });
		return plan.kind === 'done' ? plan.cancellation : undefined;
	}

	/** After an answer that was taken: what TikTok Shop shows in the end. That it cannot be read makes nothing undone. */
	private async confirmation(open: Cancellation): Promise<Cancellation | undefined> {
		for (let read = 1; read <= MOST_READS; read++) {
			if (read > 1) await this.connection.pause(READ_BACK_AFTER_MS * read);
			const shown = await this.shownAnswer(open).catch((failure: unknown) => {
				if (failure instanceof TikTokShopError && failure.temporary) return undefined;
				throw failure;
			});
			if (shown) return shown;
		}
		return undefined;
	}

	private async search(query: CancellationQuery, of: string) {
		try {
			return await searchCancellations(this.connection, this.shop.cipher, query);
		} catch (failure) {
			if (!(failure instanceof UnreadableList)) return await Promise.reject(failure as Error);
			const message = `The cancellations of ${of} cannot be read. ${failure.message}`;
			throw notAnswered('ORDER_UNREADABLE', message);
		}
	}

	private async asRefusal(failure: unknown, open: Cancellation): Promise<Error> {
		if (!(failure instanceof TikTokShopError) || failure.temporary) return failure as Error;
		const { code, requestId } = failure.apiError;
		return await this.refusal(failure.message, open, { tikTokCode: code, requestId });
	}

	/** Names the reasons that TikTok Shop allows, where one was to be given. */
	private async refusal(
		message: string,
		{ cancelId, orderId, respondBy }: Cancellation,
		details: Record<string, unknown> = {},
	): Promise<NotAnswered> {
		const facts = { cancelId, orderId, ...(respondBy ? { respondBy } : {}), ...details };
		if (this.given.decision === 'approve')
			return notAnswered('CANCELLATION_REFUSED', message, facts);
		const allowed = await this.allowedReasons(cancelId);
		const hint =
			allowed.length > 0
				? `Reasons that TikTok Shop allows for this request: ${allowed.join(', ')}.`
				: undefined;
		const more = { ...facts, allowedReasons: allowed };
		return notAnswered('CANCELLATION_REFUSED', message, more, hint);
	}

	/** Get Reject Reasons (TikTok Shop API §4.9); none where TikTok Shop does not say. */
	private async allowedReasons(cancelId: string): Promise<string[]> {
		const { connection, shop } = this;
		const data = await connection
			.read<unknown>({
				method: 'GET',
				path: '/return_refund/202309/reject_reasons',
				cipher: shop.cipher,
				query: { return_or_cancel_id: cancelId },
				attempts: 1,
			})
			.catch((failure: unknown) => {
				if (failure instanceof TikTokShopError) return undefined;
				throw failure;
			});
		const { reasons, reject_reasons: rejectReasons } = isFields(data) ? data : {};
		const list: unknown[] = [reasons, rejectReasons].find(Array.isArray) ?? [];
		return list.map((entry) => (isFields(entry) ? scalarText(entry.name) : '')).filter(Boolean);
	}
}

function notAnswered(
	code: ExceptionCode,
	message: string,
	details: Record<string, unknown> = {},
	hint?: string,
): NotAnswered {
	return new NotAnswered(orderException(code, message, details, hint));
}
