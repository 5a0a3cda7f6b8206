import { isPlainObject } from 'lodash';

import { kindWords } from '../../shared/kind';
import { rowsOf, type Fields } from './json';
import type { OmsConnection } from './connection';

/**
 * The rows of a list in a success answer. A row that is no object is one without fields: whoever reads it says so.
 * Where none of several rows is one, the list is of another kind.
 *
 * @param name  how the API calls the list
 * @throws OmsError  the list is missing, or something else: that is a fault of the answer, not "nothing there"
 */
export function listOf(connection: OmsConnection, list: unknown, name: string): Fields[] {
	if (Array.isArray(list)) {
		if (list.length < 2 || list.some((row) => isPlainObject(row))) return rowsOf(list);
		throw connection.unreadable({ misses: `row 1 of the list ${name} ${kindWords(list[0])}` });
	}
	throw connection.unreadable({ misses: `the list ${name} ${kindWords(list)}` });
}

/**
 * The same where a row that is no object cannot be told apart from one that is not there: products, stock, warehouses.
 *
 * @throws OmsError
 */
export function completeListOf(connection: OmsConnection, list: unknown, name: string): Fields[] {
	const rows = listOf(connection, list, name);
	const position = (list as unknown[]).findIndex((row) => !isPlainObject(row));
	if (position < 0) return rows;
	const kind = kindWords((list as unknown[])[position]);
	throw connection.unreadable({ misses: `row ${position + 1} of the list ${name} ${kind}` });
}
