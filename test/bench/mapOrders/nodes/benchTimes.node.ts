import type { IExecuteFunctions, INodeExecutionData, IRunData } from 'n8n-workflow';
import { renameSync, writeFileSync } from 'node:fs';

/** Writes how long each node before it took, as n8n measured it, and how many items came, into a file. */
export class benchTimes {
	description = {
		displayName: 'Bench Times',
		name: 'benchTimes',
		group: ['output'],
		version: 1,
		description: 'Writes the times of the nodes before it',
		defaults: { name: 'Bench Times' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'File', name: 'file', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runExecutionData } = this as unknown as {
			runExecutionData: { resultData: { runData: IRunData } };
		};
		const { runData } = runExecutionData.resultData;
		const times = Object.fromEntries(
			Object.entries(runData).map(([name, runs]) => [
				name,
				runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
			]),
		);
		const file = this.getNodeParameter('file', 0) as string;
		const text = JSON.stringify({ times, items: this.getInputData().length });
		writeFileSync(`${file}.part`, text);
		renameSync(`${file}.part`, file);
		return [[]];
	}
}
