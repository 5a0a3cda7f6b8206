import { omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import type { EnsureResult } from './desiredOrder';

/** An item with the outbound order of its order. */
export function ensuredItem(
	json: IDataObject,
	{
		outboundOrder,
		created,
		foundBy,
		duplicates,
	}: Extract<EnsureResult, { outboundOrder: unknown }>,
): IDataObject {
	return {
		...json,
		outboundOrder,
		outboundOrderCreated: created,
		// The order's own number is the usual case.
		...(created || foundBy === 'thirdOrderNo' ? {} : { foundBy }),
		// Another creator was first; the cancellation of what this run had created was asked for.
		...(duplicates ? { outboundOrderDuplicates: duplicates } : {}),
	} as unknown as IDataObject;
}

/**
 * An item with what would happen to its order: `wouldCreate` (with the row that would be sent, without its label), `exists`
 * (with the outbound order), or `waits` (its exception says why).
 */
export function previewItem(json: IDataObject, outcome: EnsureResult): IDataObject {
	return { ...json, preview: previewOf(outcome) };
}

function previewOf(outcome: EnsureResult): IDataObject {
	if ('outboundOrder' in outcome) {
		const { outboundOrder, foundBy } = outcome;
		return { result: 'exists', foundBy, outboundOrder: { ...outboundOrder } as object };
	}
	if ('wouldCreate' in outcome) {
		return { result: 'wouldCreate', row: omit(outcome.wouldCreate, ['label', 'fileList']) };
	}
	return { result: 'waits' };
}
