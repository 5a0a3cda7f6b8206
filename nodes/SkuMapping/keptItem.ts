import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * An item that could not be processed, for a workflow that goes on: all it had, and the reason in `error`.
 *
 * The item itself carries no `error`: n8n would then replace its JSON by the message alone. With On Error set to
 * "Continue (using error output)", n8n finds failed items by their holding nothing but the reason, moves them there, and
 * adds the JSON of the input item itself (n8n-core 2.41, `handleNodeErrorOutput` and `normalizeNodeErrors`).
 */
export function keptItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	reason: Error,
	itemIndex: number,
): INodeExecutionData {
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return {
		json: { ...(hasErrorOutput ? {} : item.json), error: reason.message },
		pairedItem: { item: itemIndex },
	};
}
