import { attempt, isError } from 'lodash';

import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';
import type { DeskEntry } from './deskEntries';
import { kindOfKey } from './resultLine';

/**
 * The rows that a page has listed, as List for the Desk gave them.
 *
 * @param value  a list, or JSON of one; anything else lists nothing
 */
export function listedIn(value: unknown): DeskEntry[] {
	const parsed: unknown = typeof value === 'string' ? attempt(() => JSON.parse(value)) : value;
	if (isError(parsed) || !Array.isArray(parsed)) return [];
	return (parsed as unknown[]).map(fieldsOf).flatMap((fields) => {
		const text = (name: keyof DeskEntry): string => toText(fields[name]);
		const key = text('key');
		if (key === '') return [];
		const entry: DeskEntry = {
			key,
			kind: kindOfKey(key),
			group: text('group'),
			shopId: text('shopId'),
			shopCode: text('shopCode'),
			code: text('code'),
			message: text('message'),
			hint: text('hint'),
			since: text('since'),
			isClosedByHand: fields.isClosedByHand === true,
			note: text('note'),
			shipBy: text('shipBy'),
		};
		return [entry];
	});
}
