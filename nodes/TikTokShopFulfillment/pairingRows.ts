import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { readPairing, type Pairing } from './pairingTable';

/** Number of the second input, which exists only with Pairing From "Pairing Input". */
const PAIRING_INPUT = 1;

const PROBLEMS_IN_DESCRIPTION = 20;

/**
 * The pairing of this execution, read once for all items.
 *
 * @throws NodeOperationError when a row cannot be used: with half a pairing, parcels would wait without reason
 */
export function pairingOf(context: IExecuteFunctions): Pairing {
	const { pairing, problems } = readPairing(rowsOf(context));
	if (problems.length === 0) return pairing;
	throw new NodeOperationError(
		context.getNode(),
		`Logistics Provider Pairing: ${problems[0].message} Nothing was sent.`,
		{
			description: `Correct these rows and run again; waiting orders are sent then.\n${problems
				.slice(0, PROBLEMS_IN_DESCRIPTION)
				.map(({ message }) => message)
				.join('\n')}`,
		},
	);
}

function rowsOf(context: IExecuteFunctions): unknown[] {
	switch (context.getNodeParameter('pairingSource', 0, 'define')) {
		case 'json':
			return rowsOfJson(context);
		case 'pairingInput':
			return context.getInputData(PAIRING_INPUT).map(({ json }) => json);
		default:
			return context.getNodeParameter('pairing.rows', 0, []) as unknown[];
	}
}

function rowsOfJson(context: IExecuteFunctions): unknown[] {
	const given = context.getNodeParameter('pairingJson', 0, []) as unknown;
	const rows = typeof given === 'string' ? parsed(given) : given;
	if (Array.isArray(rows)) return rows;
	throw new NodeOperationError(context.getNode(), 'Pairing Rows (JSON) is not an array of rows', {
		description:
			'Write it like [{ "store_code": "*", "carrier": "USPS", "shipping_provider_name": "USPS" }].',
	});
}

function parsed(text: string): unknown {
	try {
		return text.trim() === '' ? [] : JSON.parse(text);
	} catch {
		return undefined;
	}
}
