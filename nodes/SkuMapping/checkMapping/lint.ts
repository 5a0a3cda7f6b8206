import { doubtfulCharacters, skeleton, visible } from '../../shared/table/doubtful';
import { isGarbled } from '../../shared/table/garbled';
import { asShown, isBlank } from '../../shared/table/cells';
import { COLUMNS, type Column } from '../mapping/columns';
import type { RowProblem } from '../mapping/rowProblems';
import { ALL_STORES, storeText } from '../../shared/table/stores';
import { mappingKey, type TableRow } from '../mapping/mappingRows';
import { count, listed } from '../../shared/text';
import { spreadsheetMade } from './spreadsheetMade';

/** Limits of a public client of the OMS; those of the OMS itself are not known (B64). */
const MAX_ROWS_OF_MAPPING = 20;
const MAX_TEXT = 255;

const TEXTS = COLUMNS.filter((column) => column !== 'quantity');

/** Warnings about the cells of one row. */
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
	const padded = those(({ value, text }) => value !== text);
	report('BLANKS_REMOVED', padded, `blanks around ${listed(padded)} were removed`);
	const numbers = TEXTS.filter((column) => Number.isSafeInteger(cells.get(column)));
	const shown = numbers.map((column) => `${column} ${asShown(cells.get(column))}`);
	report(
		'LEADING_ZEROS',
		numbers,
		`${listed(shown)} came as a number, so zeros in front of it would be lost. Format the column as text if it should begin with 0`,
	);
	for (const { column, text } of texts) {
		const doubt = isGarbled(text) ? undefined : doubtfulCharacters(text);
		if (doubt) report('DOUBTFUL_CHARACTERS', [column], `${column} "${visible(text)}" ${doubt}`);
	}
	for (const { column, text } of texts) {
		const what = column === 'store_code' ? undefined : spreadsheetMade(text);
		const reason = `${column} "${text}" looks like ${what} that a spreadsheet has made of it. If it is another SKU, format the column as text and write it again`;
		if (what) report('SKU_REFORMATTED', [column], reason);
	}
	const long = those(({ text }) => text.length > MAX_TEXT);
	report(
		'TEXT_TOO_LONG',
		long,
		`${listed(long)} ${long.length === 1 ? 'has' : 'have'} more than ${MAX_TEXT} characters; the OMS may not take it`,
	);
	return problems;
}

/** Warnings about texts that differ from an earlier row only by case or blanks: different products for the OMS, or a typing error (B65). */
export function lintSpelling(rows: readonly TableRow[]): RowProblem[] {
	const problems: RowProblem[] = [];
	for (const column of TEXTS) {
		const firsts = new Map<string, { text: string; number: number }>();
		const others = new Set<string>();
		for (const { number, texts } of rows) {
			if (!texts) continue;
			const text = textOf(texts, column);
			const key = skeleton(text);
			const first = firsts.get(key);
			if (first === undefined) firsts.set(key, { text, number });
			if (first === undefined || first.text === text || others.has(text)) continue;
			others.add(text);
			const reason = `${column} "${visible(text)}" differs from "${visible(first.text)}" of row ${first.number} only by ${differenceOf(text, first.text)}; both count as they are`;
			problems.push({ row: number, code: 'LOOK_ALIKE', reason });
		}
	}
	return problems;
}

/** For hints only: SKUs count as they are (B65). */
function withoutCaseAndBlanks(text: string): string {
	return text.toLowerCase().replace(/\s+/g, '');
}

function differenceOf(one: string, other: string): string {
	const isCase = withoutCaseAndBlanks(one) === withoutCaseAndBlanks(other);
	return isCase ? 'case or blanks' : 'characters that look alike or cannot be seen';
}

function textOf(texts: NonNullable<TableRow['texts']>, column: Column): string {
	if (column === 'platform_sku') return texts.platformSku;
	return column === 'system_sku' ? texts.systemSku : texts.storeCode;
}

/** Warnings about mappings with more rows than a public client of the OMS accepts, once for each (B64). */
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

/** Warnings about rows without a store code above rows of single stores: they count for all stores, perhaps by mistake. */
export function lintStores(rows: readonly TableRow[]): RowProblem[] {
	const isOwn = ({ mapping }: TableRow) =>
		mapping !== undefined && mapping.storeCode !== ALL_STORES;
	const last = rows.map(isOwn).lastIndexOf(true);
	return rows.slice(0, Math.max(0, last)).flatMap(({ number, mapping, cells }): RowProblem[] => {
		if (!mapping || !isBlank(cells.get('store_code'))) return [];
		const reason = `store_code is empty, so the row is for all stores, while other rows name a store. Write * if that is meant`;
		return [{ row: number, code: 'ALL_STORES_ASSUMED', reason }];
	});
}
