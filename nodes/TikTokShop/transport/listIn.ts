import { kindWords } from '../../shared/kind';
import { isFields } from '../../shared/fields';

/** A success answer that is not what the API describes: that is a fault of the answer, not "nothing there". */
export class UnreadableList extends Error {
	/**
	 * @param name     what cannot be read, as the API calls it
	 * @param problem  what is wrong with it, as the end of a sentence
	 */
	constructor(name: string, problem: string) {
		super(`TikTok Shop gave an answer in which the list ${name} cannot be read: it ${problem}`);
	}
}

/** A list is not given whole: TikTok Shop names no next page, and says that there are more rows. */
export class IncompleteList extends UnreadableList {}

/**
 * The rows of a list in `data` of an answer: objects with an ID, all of them.
 *
 * @throws UnreadableList  `data`, the list or one of its rows is missing or of another kind
 */
export function listIn<T extends { id: string }>(data: unknown, name: string): T[] {
	return arrayIn(data, name).map((row, index) => {
		const read = withId<T>(row);
		if (read) return read;
		const problem = isFields(row) ? 'has no ID' : kindWords(row);
		throw new UnreadableList(name, `has a row ${index + 1} that ${problem}`);
	});
}

/**
 * The same where a row that cannot be read is left out.
 *
 * @throws UnreadableList  `data` or the list is missing or of another kind
 */
export function readableIn<T extends { id: string }>(data: unknown, name: string): T[] {
	return arrayIn(data, name).flatMap((row) => withId<T>(row) ?? []);
}

/**
 * The same where one bad row must not take the others away: it fails only where there are rows and none of them can be read.
 *
 * @throws UnreadableList  `data` or the list is missing or of another kind, or has no row that can be read
 */
export function someIn<T extends { id: string }>(data: unknown, name: string): T[] {
	const readable = readableIn<T>(data, name);
	return readable.length > 0 ? readable : listIn<T>(data, name);
}

/**
 * A list in `data` of an answer; its rows may be anything.
 *
 * @throws UnreadableList  `data` or the list is missing or of another kind
 */
export function arrayIn(data: unknown, name: string): unknown[] {
	const list = fieldsIn(data)[name];
	if (!Array.isArray(list)) throw new UnreadableList(name, kindWords(list));
	return list;
}

/**
 * `data` of an answer.
 *
 * @throws UnreadableList  it is missing or no object
 */
export function fieldsIn(data: unknown): Record<string, unknown> {
	if (!isFields(data)) throw new UnreadableList('data', kindWords(data));
	return data;
}

function withId<T extends { id: string }>(row: unknown): T | undefined {
	const isReadable = isFields(row) && (typeof row.id === 'string' || Number.isSafeInteger(row.id));
	return isReadable ? ({ ...row, id: String(row.id) } as unknown as T) : undefined;
}
