import { chunk } from 'lodash';

import {
	AlikeFailures,
	answerOf,
	mayBeAboutOneItem,
	settleByHalves,
	type Unsettled,
} from './halve';
import { orNothing, write, writeDelay } from './write';
import { numberOf, rowsOf, textOf, type Fields } from '../transport/json';
import { WRITE_RETRY, type OmsConnection, type OmsError } from '../transport/connection';
import { isShort } from '../../shared/retry';
import { writeOnce, type AfterFailure } from '../../shared/writeOnce';

export interface Cancellation {
	outboundOrderNo: string;
	thirdOrderNo: string;
	/** `pending`: the warehouse had not answered within the wait. */
	result: 'cancelled' | 'refused' | 'pending';
	/** Why the OMS or the warehouse refused, or why it is open whether the OMS took the request; empty otherwise. */
	reason: string;
}

const CANCEL = '/v1/outboundOrder/cancel';
const RESULT = '/v1/outboundOrder/selectBizStatus';
const BATCH = 50;
/** The first reads come soon, later ones every three seconds (OMS API §1.6: one client asks 8 × 3 s). */
const FIRST_LOOK_MS = 500;
const LOOK_EVERY_MS = 3_000;

/** Row status of `cancel` and `selectBizStatus` (OMS API §1.6). */
const RESULTS: ReadonlyArray<Cancellation['result']> = ['pending', 'cancelled', 'refused'];

/**
 * Asks for the cancellation of outbound orders and waits for the warehouse's answers. An order for which the OMS refuses the
 * call does not stop the others.
 *
 * @param waitMs  how long to wait for the answers after the OMS has taken the requests in
 * @returns       by outbound order number
 * @throws OmsError  about every call, several orders were refused alike and none was taken, or the OMS itself answered nothing
 */
export async function cancelOrders(
	connection: OmsConnection,
	numbers: readonly string[],
	waitMs: number,
): Promise<Map<string, Cancellation>> {
	const results = new Map<string, Cancellation>();
	const alike = new AlikeFailures();
	const failures: OmsError[] = [];
	await settleByHalves(chunk([...new Set(numbers)], BATCH), {
		alike,
		call: async (part, isFirst) => {
			const attempts = isFirst ? WRITE_RETRY.attempts : 1;
			const { taken, unsettled } = await request(connection, part, attempts);
			for (const each of taken) results.set(each.outboundOrderNo, each);
			if (taken.length > 0) alike.success();
			return unsettled;
		},
		alone: (outboundOrderNo, failure) => {
			const { mayHaveBeenAccepted: ambiguous, message: reason } = failure;
			failures.push(failure);
			const result = ambiguous ? 'pending' : 'refused';
			results.set(outboundOrderNo, { outboundOrderNo, thirdOrderNo: '', result, reason });
			return false;
		},
	});
	// Nothing has come from the OMS itself, so it cannot be about the orders.
	const isAway = !alike.hasSucceeded && failures.every(({ apiError }) => apiError.code === '');
	if (failures.length > 0 && isAway) throw failures[0];
	let waited = 0;
	for (let pause = FIRST_LOOK_MS; waited < waitMs; pause = Math.min(pause * 2, LOOK_EVERY_MS)) {
		const pending = [...results.values()].filter(({ result }) => result === 'pending');
		if (pending.length === 0) break;
		await connection.pause(Math.min(pause, waitMs - waited));
		waited += pause;
		const open = pending.map(({ outboundOrderNo }) => outboundOrderNo);
		// The requests were sent; without an answer they stay pending.
		const looked = await orNothing(outcomes(connection, open), undefined);
		if (!looked) break;
		for (const each of looked) results.set(each.outboundOrderNo, each);
	}
	return results;
}

/**
 * Which of these outbound orders are being cancelled, or were: no matter who asked for it.
 *
 * @throws OmsError  about every call
 */
