import { chunk } from 'lodash';

import { kindWords } from '../../shared/kind';
import { outboundOrderProblem } from './outboundOrder';
import { AlikeFailures, answerOf, settleByHalves, type Unsettled } from './halve';
import { rowsOf, textOf, type Fields } from '../transport/json';
import type { OmsConnection, OmsError } from '../transport/connection';

/** Kinds of numbers by which the OMS finds outbound orders (OMS API §1.6). */
export type NumberKind = 'outboundOrderNo' | 'thirdOrderNo' | 'referOrderNo';

/**
 * Kinds under which a third order number is searched, in this order. After an order was canceled and created again, its third order
 * number may have become its reference number (OMS API §1.6).
 */
export const OWN_NUMBER_KINDS = ['thirdOrderNo', 'referOrderNo'] as const;

/** Result of a look-up. A number that is in neither map belongs to no outbound order. */
export interface LookedUp {
	/** The outbound orders of each number, without repeats and all readable (see {@link outboundOrderProblem}). */
	found: Map<string, Fields[]>;
	/** Why it is unknown whether the OMS has an outbound order with this number. */
	open: Map<string, string>;
	/** Errors of the numbers that were looked up alone. */
	failures: Map<string, OmsError>;
}

const DETAIL = '/v1/outboundOrder/detail';
/** Upper bound of numbers per call (OMS API §1.4). */
const BATCH = 50;
/** Attempts for a part of a failed batch. Fewer than usual, because the whole batch was retried already. */
const ATTEMPTS_OF_A_PART = 2;

/**
 * Looks up outbound orders by their numbers, 50 per call (OMS API §1.6). After a refused call or an unreadable row the batch is halved
 * until the faulty number is alone.
 *
 * @param alike  failures of the whole run
 * @throws OmsError  the error concerns every call, or several numbers failed alike without any success
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
			const hasOtherRows = addRows(looked.found, answer.rows, kind, part);
			// A row with none of the numbers may be a damaged row of one of these orders.
			const open = hasOtherRows ? part.filter((number) => !looked.found.has(number)) : [];
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

/** After a timeout halving is too slow: each part would wait for the full time again. */
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

/** @returns whether some rows have none of the numbers */
function addRows(
	found: Map<string, Fields[]>,
	rows: unknown[],
	kind: NumberKind,
	part: readonly string[],
): boolean {
	const wanted = new Set(part);
	let hasOtherRows = false;
	for (const record of rowsOf(rows)) {
		const number = textOf(record[kind]);
		if (!wanted.has(number)) {
			hasOtherRows = true;
			continue;
		}
		const known = found.get(number) ?? [];
		const outboundOrderNo = textOf(record.outboundOrderNo);
		const isKnown = known.some((each) => textOf(each.outboundOrderNo) === outboundOrderNo);
		if (!isKnown || outboundOrderNo === '') found.set(number, [...known, record]);
	}
	return hasOtherRows;
}
