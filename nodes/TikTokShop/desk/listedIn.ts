import { attempt, isError } from 'lodash';

import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';
import type { DecidedLine } from './decide';
import type { DeskEntry } from './deskEntries';
import { OUTCOMES } from './outcome';
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

/** The lines that Decide has given; other items are left out. */
export function decidedIn(items: readonly unknown[]): DecidedLine[] {
	return items.map(fieldsOf).flatMap((fields) => {
		const what = toText(fields.what);
		const key = toText(fields.key);
		if (key === '' || !isDecided(what)) return [];
		const { en, zh } = fieldsOf(fields.why);
		const { shopId, shopCode } = fields;
		const why = { en: toText(en), zh: toText(zh) };
		return [{ key, shopId: toText(shopId), shopCode: toText(shopCode), what, why }];
	});
}

function isDecided(what: string): what is DecidedLine['what'] {
	return what === 'tried' || Object.keys(OUTCOMES).includes(what);
}
