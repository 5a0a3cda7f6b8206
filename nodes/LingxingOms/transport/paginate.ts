import { PageGuard } from '../../shared/pageGuard';
import { fieldsOf, numberOf, type Fields } from './json';
import { completeListOf, listOf } from './listOf';
import type { ApiError } from './errors';
import type { OmsConnection } from './connection';

/** The most the OMS gives at once (OMS API §1.3). */
export const PAGE_SIZE = 100;

/** A page of a list. */
export interface Page {
	records: Fields[];
	/** Rows of the whole list; 0 where the OMS does not say. */
	total: number;
}

/**
 * Reads a paged list to its end, page by page (OMS API §1.3).
 *
 * The end is where `total` rows have come and the page is not full or, where the OMS gives no total, where a page is empty: a
 * page shorter than asked for is not trusted to be the last. A list that ends before its total was not given whole.
 *
 * @param rowsOf  reads the rows of a page
 * @throws OmsError, or Error when the list has no end
 */
export async function* countedPages(
	connection: OmsConnection,
	path: string,
	data: object,
	rowsOf = listOf,
): AsyncGenerator<Page> {
	const guard = new PageGuard('The OMS');
	let received = 0;
	for (let page = 1; ; page++) {
		const answer = await connection.read(path, { ...data, page, pageSize: PAGE_SIZE });
		const records = rowsOf(connection, fieldsOf(answer).records, 'records');
		const total = numberOf(fieldsOf(answer).total);
		received += records.length;
		if (records.length === 0) {
			if (received < total) throw connection.unreadable(tooFew(received, total));
			return;
		}
		yield { records, total };
		// A full page may have a next one, whatever the total says.
		if (total > 0 && received >= total && records.length < PAGE_SIZE) return;
		guard.count(records.length);
	}
}

function tooFew(received: number, total: number): Pick<ApiError, 'misses' | 'incomplete'> {
	return { incomplete: true, misses: `it gave ${received} rows of a list of ${total}` };
}

/** The first `limit` rows of a paged list whose rows are objects. */
export async function firstRows(
	connection: OmsConnection,
	path: string,
	data: object,
	limit: number,
): Promise<Fields[]> {
	const rows: Fields[] = [];
	for await (const { records } of countedPages(connection, path, data, completeListOf)) {
		rows.push(...records);
		if (rows.length >= limit) break;
	}
	return rows.slice(0, limit);
}
