import { asShown, isBlank } from './cells';
import type { Fault } from './fault';

/** Store code of the rows that hold for every store without rows of its own. */
export const ALL_STORES = '*';

/**
 * Finds empty store cells below a filled one, row by row from the top: merged cells of a spreadsheet arrive so, and an empty
 * cell would mean all stores.
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
