import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { withShownErrors } from './shownErrors';
import { outputsFor } from './toolRun';
import { typedExecution } from './typedParameters';

/**
 * Runs the operation of a node. Parameters get the type that the node describes, an AI agent gets everything by the first
 * output, and errors are cleaned for display.
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
