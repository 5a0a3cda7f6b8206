import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { showFor } from '../../../shared/parameters';
import { decide, missingIn } from '../../desk/decide';
import type { Decision } from '../../desk/decisions';
import { isAnswer, readAnswer } from '../../desk/deskAnswer';
import { deskEntries } from '../../desk/deskEntries';
import { missingPage } from '../../desk/lastPage';
import { listedIn } from '../../desk/listedIn';
import { FORM_ADDRESSES, waysOf } from './formAddresses';

export const option = {
	name: 'Decide',
	description:
		'Do what a person has chosen for ticked rows of the exception desk, and for no other',
	action: 'Decide on rows of the exception desk',
};

export const inputs = ['Answer', 'Desk Rows'];

export const outputs = [
	'To Take Back',
	'To Try Again',
	'To Send Again',
	'To Close',
	'Decided',
	'Nothing Done',
];

export const description: INodeProperties[] = showFor('exception', 'decide', [
	{
		displayName: 'Listed Rows',
		name: 'listed',
		type: 'json',
		default: '[]',
		description:
			'What List for the Desk gave as "listed": rows that have changed since then are not touched',
	},
	...FORM_ADDRESSES,
]);

const DESK_INPUT = 1;

/**
 * Answer is that of the page which List for the Desk has made, Desk Rows the desk's table now. Outputs: rows to open again; shops with the IDs
 * of the orders to try; keys of shipments to send; rows to close; a line for each ticked row, for Say What Became of Them; and `title` and `message` of a last page where
 * the answer lacks something, and nothing is done. A page that was left open for too long gives nothing.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [given] = this.getInputData();
	if (!given || !isAnswer(given.json)) return outputs.map(() => []);
	const asItems = (rows: readonly object[]): INodeExecutionData[] =>
		rows.map((row) => ({ json: { ...row } as IDataObject, pairedItem: { item: 0 } }));
	const answer = readAnswer(given.json);
	const missing = missingIn(answer);
	if (missing) return [[], [], [], [], [], asItems([missingPage(missing, waysOf(this))])];
	const listed = listedIn(this.getNodeParameter('listed', 0, []));
	const current = deskEntries(optionalInput(this, DESK_INPUT).map(({ json }) => json));
	const decision = answer.decision as Decision;
	const { toTakeBack, toTry, toSend, toClose, lines } = decide(
		{ ...answer, decision },
		listed,
		current,
		Date.now(),
	);
	return await Promise.resolve([
		asItems(toTakeBack),
		asItems(toTry),
		asItems(toSend),
		asItems(toClose),
		asItems(lines),
		[],
	]);
}
