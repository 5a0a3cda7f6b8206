import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import type { ResultLine } from '../../desk/resultLine';
import type { NewPairing } from '../../fulfillment/pairing/checkPairing';
import { pairedPage } from '../../fulfillment/pairing/lastPages';
import { unansweredIn } from '../../fulfillment/pairing/pairingFacts';

export const option = {
	name: 'Say What Became of Parcels',
	description: 'Write the last page after a carrier was paired: a line for each parcel that waited',
	action: 'Say what became of parcels',
};

export const inputs = ['Row', 'Results'];

/**
 * Row comes from Check Pairing, Results are the lines of Compare with Desk, or the item of a call that failed. One item: `title` and
 * `message` of the last page. No service is called.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [rows, results] = inputs.map((_, index) =>
		optionalInput(this, index).map(({ json }) => json),
	);
	if (rows.length === 0) return await Promise.resolve([[]]);
	const [failure = ''] = unansweredIn(results);
	const lines = results.filter(({ order_id }) => typeof order_id === 'string');
	const page = pairedPage(
		rows[0] as unknown as NewPairing,
		lines as unknown as ResultLine[],
		failure,
	);
	return [[{ json: { ...page } as IDataObject, pairedItem: { item: 0 } }]];
}
