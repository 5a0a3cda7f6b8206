import { omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import type { EnsureResult } from './desiredOrder';

export function ensuredItem(
	json: IDataObject,
	{
		outboundOrder,
		created,
		foundBy,
		duplicates,
		replaced,
	}: Extract<EnsureResult, { outboundOrder: unknown }>,
): IDataObject {
	return {
		...json,
		outboundOrder,
		outboundOrderCreated: created,
		// Shown only in the unusual case.
		...(created || foundBy === 'thirdOrderNo' ? {} : { foundBy }),
		...(replaced ? { outboundOrderReplaced: replaced } : {}),
		// Another process was first, so the cancellation of what this run has created was requested.
		...(duplicates ? { outboundOrderDuplicates: duplicates } : {}),
	} as unknown as IDataObject;
}

/**
 * Adds `preview`, which says what would happen to the order: `wouldCreate` (with the row to send, without its label), `wouldReplace` (with the
 * outbound order that would be cancelled before), `exists` (with the outbound order), or `waits` (see its exception).
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
		const row = omit(outcome.wouldCreate, ['label', 'fileList']);
		const { replaced } = outcome;
		return replaced
			? { result: 'wouldReplace', outboundOrderNo: replaced, row }
			: { result: 'wouldCreate', row };
	}
	return { result: 'waits' };
}
