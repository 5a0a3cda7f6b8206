import type { IExecuteFunctions } from 'n8n-workflow';

/** Base64 of a label given as text: blanks and the beginning of a data URL are left out. */
export function labelText(text: string): string {
	return text.replace(/^data:[^,]*,/, '').replace(/\s+/g, '');
}

/**
 * Base64 of a label that an item carries as a file.
 *
 * @param field  name of the binary field
 * @returns      empty where the item has no such file, or it cannot be read: the order then leaves as an exception, not the whole run
 */
export async function labelOfItem(
	context: IExecuteFunctions,
	field: string,
	itemIndex: number,
): Promise<string> {
	if (!context.getInputData()[itemIndex].binary?.[field]) return '';
	try {
		const file = await context.helpers.getBinaryDataBuffer(itemIndex, field);
		return file.toString('base64');
	} catch {
		return '';
	}
}
