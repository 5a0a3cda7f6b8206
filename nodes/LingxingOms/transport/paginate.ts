import { PageGuard } from '../../shared/pages';
import { fieldsOf, numberOf, rowsOf, type Fields } from './json';
import type { OmsConnection } from './request';

/** The most the OMS gives at once (OMS contract §1.3). */
export const PAGE_SIZE = 100;

/** A page of a list. */
export interface Page {
	records: Fields[];
	/** Rows of the whole list; 0 where the OMS does not say. */
	total: number;
}

/** The rows of a paged list, page by page (see {@link countedPages}). */
export async function* pages(
	connection: OmsConnection,
	path: string,
	data: object,
): AsyncGenerator<Fields[]> {
	for await (const { records } of countedPages(connection, path, data)) yield records;
}

/**
 * Reads a paged list to its end, page by page (OMS contract §1.3).
 *
 * The end is where `total` rows have come and the page is not full or, where the OMS gives no total, where a page is empty: a
 * page shorter than asked for is not trusted to be the last.
 *
 * @throws OmsError, or Error when the list has no end
 */
export async function* countedPages(
	connection: OmsConnection,
	path: string,
	data: object,
): AsyncGenerator<Page> {
	const guard = new PageGuard('The OMS');
	let received = 0;
	for (let page = 1; ; page++) {
		const answer = fieldsOf(await connection.read(path, { ...data, page, pageSize: PAGE_SIZE }));
		// A list that is not there is no empty list.
		if (!Array.isArray(answer.records)) throw connection.unreadable();
		const records = rowsOf(answer.records);
		if (records.length === 0) return;
		const total = numberOf(answer.total);
		yield { records, total };
		received += records.length;
		// A full page may have a next one, whatever the total says.
		if (total > 0 && received >= total && records.length < PAGE_SIZE) return;
		guard.count(records.length);
	}
}

/** The first `limit` rows of a paged list. */
export async function firstRows(
	connection: OmsConnection,
	path: string,
	data: object,
	limit: number,
): Promise<Fields[]> {
	const rows: Fields[] = [];
	for await (const records of pages(connection, path, data)) {
		rows.push(...records);
		if (rows.length >= limit) break;
	}
	return rows.slice(0, limit);
}

/** The list cut into parts of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
}
