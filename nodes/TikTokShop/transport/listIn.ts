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
 * @param complete  whether a row that cannot be read makes the list unreadable; otherwise it is passed by
 * @throws UnreadableList  `data` or the list is of another kind: that is not "nothing there"
 */
export function listIn<T extends { id: string }>(
	data: unknown,
	name: string,
	complete = false,
): T[] {
	if (!isObject(data)) throw new UnreadableList(name);
	const list = data[name] ?? [];
	if (!Array.isArray(list)) throw new UnreadableList(name);
	const rows = list.flatMap((row: unknown) => {
		const id = isObject(row) && (typeof row.id === 'string' || Number.isSafeInteger(row.id));
		return id ? [{ ...row, id: String(row.id) } as T] : [];
	});
	if (complete && rows.length < list.length) throw new UnreadableList(name);
	return rows;
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
