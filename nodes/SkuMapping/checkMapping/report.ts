import { asShown } from '../../shared/table/cells';
import type { CellsByColumn } from '../../shared/table/rowCells';
import { COLUMNS, type Column } from '../mapping/columns';
import {
	rowProblemText,
	severityOf,
	type ProblemCode,
	type RowProblem,
	type Severity,
	type SkuProblem,
} from '../mapping/rowProblems';
import type { MappingRow, TableRow } from '../mapping/mappingRows';

export type CellValue = string | number | boolean;

/** A problem as an item. It is flat, so that the editor shows a table. */
export interface Problem extends Record<Column, CellValue> {
	/** Counted as the user counts; null for the whole table. */
	row: number | null;
	severity: Severity;
	code: ProblemCode;
	/** Whole sentence. */
	reason: string;
}

/** A fine row as it can be stored: texts without outer blanks, the quantity as a number. */
export interface FineRow {
	row: number;
	store_code: string;
	platform_sku: string;
	system_sku: string;
	quantity: number;
}

/** Problems of the whole table first, then row by row; the order within a row stays. */
export function byRow(
	problems: readonly RowProblem[],
	cells: ReadonlyMap<number, CellsByColumn<Column>>,
): Problem[] {
	return [...problems]
		.sort((a, b) => (a.row ?? -Infinity) - (b.row ?? -Infinity) || 0)
		.map((problem) => {
			const given = problem.row === null ? undefined : cells.get(problem.row);
			const [store_code, platform_sku, system_sku, quantity] = COLUMNS.map((column) =>
				asShown(given?.get(column)),
			);
			return {
				row: problem.row,
				severity: severityOf(problem.code),
				code: problem.code,
				reason: rowProblemText(problem),
				store_code,
				platform_sku,
				system_sku,
				quantity,
			};
		});
}

export function skuProblem({ code, reason, storeCode, platformSku }: SkuProblem): Problem {
	return {
		row: null,
		severity: severityOf(code),
		code,
		reason: `${reason}.`,
		store_code: storeCode,
		platform_sku: platformSku,
		system_sku: '',
		quantity: '',
	};
}

export function toFineRow({ number, row }: TableRow): FineRow {
	const { storeCode, platformSku, systemSku, quantity } = row as MappingRow;
	return {
		row: number,
		store_code: storeCode,
		platform_sku: platformSku,
		system_sku: systemSku,
		quantity,
	};
}
