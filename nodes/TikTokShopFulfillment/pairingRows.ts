import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { readPairing, type Pairing } from './pairing';

/**
 * The pairing of this execution, read once for all items.
 *
 * @throws NodeOperationError when a row cannot be used: with half a pairing, parcels would wait without reason
 */
export function pairingOf(context: IExecuteFunctions): Pairing {
	const source = context.getNodeParameter('pairingSource', 0, 'define') as string;
	const rows =
		source === 'json'
			? rowsOfJson(context)
			: (context.getNodeParameter('pairing.rows', 0, []) as unknown[]);
	const { pairing, problems } = readPairing(rows);
	if (problems.length === 0) return pairing;
	throw new NodeOperationError(
		context.getNode(),
		`Logistics Provider Pairing: ${problems[0].message} Nothing was sent.`,
		{ description: problems.map(({ message }) => message).join('\n') },
	);
}

function rowsOfJson(context: IExecuteFunctions): unknown[] {
	const given = context.getNodeParameter('pairingJson', 0, []) as unknown;
	const rows = typeof given === 'string' ? parsed(given) : given;
	if (Array.isArray(rows)) return rows;
	throw new NodeOperationError(context.getNode(), 'Pairing Rows (JSON) is not an array of rows', {
		description: 'Write it like [{ "store_code": "*", "carrier": "USPS", "provider": "USPS" }].',
	});
}

function parsed(text: string): unknown {
	try {
		return text.trim() === '' ? [] : JSON.parse(text);
	} catch {
		return undefined;
	}
}
