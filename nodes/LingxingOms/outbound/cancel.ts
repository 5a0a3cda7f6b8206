import { numberOf, rowsOf, textOf } from '../transport/json';
import { chunks } from '../transport/paginate';
import { OmsError, WRITE_RETRY, type OmsConnection } from '../transport/request';
import { isShort, retryDelay } from '../../shared/retry';

export interface Cancellation {
	outboundOrderNo: string;
	thirdOrderNo: string;
	/** `pending`: the warehouse had not answered within the wait. */
	result: 'cancelled' | 'refused' | 'pending';
	/** Why the OMS or the warehouse refused; empty otherwise. */
	reason: string;
}

const CANCEL = '/v1/outboundOrder/cancel';
const RESULT = '/v1/outboundOrder/selectBizStatus';
const BATCH = 50;
/** First looks come soon, later ones every three seconds (OMS contract §1.6: one client asks 8 × 3 s). */
const FIRST_LOOK_MS = 500;
const LOOK_EVERY_MS = 3_000;

/** Row status of `cancel` and `selectBizStatus` (OMS contract §1.6). */
const RESULTS: ReadonlyArray<Cancellation['result']> = ['pending', 'cancelled', 'refused'];

/**
 * Asks for the cancellation of outbound orders and waits for the warehouse's answers.
 *
 * @param waitMs  how long to wait for the answers after the OMS has taken the requests in
 * @returns       by outbound order number
 * @throws OmsError  when it stays open whether the OMS took the requests in
 */
export async function cancelOrders(
	connection: OmsConnection,
	numbers: readonly string[],
	waitMs: number,
): Promise<Map<string, Cancellation>> {
	const results = new Map<string, Cancellation>();
	for (const batch of chunks([...new Set(numbers)], BATCH)) {
		for (const each of await request(connection, batch)) results.set(each.outboundOrderNo, each);
	}
	let waited = 0;
	for (let pause = FIRST_LOOK_MS; waited < waitMs; pause = Math.min(pause * 2, LOOK_EVERY_MS)) {
		const pending = [...results.values()].filter(({ result }) => result === 'pending');
		if (pending.length === 0) break;
		await connection.pause(Math.min(pause, waitMs - waited));
		waited += pause;
		for (const each of await outcomes(
			connection,
			pending.map(({ outboundOrderNo }) => outboundOrderNo),
		)) {
			results.set(each.outboundOrderNo, each);
		}
	}
	return results;
}

/** Sends the requests; where the answer does not come, looks whether they were taken in before sending them again. */
async function request(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Cancellation[]> {
	const taken: Cancellation[] = [];
	let open = [...numbers];
	for (let made = 1; ; made++) {
		try {
			return [...taken, ...(await send(connection, open))];
		} catch (failure) {
			const goesOn = failure instanceof OmsError && (failure.temporary || failure.ambiguous);
			const wait = failure instanceof OmsError ? failure.retryAfterMs : 0;
			if (!goesOn || !isShort(wait) || made >= WRITE_RETRY.attempts)
				return await Promise.reject(failure);
			await connection.pause(retryDelay(made, WRITE_RETRY, Math.random(), failure.retryAfterMs));
		}
		// An order the OMS has no request for shows as refused as well, so only the others are known to be taken in.
		const known = (await outcomes(connection, open)).filter(({ result }) => result !== 'refused');
		taken.push(...known);
		open = open.filter((number) => !known.some((each) => each.outboundOrderNo === number));
		if (open.length === 0) return taken;
	}
}

async function send(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Cancellation[]> {
	const answer = await connection.write(CANCEL, { outboundOrderNoList: numbers });
	if (!Array.isArray(answer)) return await Promise.reject(connection.unreadable());
	const rows = new Map(rowsRead(answer).map((row) => [row.outboundOrderNo, row]));
	return numbers.map((outboundOrderNo) => {
		return rows.get(outboundOrderNo) ?? { ...UNANSWERED, outboundOrderNo };
	});
}

const UNANSWERED = { thirdOrderNo: '', result: 'pending', reason: '' } as const;

/** What the OMS knows of requests for these orders; numbers it knows none for may be absent. */
async function outcomes(
	connection: OmsConnection,
	numbers: readonly string[],
): Promise<Cancellation[]> {
	const found: Cancellation[] = [];
	for (const batch of chunks(numbers, BATCH)) {
		found.push(...rowsRead(await connection.read(RESULT, { outboundOrderNoList: batch })));
	}
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
