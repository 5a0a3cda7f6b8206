/** Everything a check can find, and whether the row is refused for it or only deserves a look. */
const PROBLEMS = {
	// About a row that cannot be used.
	NOT_A_ROW: 'refused',
	COLUMN_MISSING: 'refused',
	COLUMN_TWICE: 'refused',
	QUOTES_UNCLEAR: 'refused',
	ROW_TOO_LONG: 'refused',
	STORE_EMPTY: 'refused',
	CELL_ERROR: 'refused',
	GARBLED_TEXT: 'refused',
	CELL_EMPTY: 'refused',
	CELL_NOT_TEXT: 'refused',
	NUMBER_INEXACT: 'refused',
	QUANTITY_INVALID: 'refused',
	FORMULA: 'refused',
	ROW_TWICE: 'refused',
	SYSTEM_SKU_TWICE: 'refused',
	SYSTEM_SKU_UNKNOWN: 'refused',
	COMBO_INCOMPLETE: 'refused',
	// About the mapping as a whole.
	NO_ROWS: 'refused',
	FILE_UNREADABLE: 'refused',
	// About a row that is used.
	BLANKS_REMOVED: 'warning',
	LEADING_ZEROS: 'warning',
	DOUBTFUL_CHARACTERS: 'warning',
	ALL_STORES_ASSUMED: 'warning',
	TEXT_TOO_LONG: 'warning',
	LOOK_ALIKE: 'warning',
	TOO_MANY_ROWS: 'warning',
	SYSTEM_SKU_UNAPPROVED: 'warning',
	PLATFORM_SKU_GONE: 'warning',
	QUANTITY_CHANGED: 'warning',
	SYSTEM_SKU_CHANGED: 'warning',
	// About what has no row, or about another input.
	SOLD_SKU_NOT_MAPPED: 'warning',
	LISTED_SKU_NOT_MAPPED: 'warning',
	LISTED_SKU_EMPTY: 'warning',
	LARGE_CHANGE: 'warning',
	INPUT_EMPTY: 'warning',
	INPUT_UNUSABLE: 'warning',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export type Severity = (typeof PROBLEMS)[ProblemCode];

/** All codes, for documentation and tests. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

export function severityOf(code: ProblemCode): Severity {
	return PROBLEMS[code];
}

/** What is wrong, and how a message says it. */
export interface Fault {
	code: ProblemCode;
	/** End of the sentence "Row 17: …", without a full stop. */
	reason: string;
}

/** A fault and where it is. */
export interface RowProblem extends Fault {
	/** As the user counts; null when it is about no single row: `reason` then begins the sentence itself. */
	row: number | null;
}

/** A problem about a platform SKU of a shop that no row is about. */
export interface SkuProblem {
	row: null;
	code: ProblemCode;
	/** Whole sentence without its full stop. */
	reason: string;
	storeCode: string;
	platformSku: string;
}

/** The sentence for one problem. */
export function rowProblemText({ row, reason }: RowProblem): string {
	return row === null ? `${reason}.` : `Row ${row}: ${reason}.`;
}
