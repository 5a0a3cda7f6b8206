import { fieldsOf } from '../../shared/fields';
import { shownText } from '../../shared/shownText';
import { toText } from '../../shared/text';

/** A part of an input that was not read: the item of a node that failed and continued with its regular output. */
export interface UnreadPart {
	/** Code of the shop whose products were not read; empty where none is known. */
	storeCode: string;
	/** Why, without a full stop. */
	why: string;
}

const LONGEST = 300;

/**
 * Takes the items of failed nodes out of an input. What they stand for is not known, so nothing may be told as missing for want of it.
 *
 * A failed item keeps the fields of the item that it was made from: here a shop, with its `code`.
 */
export function withoutUnreadParts(items: readonly unknown[]): {
	read: unknown[];
	unread: UnreadPart[];
} {
	const read: unknown[] = [];
	const unread: UnreadPart[] = [];
	for (const item of items) {
		const { error, errorHint, code, systemSku, sku, platformSku } = fieldsOf(item);
		const isProduct = [systemSku, sku, platformSku].some((text) => text !== undefined);
		if (error === undefined || isProduct) {
			read.push(item);
			continue;
		}
		const said = [messageOf(error), toText(errorHint)].filter(Boolean).join(' ');
		const why = shownText(said, LONGEST).replace(/\.$/, '') || 'there was no answer';
		unread.push({ storeCode: toText(code), why });
	}
	return { read, unread };
}

function messageOf(error: unknown): string {
	return typeof error === 'string' ? error : toText(fieldsOf(error).message);
}
