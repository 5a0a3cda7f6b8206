import { count } from '../text';

/** Problems of rows that a hint or a description lists at most. */
export const PROBLEMS_LISTED = 20;

/** "2 mapping rows were left out." */
export function rowsLeftOut(rows: number, table: 'mapping' | 'pairing'): string {
	return `${count(rows)} ${table} ${rows === 1 ? 'row was' : 'rows were'} left out.`;
}
