/**
 * Everything a check can find: whether the row is refused for it, and what it means. docs/exceptions.md is made from it:
 * `npm run generate:docs`.
 */
export const PROBLEMS = {
	// About a row that cannot be used.
	NOT_A_ROW: {
		severity: 'refused',
		meaning: 'the item is no row, so the file is another one than expected',
	},
	COLUMN_MISSING: {
		severity: 'refused',
		meaning:
			'a column is missing; the reason names the columns found, or the row where the header stands',
	},
	COLUMN_TWICE: { severity: 'refused', meaning: 'two columns mean the same' },
	QUOTES_UNCLEAR: {
		severity: 'refused',
		meaning:
			'it is not clear where a cell of a text file ends: put the whole cell in quotation marks, and write each one inside it twice',
	},
	ROW_TOO_LONG: {
		severity: 'refused',
		meaning:
			'the row has more cells than the header: put a cell that holds the separator in quotation marks',
	},
	STORE_EMPTY: {
		severity: 'refused',
		meaning:
			'an empty store cell below a filled one, as merged cells give it: write the store code in every row, or `*`',
	},
	CELL_ERROR: {
		severity: 'refused',
		meaning:
			'the cell holds an error of the spreadsheet, such as `#N/A`: correct its formula, or write the value itself',
	},
	GARBLED_TEXT: {
		severity: 'refused',
		meaning:
			'the text file was read with the wrong encoding: choose the right one ([Tables](tables.md))',
	},
	CELL_EMPTY: { severity: 'refused', meaning: 'a cell is empty' },
	CELL_NOT_TEXT: { severity: 'refused', meaning: 'a cell is neither text nor a number' },
	NUMBER_INEXACT: {
		severity: 'refused',
		meaning: 'a long number has lost its last digits, such as `1.23E+18`; it is never guessed',
	},
	QUANTITY_INVALID: {
		severity: 'refused',
		meaning: 'the quantity is no whole number from 1 to 999,999',
	},
	FORMULA: {
		severity: 'refused',
		meaning:
			"the value begins with `=`, `+`, `-` or `@`. Write a SKU that really begins so with an apostrophe in front, as `'=A`: Check Mapping removes it in its Fine Rows",
	},
	ROW_TWICE: { severity: 'refused', meaning: 'the row repeats another one' },
	SYSTEM_SKU_TWICE: {
		severity: 'refused',
		meaning: 'another row gives the same system SKU another quantity',
	},
	SYSTEM_SKU_UNKNOWN: { severity: 'refused', meaning: 'the OMS has no such product' },
	COMBO_INCOMPLETE: {
		severity: 'refused',
		meaning: 'another row of the same combo is refused; alone, this one would ship too little',
	},
	// About the mapping as a whole.
	NO_ROWS: { severity: 'refused', meaning: 'the table has no rows' },
	FILE_UNREADABLE: {
		severity: 'refused',
		meaning:
			'the file cannot be read, or its encoding is not certain: choose it ([Tables](tables.md))',
	},
	// About a row that is used.
	BLANKS_REMOVED: {
		severity: 'warning',
		meaning: 'the cell has blanks around its text; they do not count',
	},
	SKU_REFORMATTED: {
		severity: 'warning',
		meaning:
			'the SKU looks like a date or a decimal number that a spreadsheet has made of it, such as `5-Mar` of `3-5`',
	},
	LEADING_ZEROS: {
		severity: 'warning',
		meaning: 'the cell is a number that may have lost zeros at its beginning',
	},
	DOUBTFUL_CHARACTERS: {
		severity: 'warning',
		meaning: 'the text holds characters that cannot be seen or look like others',
	},
	ALL_STORES_ASSUMED: {
		severity: 'warning',
		meaning:
			'the store cell is empty, while rows below name a store: write `*` if all stores are meant',
	},
	TEXT_TOO_LONG: { severity: 'warning', meaning: 'the text has more than 255 characters' },
	LOOK_ALIKE: {
		severity: 'warning',
		meaning:
			'the SKU differs from that of another row only by case, by blanks or by characters that look alike',
	},
	TOO_MANY_ROWS: { severity: 'warning', meaning: 'one platform SKU has more than 20 rows' },
	SYSTEM_SKU_UNAPPROVED: { severity: 'warning', meaning: 'the product is not approved in the OMS' },
	PLATFORM_SKU_GONE: { severity: 'warning', meaning: 'no product of the shop has this seller SKU' },
	QUANTITY_CHANGED: {
		severity: 'warning',
		meaning: 'another quantity than now would be shipped; the reason names both',
	},
	SYSTEM_SKU_CHANGED: {
		severity: 'warning',
		meaning: 'another system SKU than now would be shipped; the reason names both',
	},
	// About what has no row, or about another input.
	SOLD_SKU_NOT_MAPPED: { severity: 'warning', meaning: 'a SKU that was sold has no row' },
	LISTED_SKU_NOT_MAPPED: {
		severity: 'warning',
		meaning: 'a SKU that is listed in the shop has no row',
	},
	LISTED_SKU_EMPTY: {
		severity: 'warning',
		meaning: 'a product that is listed in the shop has no seller SKU',
	},
	LARGE_CHANGE: {
		severity: 'warning',
		meaning: 'more than 20 % of the present mapping would be removed or changed',
	},
	INPUT_NOT_READ: {
		severity: 'warning',
		meaning:
			'a shop or the OMS did not answer, so what it has could not be compared: nothing is told as missing for want of it',
	},
	INPUT_EMPTY: { severity: 'warning', meaning: 'an input gave no items' },
	INPUT_UNUSABLE: { severity: 'warning', meaning: 'an input gave items of another kind' },
} as const satisfies Record<string, { severity: 'refused' | 'warning'; meaning: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export type Severity = (typeof PROBLEMS)[ProblemCode]['severity'];

/** All codes, for documentation and tests. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

export function severityOf(code: ProblemCode): Severity {
	return PROBLEMS[code].severity;
}

/** What is wrong with a row. */
export interface Fault {
	code: ProblemCode;
	/** End of the sentence "Row 17: …", without a full stop. */
	reason: string;
}

/** A fault and its row. */
export interface RowProblem extends Fault {
	/** Counted as the user counts. Null for the whole table; `reason` then is the whole sentence. */
	row: number | null;
}

/** A problem of a platform SKU without a row. */
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
