import { createHash } from 'crypto';

import type { ExceptionCode } from '../../shared/exceptions';
import { stateOfCancellation, type Cancellation } from './cancellation';

/** The seller's answer to a buyer's request. */
export type Decision = 'approve' | 'reject';

export type AnswerPlan =
	/** These wait for an answer. */
	| { kind: 'answer'; open: Cancellation[] }
	/** The request has had this answer already. */
	| { kind: 'done'; cancellation: Cancellation }
	| { kind: 'impossible'; code: ExceptionCode; message: string };

/**
 * What there is to do for an answer (TikTok Shop API §4.9). Requests of the buyer that wait get the answer; where none waits, the
 * newest one says what has become of it.
 *
 * @param found  the cancellations of an order, or one of them; newest change first
 * @param of     what was asked for, e.g. "order 576…"
 */
export function planAnswer(
	found: readonly Cancellation[],
	decision: Decision,
	of: string,
): AnswerPlan {
	const open = found.filter((each) => stateOfCancellation(each) === 'open' && !isOwn(each));
	if (open.length > 0) return { kind: 'answer', open };
	const unknown = found.find((each) => stateOfCancellation(each) === 'unknown');
	if (unknown) {
		const { cancelId, cancelStatus } = unknown;
		const problem = `the status ${cancelStatus}, which the API does not describe`;
		return impossible('ORDER_UNREADABLE', `The cancellation ${cancelId} of ${of} has ${problem}.`);
	}
	const newest = found.find((each) => stateOfCancellation(each) !== 'open');
	if (!newest) {
		const message = `There is no request of the buyer to cancel ${of}.`;
		return impossible('CANCELLATION_NOT_FOUND', message);
	}
	if (stateOfCancellation(newest) === stateAfter(decision)) {
		return { kind: 'done', cancellation: newest };
	}
	return impossible('CANCELLATION_CLOSED', closedMessage(newest, decision));
}

/** The state that a request has after an answer. */
function stateAfter(decision: Decision): 'approved' | 'closed' {
	return decision === 'approve' ? 'approved' : 'closed';
}

/** A request of the seller or of TikTok Shop is none that the seller answers. */
function isOwn({ role }: Cancellation): boolean {
	return role === 'SELLER' || role === 'SYSTEM';
}

function impossible(code: ExceptionCode, message: string): AnswerPlan {
	return { kind: 'impossible', code, message };
}

function closedMessage({ orderId, cancelId }: Cancellation, decision: Decision): string {
	return decision === 'approve'
		? `The request ${cancelId} to cancel order ${orderId} was rejected or taken back, so it cannot be approved any more.`
		: `Order ${orderId} is cancelled (cancellation ${cancelId}), so the request cannot be rejected any more.`;
}

/**
 * The idempotency key of an answer: a UUID made of cancellation and decision, so that a repeated call has the same one and is
 * carried out once (TikTok Shop API §4.9). It has the form of a UUID of version 5, which is one that is made of a name.
 */
export function idempotencyKeyOf(cancelId: string, decision: Decision): string {
	const digest = createHash('sha256').update(`cancellation ${cancelId} ${decision}`).digest();
	digest[6] = (digest[6] & 0x0f) | 0x50;
	digest[8] = (digest[8] & 0x3f) | 0x80;
	const hex = digest.toString('hex');
	const at = (from: number, to: number) => hex.slice(from, to);
	return [at(0, 8), at(8, 12), at(12, 16), at(16, 20), at(20, 32)].join('-');
}
