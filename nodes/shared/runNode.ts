import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { withShownErrors } from './shownErrors';
import { outputsFor } from './toolRun';
import { typedExecution } from './typedParameters';

/**
 * What every node does around its operations: parameters have the type that the node describes, an AI agent gets
 * everything by the first output, and an error shows nothing that must not be shown.
 *
 * @param properties  of the node
 */
export async function runNode(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	operation: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const run = async () => await operation(typedExecution(context, properties));
	return outputsFor(context, await withShownErrors(run()));
}
