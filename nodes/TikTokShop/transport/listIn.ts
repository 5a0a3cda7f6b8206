import type { IDataObject } from 'n8n-workflow';

/** A success answer without the list that it should hold, or with something else in its place. */
export class UnreadableList extends Error {
	constructor(name: string) {
		super(`TikTok Shop gave an answer in which the list ${name} cannot be read`);
	}
}

/**
 * The rows of a list in `data` of an answer that are objects with an ID; none where it is left out.
 *
 * @throws UnreadableList  `data` or the list is of another kind: that is not "nothing there"
 */
export function listIn<T extends { id: string }>(data: unknown, name: string): T[] {
	if (!isObject(data)) throw new UnreadableList(name);
	const list = data[name] ?? [];
	if (!Array.isArray(list)) throw new UnreadableList(name);
	return list.flatMap((row: unknown) => {
		const id = isObject(row) && (typeof row.id === 'string' || Number.isSafeInteger(row.id));
		return id ? [{ ...row, id: String(row.id) } as T] : [];
	});
}

/** The same where a row that cannot be read must not be left out. */
export function completeListIn<T extends { id: string }>(data: unknown, name: string): T[] {
	const rows = listIn<T>(data, name);
	const given = (data as IDataObject)[name];
	if (Array.isArray(given) && given.length > rows.length) throw new UnreadableList(name);
	return rows;
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
