import type { IExecuteFunctions } from 'n8n-workflow';

import {
	base64Bytes,
	MOST_LABEL_BYTES,
	readBinaryFile,
	tooLarge,
} from '../../../shared/binaryFile';

/** The shipping label of an order, or why there is none. */
export interface Label {
	/** Base64 of the file; empty where there is none. */
	label: string;
	/** Why the label that came with the order is not sent. */
	labelProblem?: string;
}

/** A label given as Base64 text: blanks and the beginning of a data URL are left out. */
export function labelOfText(text: string): Label {
	if (base64Bytes(text) > 2 * MOST_LABEL_BYTES) return tooLargeLabel();
	const label = text.replace(/^data:[^,]*,/, '').replace(/\s+/g, '');
	return base64Bytes(label) > MOST_LABEL_BYTES ? tooLargeLabel() : { label };
}

/**
 * The label that an item carries as a file. A file that cannot be had stops only its order.
 *
 * @param field  name of the binary field
 */
export async function labelOfItem(
	context: IExecuteFunctions,
	field: string,
	itemIndex: number,
): Promise<Label> {
	const file = await readBinaryFile(context, itemIndex, field, MOST_LABEL_BYTES);
	if ('content' in file) return { label: file.content.toString('base64') };
	return { label: '', ...(file.problem === 'missing' ? {} : { labelProblem: file.message }) };
}

function tooLargeLabel(): Label {
	return { label: '', labelProblem: tooLarge('The label', MOST_LABEL_BYTES) };
}
