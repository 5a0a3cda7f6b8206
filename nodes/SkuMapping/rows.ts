import { readFactor, readSku, readText, type Cell } from './cells';

/** Store code of the rows that hold for every store without rows of its own. */
export const ALL_STORES = '*';

/** One checked row: so many units of the system SKU are shipped for one unit of the platform SKU (B57, B61). */
export interface MappingRow {
	/** Store code, or `*` for all stores. */
	storeCode: string;
	platformSku: string;
	systemSku: string;
	/** Conversion factor, whole number ≥ 1. */
	quantity: number;
}

/** A platform SKU that has rows, and the store they are for (`*` = all stores). */
export type MappedSku = Pick<MappingRow, 'storeCode' | 'platformSku'>;

/** Why a row cannot be used. */
export interface RowProblem {
	/** Counted from 1, as the user counts. */
	row: number;
	/** End of the sentence "Row 17: …", without a full stop. */
	reason: string;
}

export interface ReadRows {
	rows: MappingRow[];
	/** All of them, in the order of the rows; a row may have several. */
	problems: RowProblem[];
}

type Column = 'store_code' | 'platform_sku' | 'system_sku' | 'quantity';

const COLUMNS = new Map<string, Column>([
	['storecode', 'store_code'],
	['platformsku', 'platform_sku'],
	['systemsku', 'system_sku'],
	['quantity', 'quantity'],
]);

const LOOKS_LIKE_STORE = /^(store|shop)/;

/**
 * Reads raw mapping rows, each cell once, and reports everything that cannot be used, so that one look mends it all.
 *
 * Columns: `store_code` (`*`, empty or absent = all stores), `platform_sku`, `system_sku`, `quantity`. Only letters and
 * digits of a column name count, so "Store Code" and "storeCode" are the same; other columns are left alone. Rows of
 * the same store and platform SKU form one mapping; the same system SKU twice in one mapping is refused (§5).
 *
 * @param rawRows  rows as JSON, a table or a spreadsheet gives them
 */
export function readRows(rawRows: readonly unknown[]): ReadRows {
	const rows: MappingRow[] = [];
	const problems: RowProblem[] = [];
	const nameOf = columnNames();
	const seen = new Map<string, { row: number; quantity: unknown }>();
	rawRows.forEach((raw, index) => {
		const number = index + 1;
		const { row, reasons } = readRow(raw, nameOf);
		if (row) {
			const key = keyOf(row);
			const first = seen.get(key);
			if (first) reasons.push(repeats(row, first));
			else seen.set(key, { row: number, quantity: row.quantity });
		}
		problems.push(...reasons.map((reason) => ({ row: number, reason })));
		if (row && reasons.length === 0) rows.push({ ...row, quantity: row.quantity as number });
	});
	return { rows, problems };
}

/** One text for three; the lengths keep `A`+`BC` apart from `AB`+`C`. */
function keyOf({ storeCode, platformSku, systemSku }: HalfRow): string {
	return `${storeCode.length}.${platformSku.length}.${storeCode}${platformSku}${systemSku}`;
}

/** The sentence for one row. */
export function rowProblemText({ row, reason }: RowProblem): string {
	return `Row ${row}: ${reason}.`;
}

/** A row whose texts are fine; its quantity may still be missing. */
type HalfRow = Omit<MappingRow, 'quantity'> & { quantity?: number };

function readRow(
	raw: unknown,
	nameOf: (name: string) => string,
): { row?: HalfRow; reasons: string[] } {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
		return {
			reasons: ['this is not a row with store_code, platform_sku, system_sku and quantity'],
		};
	}
	const { cells, reasons } = cellsOf(raw as Record<string, unknown>, nameOf);
	const take = <T>(
		column: Column,
		read: (column: string, value: unknown) => Cell<T>,
	): T | undefined => {
		const cell = read(column, cells.get(column));
		if ('value' in cell) return cell.value;
		reasons.push(cells.has(column) ? cell.reason : `there is no column ${column}`);
		return undefined;
	};
	const storeCode = take('store_code', readText);
	const platformSku = take('platform_sku', readSku);
	const systemSku = take('system_sku', readSku);
	const quantity = take('quantity', readFactor);
	if (storeCode === undefined || platformSku === undefined || systemSku === undefined) {
		return { reasons };
	}
	return { row: { storeCode: storeCode || ALL_STORES, platformSku, systemSku, quantity }, reasons };
}

function cellsOf(
	raw: Record<string, unknown>,
	nameOf: (name: string) => string,
): { cells: Map<Column, unknown>; reasons: string[] } {
	const cells = new Map<Column, unknown>();
	const reasons: string[] = [];
	let storeLike: string | undefined;
	for (const key of Object.keys(raw)) {
		const name = nameOf(key);
		const column = COLUMNS.get(name);
		if (column === undefined) {
			if (LOOKS_LIKE_STORE.test(name)) storeLike ??= key;
		} else if (cells.has(column)) {
			reasons.push(`two columns mean ${column}, and "${key}" is the second one`);
		} else {
			cells.set(column, raw[key]);
		}
	}
	// Rows meant for one store must not become the default of all stores because of a column's name.
	if (storeLike !== undefined && !cells.has('store_code')) {
		reasons.push(`there is no column store_code, but one named "${storeLike}". Rename it`);
	}
	return { cells, reasons };
}

/** Letters and digits of a column name in lower case; a table has few names and many rows, so each is worked out once. */
function columnNames(): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		const cached = known.get(name);
		if (cached !== undefined) return cached;
		const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
		known.set(name, plain);
		return plain;
	};
}

function repeats(row: HalfRow, first: { row: number; quantity: unknown }): string {
	if (row.quantity === first.quantity) return `it repeats row ${first.row}`;
	const store = row.storeCode === ALL_STORES ? 'all stores' : `store ${row.storeCode}`;
	return `system SKU "${row.systemSku}" stands already in row ${first.row} for platform SKU "${row.platformSku}" of ${store}`;
}
