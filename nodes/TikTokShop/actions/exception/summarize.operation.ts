import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { deskSummary, waitingRows } from '../../desk/deskSummary';

export const option = {
	name: 'Summarize',
	description: 'Write a message about what waits in the exception desk',
	action: 'Summarize the exception desk',
};

export const outputs = ['Summary', 'What Waits'];

/** The input items are rows of the desk's table. Outputs: one item with `count`, `subject` and `text`; each row, its reason first. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const rows = this.getInputData().map(({ json }) => json);
	const pairedItem = { item: 0 };
	const asItem = (json: object): INodeExecutionData => ({
		json: { ...json } as IDataObject,
		pairedItem,
	});
	return await Promise.resolve([[asItem(deskSummary(rows))], waitingRows(rows).map(asItem)]);
}
