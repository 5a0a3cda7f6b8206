import { asShown } from './cells';
import { COLUMNS, type Column } from './columns';
import { beginsLikeFormula } from './formula';
import type { RowProblem } from './problems';
import { mappingKey, storeText, type TableRow } from './rows';
import { count, listed, withoutCaseAndBlanks } from './words';

/** What a public client of the OMS takes; its limits are not known (B64). */
const MAX_ROWS_OF_MAPPING = 20;
const MAX_TEXT = 255;

const TEXTS = COLUMNS.filter((column) => column !== 'quantity');

/** A lost character, or UTF-8 that was read as Windows-1252: "Ã©" for "é". */
const GARBLED = /\uFFFD|[ÃÂ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œž]|â€|ï»¿/;

/** What deserves a look in rows that can be read, row by row; `FORMULA` is the only one that refuses. */
export function lintCells({ number, cells }: TableRow): RowProblem[] {
	const problems: RowProblem[] = [];
	const report = (code: RowProblem['code'], columns: readonly Column[], reason: string): void => {
		if (columns.length > 0) problems.push({ row: number, code, reason });
	};
	const texts = TEXTS.flatMap((column) => {
		const value = cells.get(column);
		return typeof value === 'string' ? [{ column, value, text: value.trim() }] : [];
	});
	const those = (test: (cell: { value: string; text: string }) => boolean): Column[] =>
		texts.filter(test).map(({ column }) => column);
	for (const { column, text } of texts) {
		if (beginsLikeFormula(text)) {
			const reason = `${column} "${text}" begins like a formula, with ${text[0]}. Write the SKU itself, with an apostrophe in front if it really begins so`;
			report('FORMULA', [column], reason);
		}
	}
	const padded = those(({ value, text }) => value !== text);
	report('BLANKS_REMOVED', padded, `blanks around ${listed(padded)} were removed`);
	const numbers = TEXTS.filter((column) => Number.isSafeInteger(cells.get(column)));
	const shown = numbers.map((column) => `${column} ${asShown(cells.get(column))}`);
	report(
		'LEADING_ZEROS',
		numbers,
		`${listed(shown)} came as a number, so zeros in front of it would be lost. Format the column as text if it should begin with 0`,
	);
	const garbled = those(({ text }) => GARBLED.test(text));
	report(
		'GARBLED_TEXT',
		garbled,
		`${listed(garbled)} ${garbled.length === 1 ? 'looks' : 'look'} garbled. Read the file with its own encoding, UTF-8 or Windows-1252`,
	);
	const long = those(({ text }) => text.length > MAX_TEXT);
	report(
		'TEXT_TOO_LONG',
		long,
		`${listed(long)} ${long.length === 1 ? 'has' : 'have'} more than ${MAX_TEXT} characters; the OMS may not take it`,
	);
	return problems;
}

/** Text that differs from that of an earlier row by case or blanks only: two products to the OMS, or a slip (B65). */
export function lintSpelling(rows: readonly TableRow[]): RowProblem[] {
	const problems: RowProblem[] = [];
	for (const column of TEXTS) {
		const firsts = new Map<string, { text: string; number: number }>();
		const others = new Set<string>();
		for (const { number, texts } of rows) {
			if (!texts) continue;
			const text = textOf(texts, column);
			const key = withoutCaseAndBlanks(text);
			const first = firsts.get(key);
			if (first === undefined) firsts.set(key, { text, number });
			if (first === undefined || first.text === text || others.has(text)) continue;
			others.add(text);
			const reason = `${column} "${text}" differs from "${first.text}" of row ${first.number} only by case or blanks; both count as they are`;
			problems.push({ row: number, code: 'LOOK_ALIKE', reason });
		}
	}
	return problems;
}

function textOf(texts: NonNullable<TableRow['texts']>, column: Column): string {
	if (column === 'platform_sku') return texts.platformSku;
	return column === 'system_sku' ? texts.systemSku : texts.storeCode;
}

/** Mappings with more rows than a public client of the OMS takes, reported once each (B64). */
export function lintSizes(rows: readonly TableRow[]): RowProblem[] {
	const sizes = new Map<string, number>();
	return rows.flatMap(({ number, mapping }): RowProblem[] => {
		if (!mapping) return [];
		const size = (sizes.get(mappingKey(mapping)) ?? 0) + 1;
		sizes.set(mappingKey(mapping), size);
		if (size !== MAX_ROWS_OF_MAPPING + 1) return [];
		const reason = `platform SKU "${mapping.platformSku}" of ${storeText(mapping.storeCode)} has more than ${count(MAX_ROWS_OF_MAPPING)} rows; the OMS may not take so many`;
		return [{ row: number, code: 'TOO_MANY_ROWS', reason }];
	});
}