export async function beingCancelled(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Set<string>> {
	const asked = (await statusRows(connection, numbers)).filter(({ status }) =>
		['0', '1'].includes(textOf(status)),
	);
	return new Set(asked.map(({ outboundOrderNo }) => textOf(outboundOrderNo)));
}

/** Asks for cancellations, each once. */
async function request(
	connection: OmsConnection,
	numbers: readonly string[],
	attempts: number,
): Promise<{ taken: Cancellation[]; unsettled?: Unsettled<string> }> {
	const taken: Cancellation[] = [];
	const notWritten = await writeOnce(
		numbers,
		{
			write: async (open) => {
				const answer = await write(connection, CANCEL, { outboundOrderNoList: open });
				if (answer.failure) throw answer.failure;
				if (!Array.isArray(answer.data)) throw connection.unreadable();
				taken.push(...answered(open, answer.data));
			},
			stillMissing: async (open) => {
				const requested = await outcomes(connection, open);
				// An order without a request shows as refused as well, so only the others were surely taken.
				taken.push(...requested.filter(({ result }) => result !== 'refused'));
				return open.filter((number) => !taken.some((each) => each.outboundOrderNo === number));
			},
			after: (failure, attempt) =>
				mayBeAboutOneItem(failure) ? afterFailure(failure, attempt) : undefined,
		},
		{ attempts },
		connection,
	);
	if (!notWritten) return { taken };
	return {
		taken,
		unsettled: { failure: notWritten.failure as OmsError, open: notWritten.missing },
	};
}

function afterFailure(failure: OmsError, attempt: number): AfterFailure {
	const { mayHaveBeenAccepted, temporary, retryAfterMs } = failure;
	const mayRetry = (temporary || mayHaveBeenAccepted) && isShort(retryAfterMs);
	return {
		...(mayHaveBeenAccepted ? { readBackAfterMs: 0 } : {}),
		...(mayRetry ? { retryAfterMs: writeDelay(failure, attempt) } : {}),
	};
}

/** A row for each number; one without an answer is open. */
function answered(numbers: readonly string[], rows: unknown[]): Cancellation[] {
	const known = new Map(rowsRead(rows).map((row) => [row.outboundOrderNo, row]));
	return numbers.map((outboundOrderNo) => {
		return known.get(outboundOrderNo) ?? { ...UNANSWERED, outboundOrderNo };
	});
}

const UNANSWERED = { thirdOrderNo: '', result: 'pending', reason: '' } as const;

/** What the OMS knows of requests for these orders; numbers it knows none for may be absent. */
async function outcomes(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Cancellation[]> {
	const wanted = new Set(numbers);
	const rows = rowsRead(await statusRows(connection, numbers));
	return rows.filter(({ outboundOrderNo }) => wanted.has(outboundOrderNo));
}

async function statusRows(connection: OmsConnection, numbers: readonly string[]) {
	const found: Fields[] = [];
	const alike = new AlikeFailures();
	await settleByHalves(chunk(numbers, BATCH), {
		alike,
		call: async (part, isFirst) => {
			const read = connection.read(RESULT, { outboundOrderNoList: part }, isFirst ? undefined : 1);
			const { data, failure } = { data: undefined, ...(await answerOf(read)) };
			if (!Array.isArray(data)) return { failure: failure ?? connection.unreadable(), open: part };
			alike.success();
			found.push(...rowsOf(data));
			return undefined;
		},
		alone: () => false,
	});
	return found;
}

/** A status that is not in the contract leaves the order pending. */
function rowsRead(answer: unknown): Cancellation[] {
	return rowsOf(answer).map((row) => {
		const result = RESULTS[numberOf(row.status)] ?? 'pending';
		return {
			outboundOrderNo: textOf(row.outboundOrderNo),
			thirdOrderNo: textOf(row.thirdOrderNo),
			result,
			reason: result === 'refused' ? textOf(row.msg) : '',
		};
	});
}
