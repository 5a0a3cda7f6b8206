import { asShown, isBlank, isBlankItem } from '../../shared/table/cells';
import type { ProblemCode, RowProblem } from './rowProblems';
import type { TableRow } from './mappingRows';

/** Approval states of an OMS product; only an approved one can ship (B63). */
const APPROVED = 2;
const STATES = ['new', 'in review', 'approved', 'rejected', 'discarded'];

/** Products of the OMS, by whether they can ship. */
export interface OmsProducts {
	/** System SKUs that can ship. */
	approved: Set<string>;
	/** Other system SKUs, with their state in words. */
	unapproved: Map<string, string>;
	/** Number of items that are no products; empty items are not counted. */
	unusable: number;
}

/**
 * Reads items of Lingxing OMS > Product > Get Many, with Simplify on (`systemSku`) or off (`sku`).
 *
 * `approveStatus` is the state. Without it a product counts as approved; the OMS itself refuses an order for a product that
 * is not approved.
 */
export function readOmsProducts(items: readonly unknown[]): OmsProducts {
	const products: OmsProducts = { approved: new Set(), unapproved: new Map(), unusable: 0 };
	for (const item of items) {
		const { systemSku, sku = systemSku, approveStatus } = (item ?? {}) as Record<string, unknown>;
		if (typeof sku !== 'string' || sku === '') {
			if (!isBlankItem(item)) products.unusable++;
		} else if (isBlank(approveStatus) || Number(approveStatus) === APPROVED) {
			products.approved.add(sku);
			products.unapproved.delete(sku);
		} else if (!products.approved.has(sku)) {
			const state = STATES[Number(approveStatus)] ?? `in state ${asShown(approveStatus)}`;
			products.unapproved.set(sku, state);
		}
	}
	return products;
}

/** Problems of rows whose system SKU the OMS does not have or cannot ship yet (B56, B63). */
export function compareWithOms(
	rows: readonly TableRow[],
	{ approved, unapproved }: OmsProducts,
): RowProblem[] {
	return rows.flatMap(({ number, texts }): RowProblem[] => {
		if (!texts || approved.has(texts.systemSku)) return [];
		const state = unapproved.get(texts.systemSku);
		const [code, reason]: [ProblemCode, string] =
			state === undefined
				? ['SYSTEM_SKU_UNKNOWN', 'is not among the products of the OMS']
				: ['SYSTEM_SKU_UNAPPROVED', `is ${state} in the OMS; only an approved product can ship`];
		return [{ row: number, code, reason: `system SKU "${texts.systemSku}" ${reason}` }];
	});
}
