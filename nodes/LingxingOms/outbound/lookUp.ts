import { chunk } from 'lodash';

import { kindWords } from '../../shared/kind';
import { outboundOrderProblem } from './outboundOrder';
import { AlikeFailures, answerOf, settleByHalves, type Unsettled } from './halve';
import type { NumberKind } from './findOrders';
import { rowsOf, textOf, type Fields } from '../transport/json';
import type { OmsConnection, OmsError } from '../transport/connection';

/** What the OMS says of some numbers. A number that is in neither map belongs to no outbound order. */
export interface LookedUp {
	/** All outbound orders of each number, each once, readable (see {@link outboundOrderProblem}). */
	found: Map<string, Fields[]>;
	/** Why it is open whether the OMS has an outbound order of this number. */
	open: Map<string, string>;
	/** How the OMS answered for those of them that it was asked for alone. */
	failures: Map<string, OmsError>;
}

const DETAIL = '/v1/outboundOrder/detail';
/** Most numbers of a call (OMS API §1.4). */
const BATCH = 50;
/** Calls for a part of a batch that failed: the batch itself has been tried as often as a read is. */
const ATTEMPTS_OF_A_PART = 2;

/**
 * Looks up the outbound orders that bear these numbers, 50 a call (OMS API §1.6). A call that is refused, or whose answer
 * holds a row that cannot be read, is halved until the number stands alone.
 *
 * @param alike  of the whole run
 * @throws OmsError  what is about every call, or the same answer for several numbers and no success
 */
export async function lookUp(
	connection: OmsConnection,
	kind: NumberKind,
	numbers: readonly string[],
	alike = new AlikeFailures(),
): Promise<LookedUp> {
	const looked: LookedUp = { found: new Map(), open: new Map(), failures: new Map() };
	await settleByHalves(chunk([...new Set(numbers)], BATCH), {
		alike,
		call: async (part, isFirst) => {
			const attempts = isFirst ? undefined : ATTEMPTS_OF_A_PART;
			const answer = await ask(connection, kind, part, attempts);
			if (!('rows' in answer)) {
				if (isTimeout(answer.failure) && !alike.hasSucceeded) throw answer.failure;
				return answer;
			}
			alike.success();
			const strangers = take(looked.found, answer.rows, kind, part);
			// A row that bears none of the numbers hides the order that it is about.
			const open = strangers ? part.filter((number) => !looked.found.has(number)) : [];
			return { failure: connection.unreadable(), open };
		},
		alone: (number, failure) => {
			looked.open.set(number, failure.message);
			looked.failures.set(number, failure);
			return false;
		},
	});
	for (const [number, records] of looked.found) {
		const problem = records.map(outboundOrderProblem).find((each) => each !== undefined);
		if (problem === undefined) continue;
		looked.found.delete(number);
		looked.open.set(number, problem);
	}
	return looked;
}

/** Halving would wait for the full time again and again: an OMS that has answered nothing yet is away. */
function isTimeout({ apiError, retryAfterMs }: OmsError): boolean {
	return apiError.status === 0 && retryAfterMs > 0;
}

async function ask(
	connection: OmsConnection,
	kind: NumberKind,
	part: readonly string[],
	attempts?: number,
): Promise<{ rows: unknown[] } | Unsettled<string>> {
	const answer = await answerOf(connection.read(DETAIL, { [`${kind}List`]: part }, attempts));
	if (answer.failure) return { failure: answer.failure, open: part };
	if (Array.isArray(answer.data)) return { rows: answer.data };
	const misses = `the list data ${kindWords(answer.data)}`;
	return { failure: connection.unreadable({ misses }), open: part };
}

/** @returns whether there are rows that bear none of the numbers */
function take(
	found: Map<string, Fields[]>,
	rows: unknown[],
	kind: NumberKind,
	part: readonly string[],
): boolean {
	const wanted = new Set(part);
	let strangers = false;
	for (const record of rowsOf(rows)) {
		const number = textOf(record[kind]);
		if (!wanted.has(number)) {
			strangers = true;
			continue;
		}
		const known = found.get(number) ?? [];
		const outboundOrderNo = textOf(record.outboundOrderNo);
		const again = known.some((each) => textOf(each.outboundOrderNo) === outboundOrderNo);
		if (!again || outboundOrderNo === '') found.set(number, [...known, record]);
	}
	return strangers;
}
