import { getOrAdd } from '../../shared/getOrAdd';
import { storeText } from '../../shared/table/stores';
import type { MappingRow } from './mappingRows';
import type { Fault } from './rowProblems';

/** Texts of a row, with the quantity where it could be read. One object is all that a usable row needs. */
export type RowTexts = Omit<MappingRow, 'quantity'> & Partial<MappingRow>;

interface NumberedRow {
	/** Row number, counted as the user counts. */
	number: number;
	texts?: RowTexts;
}

type RowWithTexts = NumberedRow & { texts: RowTexts };

function hasTexts(row: NumberedRow): row is RowWithTexts {
	return row.texts !== undefined;
}

/** Finds rows that repeat an earlier one. */
export class FirstRows {
	/** By platform SKU; where it has several, by store and system SKU. */
	private readonly skus = new Map<string, RowWithTexts | Map<string, RowWithTexts>>();

	/** The fault of a row whose store, platform SKU and system SKU another one has already. */
	repeatedBy(row: NumberedRow): Fault | undefined {
		if (!hasTexts(row)) return undefined;
		const { platformSku, systemSku, storeCode, quantity } = row.texts;
		const known = this.skus.get(platformSku);
		if (!known) {
			this.skus.set(platformSku, row);
			return undefined;
		}
		const rows = known instanceof Map ? known : new Map([[targetKey(known.texts), known]]);
		if (rows !== known) this.skus.set(platformSku, rows);
		const first = getOrAdd(rows, targetKey(row.texts), () => row);
		if (first === row) return undefined;
		if (quantity === first.texts.quantity) {
			return { code: 'ROW_TWICE', reason: `it repeats row ${first.number}` };
		}
		const where = `for platform SKU "${platformSku}" of ${storeText(storeCode)}`;
		const reason = `system SKU "${systemSku}" stands already in row ${first.number} ${where}`;
		return { code: 'SYSTEM_SKU_TWICE', reason };
	}
}

function targetKey({ storeCode, systemSku }: RowTexts): string {
	return `${storeCode.length}.${storeCode}${systemSku}`;
}
