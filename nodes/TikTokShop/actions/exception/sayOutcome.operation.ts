import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { showFor } from '../../../shared/parameters';
import { outcomePage } from '../../desk/lastPage';
import { decidedIn } from '../../desk/listedIn';
import { outcomes } from '../../desk/outcome';
import { FORM_ADDRESSES, waysOf } from './formAddresses';

export const option = {
	name: 'Say What Became of Them',
	description: 'Write the last page of the exception desk: a line for each row that was ticked',
	action: 'Say what became of the rows',
};

export const inputs = ['Decided', 'Results', 'Not Read', 'Closed', 'Opened Again', 'Sent'];

export const description: INodeProperties[] = showFor('exception', 'sayOutcome', FORM_ADDRESSES);

/**
 * Decided comes from Decide, Results are the lines of Compare with Desk, Not Read are exceptions of Order > Get Many, Closed and Opened Again
 * the rows that were written, Sent the lines of the workflow that sends tracking numbers. One item: `title` and `message` of the last page, and the lines in `outcomes`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [decided, results, notRead, closed, opened, sent] = inputs.map((_, index) =>
		optionalInput(this, index).map(({ json }) => json),
	);
	const lines = decidedIn(decided);
	if (lines.length === 0) return [[]];
	const of = outcomes(lines, {
		results,
		notRead,
		closed,
		opened,
		sent,
	});
	const json = { ...outcomePage(of, waysOf(this)), outcomes: of };
	return await Promise.resolve([
		[{ json: json as unknown as IDataObject, pairedItem: { item: 0 } }],
	]);
}
