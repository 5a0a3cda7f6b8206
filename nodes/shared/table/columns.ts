import { WORDS, STORE_WORDS, type AnyColumn } from './columnWords';

/** The user's names of the columns; without one, the usual names count. */
export type OwnNames<C extends string> = Partial<Record<C, string>>;

/** How certain a name is: the column's own name, a word that people use for it, or a word that may mean something else. */
export const enum Rank {
	Exact = 0,
	Word = 1,
	Weak = 2,
}

/** Finds the columns of a table by their names. */
export interface ColumnNames<C extends string> {
	columnOf(name: string): C | undefined;
	/** Of two columns with the same meaning the more certain one counts; equally certain ones are a fault. */
	rankOf(name: string): Rank;
	/** Whether a table without this column cannot be used. */
	isRequired(column: C): boolean;
	/** Whether a name seems to mean the store, although it is not the store column. */
	looksLikeStore(name: string): boolean;
	/** The name of a column in a message: that of the user where there is one. */
	called(column: C): string;
}

/** UTF-8 byte order mark read as Windows-1252; read as UTF-8 it is no letter and goes by itself. */
const BROKEN_MARK = /^ï»¿/;

/** "数量（必填）", "Quantity (required)": text in brackets explains the name and is not part of it. */
const IN_BRACKETS = /[([（【［][^)\]）】］]*[)\]）】］]/g;

/**
 * Finds columns by their names. Only letters and digits count, in any case, width and with any accent, so "Store Code",
 * "storeCode" and "ＳＴＯＲＥ＿ＣＯＤＥ" are the same; so do the words of `columnWords.ts`.
 *
 * @param columns  of this kind of table, in their order
 * @param own      names of the user's table; they replace the usual names and the words
 * @param usual    whether the usual names count as well
 * @returns        the names, or the user's name that stands for two columns
 */
export function columnNames<C extends AnyColumn>(
	columns: readonly C[],
	required: readonly C[],
	own: OwnNames<C> = {},
	{ usual = false }: { usual?: boolean } = {},
): ColumnNames<C> | { ambiguous: string } {
	const known = new Map<string, { column: C; rank: Rank }>();
	const ownNames = new Map<C, string>();
	for (const column of columns) {
		const name = own[column]?.trim() ?? '';
		if (normalizeColumn(name) === '') continue;
		if (known.has(normalizeColumn(name))) return { ambiguous: name };
		known.set(normalizeColumn(name), { column, rank: Rank.Exact });
		ownNames.set(column, name);
	}
	const add = (column: C, rank: Rank, names: readonly string[]): void => {
		if (!usual && ownNames.has(column)) return;
		for (const name of names) {
			const key = normalizeColumn(name);
			if (!known.has(key)) known.set(key, { column, rank });
		}
	};
	for (const column of columns) {
		add(column, Rank.Exact, [column, ...(WORDS[column].exact ?? [])]);
	}
	for (const column of columns) add(column, Rank.Word, WORDS[column].words);
	for (const column of columns) add(column, Rank.Weak, WORDS[column].weak ?? []);
	const find = remembered((name) => {
		const found = known.get(normalizeColumn(name));
		return found ?? known.get(normalizeColumn(withoutBrackets(name)));
	});
	return {
		columnOf: (name) => find(name)?.column,
		rankOf: (name) => find(name)?.rank ?? Rank.Weak,
		isRequired: (column) => required.includes(column) || ownNames.has(column),
		looksLikeStore: remembered((name) => {
			const key = normalizeColumn(name);
			return STORE_WORDS.some((word) => key.startsWith(normalizeColumn(word)));
		}),
		called: (column) => {
			const name = ownNames.get(column);
			return name === undefined ? column : `"${name}" (${column})`;
		},
	};
}

/** A name without what it says in brackets. */
export function withoutBrackets(name: string): string {
	return name.replace(IN_BRACKETS, '');
}

/** Letters and digits of any script, without accents, in lower case and of the usual width. */
export function normalizeColumn(name: string): string {
	return name
		.replace(BROKEN_MARK, '')
		.normalize('NFKD')
		.toLowerCase()
		.replace(/đ/g, 'd')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Computes each name once: a table has few names and many rows. */
function remembered<T>(work: (name: string) => T): (name: string) => T {
	const known = new Map<string, { result: T }>();
	return (name) => {
		let answer = known.get(name);
		if (answer === undefined) known.set(name, (answer = { result: work(name) }));
		return answer.result;
	};
}

/** Columns that a message names at most. */
const COLUMNS_SHOWN = 20;

/** `Columns found: "A", "B" and 3 more`; empty where there are none. */
export function columnsFound(names: readonly string[]): string {
	if (names.length === 0) return '';
	const shown = names.slice(0, COLUMNS_SHOWN).map((name) => `"${name}"`);
	const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
	return `Columns found: ${shown.join(', ')}${more}`;
}
