import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Rows that a parameter gives as JSON, as a list or as text. An empty text is no rows.
 *
 * @param parameter  name of the parameter
 * @param called     how a message calls it
 * @param example    rows as JSON
 * @throws NodeOperationError  it is no JSON, or no list
 */
export function jsonRows(
	context: IExecuteFunctions,
	parameter: string,
	called: string,
	example: string,
): unknown[] {
	const given = context.getNodeParameter(parameter, 0, []) as unknown;
	const rows = typeof given === 'string' ? parsed(context, given, called) : given;
	if (Array.isArray(rows)) return rows;
	throw new NodeOperationError(context.getNode(), `${called} is not an array of rows.`, {
		description: `Write it like ${example}.`,
	});
}

function parsed(context: IExecuteFunctions, text: string, called: string): unknown {
	if (text.trim() === '') return [];
	try {
		return JSON.parse(text);
	} catch (failure) {
		const reason = failure instanceof Error ? failure.message : String(failure);
		throw new NodeOperationError(context.getNode(), `${called} cannot be read as JSON.`, {
			description: `JSON says: ${reason}`,
		});
	}
}
