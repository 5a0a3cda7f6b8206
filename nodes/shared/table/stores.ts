import type { OrderShop } from '../orderItem';
import { asShown, isBlank } from './cells';
import type { Fault } from './fault';

/** Store code of the rows that are for every store without rows of its own. */
export const ALL_STORES = '*';

/** Stands for any store in an index of unusable rows. No row has an empty store code: an empty cell means all stores. */
export const ANY_STORE = '';

/** What a table may call a shop. */
export type StoreOf = Pick<OrderShop, 'code' | 'id'> & Partial<Pick<OrderShop, 'name'>>;

/**
 * What a table has for a shop: under its shop code, else under its shop ID, else under its name, else under `*` (B53, B58, B59).
 *
 * @param find  what the table has under a store code; undefined = nothing
 */
export function findForStore<T>(
	{ code, id, name }: StoreOf,
	find: (storeCode: string) => T | undefined,
): T | undefined {
	for (const storeCode of [code, id, name, ALL_STORES]) {
		const found = storeCode ? find(storeCode) : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Whether rows of a store code count for a shop where the table has no others. */
export function isForStore({ code, id, name }: StoreOf, storeCode: string): boolean {
	if (storeCode === '') return false;
	return storeCode === ALL_STORES || storeCode === code || storeCode === id || storeCode === name;
}

/** "store US01" or "all stores". */
export function storeText(storeCode: string): string {
	return storeCode === ALL_STORES ? 'all stores' : `store ${storeCode}`;
}

/**
 * Finds empty store cells below a filled one, row by row from the top. Merged cells of a spreadsheet arrive like this, and
 * an empty cell would mean all stores.
 */
export class StoreCells {
	private above?: { row: number; text: string };

	/**
	 * @param row   number as the user counts
	 * @param cell  of the store column; undefined where the row has none
	 */
	check(row: number, cell: unknown): Fault | undefined {
		if (!isBlank(cell)) {
			const text = String(asShown(cell)).trim();
			this.above = text === ALL_STORES ? undefined : { row, text };
			return undefined;
		}
		if (!this.above) return undefined;
		const { text, row: filled } = this.above;
		const reason = `store_code is empty below "${text}" of row ${filled}. Write the store code in every row, also where cells were merged, or * for all stores`;
		return { code: 'STORE_EMPTY', reason };
	}
}
