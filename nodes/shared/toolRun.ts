import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

/**
 * Whether an AI agent runs the node as its tool. n8n appends `Tool` to the type of such a node (2.0 to 2.41,
 * `convertNodeToAiTool`). `isToolExecution` does not exist in 2.0, and is false where the agent passes the call to n8n's engine.
 */
function isToolRun(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || context.isToolExecution?.() === true;
}

/** Whether the node must not write: an AI agent runs it, and no user has allowed the agent to write. */
export function isDryRun(context: IExecuteFunctions): boolean {
	// Only the stored value counts: with an expression the agent could give itself the permission.
	return isToolRun(context) && context.getNode().parameters[ALLOW_WRITING] !== true;
}

const ALLOW_WRITING = 'allowAgentToWrite';

/** Parameter of operations that write; shown only where the node is a tool. */
export function allowWriting(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Allow an AI Agent to Write',
		name: ALLOW_WRITING,
		type: 'boolean',
		noDataExpression: true,
		default: false,
		displayOptions: { show: { '@tool': [true], ...show } },
		description:
			'Whether the agent may change something with this tool. Otherwise the tool says what it would do, and does nothing.',
	};
}

/** Field of an item that says that nothing was written, and why; no field where the node writes. */
export function notWritten(context: IExecuteFunctions): { notWritten?: string } {
	if (!isDryRun(context)) return {};
	return {
		notWritten:
			'Nothing was written. A person has to switch on "Allow an AI Agent to Write" in this tool first.',
	};
}

/** Answer of a tool in place of writing, e.g. "Cancel outbound order 118." */
export function wouldDo(context: IExecuteFunctions, what: string): IDataObject {
	return { wouldDo: what, ...notWritten(context) };
}

/** Moves everything to the first output for an AI agent, which sees no other. */
export function outputsFor(
	context: IExecuteFunctions,
	outputs: INodeExecutionData[][],
): INodeExecutionData[][] {
	if (outputs.length < 2 || !isToolRun(context)) return outputs;
	return [outputs.flat(), ...outputs.slice(1).map(() => [])];
}
