/** Columns of a mapping, one row per system SKU (behaviour §5). */
export const COLUMNS = ['store_code', 'platform_sku', 'system_sku', 'quantity'] as const;

export type Column = (typeof COLUMNS)[number];

/** Names that a table of the user has for them; an empty or absent one keeps the name above. */
export type OwnNames = Partial<Record<Column, string>>;

const LOOKS_LIKE_STORE = /^(store|shop)/;

/** UTF-8 byte order mark read as Windows-1252; read as UTF-8 it is no letter and goes by itself. */
const BROKEN_MARK = /^ï»¿/;

/** Which column of a table is which. */
export interface ColumnNames {
	columnOf(name: string): Column | undefined;
	/** Whether a table without this column cannot be used. */
	isRequired(column: Column): boolean;
	/** Whether a name seems to mean the store although it is not its column. */
	looksLikeStore(name: string): boolean;
	/** How a message calls a column: by its own name where it has one. */
	called(column: Column): string;
}

/**
 * Finds columns by their names: only letters and digits count, in any case, so "Store Code" and "storeCode" are the same.
 *
 * @param own     names of the user's table; they take the place of the usual ones
 * @param usual   whether the usual names count as well as the own ones
 * @returns       the names, or the own name that stands for two columns
 */
export function columnNames(
	own: OwnNames = {},
	{ usual = false }: { usual?: boolean } = {},
): ColumnNames | { ambiguous: string } {
	const columns = new Map<string, Column>();
	const ownNames = new Map<Column, string>();
	for (const column of COLUMNS) {
		const name = own[column]?.trim() ?? '';
		if (plain(name) === '') continue;
		if (columns.has(plain(name))) return { ambiguous: name };
		columns.set(plain(name), column);
		ownNames.set(column, name);
	}
	for (const column of COLUMNS) {
		const wanted = usual || !ownNames.has(column);
		if (wanted && !columns.has(plain(column))) columns.set(plain(column), column);
	}
	return {
		columnOf: remembered((name) => columns.get(plain(name))),
		isRequired: (column) => column !== 'store_code' || ownNames.has(column),
		looksLikeStore: remembered((name) => LOOKS_LIKE_STORE.test(plain(name))),
		called: (column) => {
			const name = ownNames.get(column);
			return name === undefined ? column : `"${name}" (${column})`;
		},
	};
}

/** The names above and no others. */
export const USUAL_NAMES = columnNames() as ColumnNames;

/** Letters and digits of any script, in lower case. */
function plain(name: string): string {
	return name
		.replace(BROKEN_MARK, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** A table has few names and many rows, so each name is worked out once. */
function remembered<T>(work: (name: string) => T): (name: string) => T {
	const known = new Map<string, { result: T }>();
	return (name) => {
		let answer = known.get(name);
		if (answer === undefined) known.set(name, (answer = { result: work(name) }));
		return answer.result;
	};
}
