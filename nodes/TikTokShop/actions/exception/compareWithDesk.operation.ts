import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { compareWithDesk } from '../../desk/compareWithDesk';
import { DeskRows } from '../../desk/deskRows';
import { summaryOf, toResultLine } from '../../desk/resultLine';

export const option = {
	name: 'Compare with Desk',
	description: 'Say what became of each order, and which rows of the exception desk change',
	action: 'Compare results with the exception desk',
};

export const inputs = ['Results', 'Desk Rows'];

export const outputs = ['Results', 'To Note', 'To Close'];

const DESK_INPUT = 1;

/**
 * Outputs: a result line for each item; the rows to write into the desk; the rows to close. The second input has the rows of the
 * desk's data table: those with `status` open, and those with `closed_how` by hand.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const lines = this.getInputData().map(({ json }) => toResultLine(json));
	const message = summaryOf(lines);
	if (message) this.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	const desk = new DeskRows(optionalInput(this, DESK_INPUT).map(({ json }) => json));
	const { toNote, toClose } = compareWithDesk(lines, desk, Date.now());
	const positions = new Map(lines.map(({ order_id }, item) => [order_id, item]));
	const asItems = (rows: ReadonlyArray<{ order_id: string }>): INodeExecutionData[] =>
		rows.map((row) => ({
			json: row as unknown as IDataObject,
			pairedItem: { item: positions.get(row.order_id) ?? 0 },
		}));
	const results = lines.map((line, item) => ({
		json: line as unknown as IDataObject,
		pairedItem: { item },
	}));
	return await Promise.resolve([results, asItems(toNote), asItems(toClose)]);
}
