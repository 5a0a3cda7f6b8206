import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { outputsFor } from './toolRun';
import { typedExecution } from './typedParameters';

/**
 * What every node does around its operations: parameters have the type that the node describes, and an AI agent gets
 * everything by the first output.
 *
 * @param properties  of the node
 */
export async function runNode(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	operation: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	return outputsFor(context, await operation(typedExecution(context, properties)));
}
