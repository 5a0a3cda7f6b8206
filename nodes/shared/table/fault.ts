/** Why a cell or a row of a table cannot be used. */
export interface Fault {
	code: TableFault;
	/** End of the sentence "Row 17: …", without a full stop. */
	reason: string;
}

/** Faults that the reader of tables can find. */
export type TableFault =
	| 'NOT_A_ROW'
	| 'COLUMN_MISSING'
	| 'COLUMN_TWICE'
	| 'FILE_UNREADABLE'
	| 'QUOTES_UNCLEAR'
	| 'ROW_TOO_LONG'
	| 'CELL_EMPTY'
	| 'CELL_NOT_TEXT'
	| 'CELL_ERROR'
	| 'GARBLED_TEXT'
	| 'NUMBER_INEXACT'
	| 'QUANTITY_INVALID'
	| 'STORE_EMPTY';
