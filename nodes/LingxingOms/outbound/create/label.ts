import type { IExecuteFunctions } from 'n8n-workflow';

import {
	base64Bytes,
	MOST_LABEL_BYTES,
	readBinaryFile,
	tooLarge,
} from '../../../shared/binaryFile';

export interface Label {
	/** Base64; empty without a label. */
	label: string;
	/** Why the label of the order cannot be used. */
	labelProblem?: string;
}

/** Removes white space and the prefix of a data URL. */
export function labelOfText(text: string): Label {
	if (base64Bytes(text) > 2 * MOST_LABEL_BYTES) return tooLargeLabel();
	const label = text.replace(/^data:[^,]*,/, '').replace(/\s+/g, '');
	return base64Bytes(label) > MOST_LABEL_BYTES ? tooLargeLabel() : { label };
}

/**
 * The label in a binary field of an item. An unreadable file stops only its order.
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
