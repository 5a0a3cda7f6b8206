import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { jsonRows } from '../../../shared/table/jsonRows';
import { PROBLEMS_LISTED, rowsLeftOut } from '../../../shared/table/leftOut';
import { readSheetItems, type RawTable } from '../../../shared/table/rawTable';
import { PAIRING_NAMES, readPairing, type Pairing } from './pairingTable';

/** Index of the second input, which exists only with Pairing From "Pairing Input". */
const PAIRING_INPUT = 1;

/**
 * Reads the pairing once for all items of this execution.
 *
 * @param refuseAll  whether one unusable row fails the run
 * @throws NodeOperationError  the table is no pairing, or a column is missing
 */
export function pairingOf(context: IExecuteFunctions, refuseAll: boolean): Pairing {
	const { pairing, problems, tableProblem } = readPairing(tableOf(context));
	const messages = problems.map(({ message }) => message);
	if (tableProblem) throw pairingError(context, tableProblem, messages);
	if (problems.length === 0) return pairing;
	if (refuseAll) throw pairingError(context, messages[0], messages);
	const rows = new Set(problems.map(({ row }) => row)).size;
	const shown = messages.slice(0, PROBLEMS_LISTED).join(' ');
	context.addExecutionHints({
		message: `${rowsLeftOut(rows, 'pairing')} ${shown}`,
		type: 'warning',
		location: 'outputPane',
	});
	return pairing;
}

function pairingError(
	context: IExecuteFunctions,
	first: string,
	messages: readonly string[],
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`Logistics Provider Pairing: ${first} Nothing was sent.`,
		{
			description: `Correct these rows and run again; waiting orders are sent then.\n${messages
				.slice(0, PROBLEMS_LISTED)
				.join('\n')}`,
		},
	);
}

function tableOf(context: IExecuteFunctions): RawTable {
	switch (context.getNodeParameter('pairingSource', 0, 'define')) {
		case 'json':
			return { rows: rowsOfJson(context), firstRow: 1 };
		case 'pairingInput': {
			const rows = context.getInputData(PAIRING_INPUT).map(({ json }) => json);
			return readSheetItems(rows, PAIRING_NAMES) ?? { rows, firstRow: 1 };
		}
		default:
			return {
				rows: context.getNodeParameter('pairing.rows', 0, []) as unknown[],
				firstRow: 1,
			};
	}
}

function rowsOfJson(context: IExecuteFunctions): unknown[] {
	const example = '[{ "store_code": "*", "carrier": "USPS", "shipping_provider_name": "USPS" }]';
	return jsonRows(context, 'pairingJson', 'Pairing Rows (JSON)', example);
}
