import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

/**
 * Whether an AI agent runs the node as its tool. n8n calls the type of such a node by the name of ours with `Tool` at its end
 * (2.0 to 2.41, `convertNodeToAiTool`); `isToolExecution` is not there in 2.0, and says no where the agent hands the call to
 * n8n's engine.
 */
export function isToolRun(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || context.isToolExecution?.() === true;
}

/** Whether the node may only say what it would write: an agent runs it, and nobody has allowed the agent to write. */
export function isDryRun(context: IExecuteFunctions): boolean {
	// Not by expression: what an agent fills in must not be its own permission.
	return isToolRun(context) && context.getNode().parameters[ALLOW_WRITING] !== true;
}

const ALLOW_WRITING = 'allowAgentToWrite';

/** Shown only in the tools that n8n makes of our nodes, for operations that write. */
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

/** For items with what a tool would write: says that it has not, and why. Nothing where the node writes. */
export function notWritten(context: IExecuteFunctions): { notWritten?: string } {
	if (!isDryRun(context)) return {};
	return {
		notWritten:
			'Nothing was written. A person has to switch on "Allow an AI Agent to Write" in this tool first.',
	};
}

/** What a tool answers for an item in place of writing, e.g. "Cancel outbound order 118." */
export function wouldDo(context: IExecuteFunctions, what: string): IDataObject {
	return { wouldDo: what, ...notWritten(context) };
}

/** An agent sees the first output only, so it gets everything there. */
export function outputsFor(
	context: IExecuteFunctions,
	outputs: INodeExecutionData[][],
): INodeExecutionData[][] {
	if (outputs.length < 2 || !isToolRun(context)) return outputs;
	return [outputs.flat(), ...outputs.slice(1).map(() => [])];
}
