import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { checkPairing, listedOf } from '../../fulfillment/pairing/checkPairing';
import { noAnswerPage, refusalPage } from '../../fulfillment/pairing/lastPages';
import { pairingFacts, unansweredIn } from '../../fulfillment/pairing/pairingFacts';

export const option = {
	name: 'Check Pairing',
	description: 'Check what a person has paired in a form, before it is written',
	action: 'Check a pairing',
};

export const inputs = ['Answer', 'Providers on Offer', 'Pairing Rows', 'Shops'];

export const outputs = ['Row to Write', 'Last Page'];

const pairedItem = { item: 0 };

/**
 * Answer is what the form gives, with `listed` of List Unpaired Carriers; the other inputs are read after it. Row to Write has the columns of
 * the pairing, and `parcels`, those that go with it; Last Page has `title` and `message`, which say why nothing is written. No service
 * is called.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [answers, offers, rows, shops] = inputs.map((_, index) =>
		optionalInput(this, index).map(({ json }) => json),
	);
	if (answers.length === 0) return await Promise.resolve([[], []]);
	const unanswered = unansweredIn([...shops, ...offers]);
	if (unanswered.length > 0) return [[], [asItem(noAnswerPage(unanswered))]];
	const [answer] = answers;
	const facts = pairingFacts({ offers, rows, shops });
	const checked = checkPairing(answer, listedOf(answer.listed), facts);
	if ('refusal' in checked) return [[], [asItem(refusalPage(checked.refusal))]];
	return [[asItem(checked.pairing)], []];
}

function asItem(json: object): INodeExecutionData {
	return { json: json as IDataObject, pairedItem };
}
