import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Items of an input; none where nothing is connected to it. */
export function optionalInput(context: IExecuteFunctions, index: number): INodeExecutionData[] {
	try {
		return context.getInputData(index);
	} catch {
		// n8n knows no input beyond the last connected one (n8n-core 2.41, `getInputItems`).
		return [];
	}
}
