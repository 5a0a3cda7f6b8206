import { isInexactNumber, isShortenedNumber } from '../../shared/exactNumber';
import { getOrAdd } from '../../shared/getOrAdd';
import { isBlank, readText } from '../../shared/table/cells';
import { rowProblemText, severityOf, type RowProblem } from './rowProblems';
import { ALL_STORES, ANY_STORE } from '../../shared/table/stores';
import { mappingKey, type TableRow } from './mappingRows';

/** A mapping row that cannot be used. */
export interface UnusableRow {
	/** As the user counts. */
	row: number;
	/** Whole sentences. */
	reasons: string[];
}

const NUMERIC = /^-?\d+(?:\.\d+)?$/;
const MOST_DECIMALS = 20;
/** Texts read from a cell that holds an object; a SKU has fewer parts. */
const MOST_TEXTS = 50;
const DEEPEST = 4;

/**
 * Index of the unusable rows by store and platform SKU. Only orders of these SKUs wait; no order is mapped in part (B68).
 *
 * A row without a readable store concerns every store. An unreadable platform SKU concerns every SKU that it may stand for:
 * a long number stands for any SKU with the same first digits, an object for any text in it. A row without a platform SKU
 * concerns none, except where its store is empty too and the row above has a SKU: merged cells of a spreadsheet arrive like
 * this.
 */
export class UnusableRows {
	/** In the order of the table. */
	readonly rows: readonly UnusableRow[];
	/** Rows that name no platform SKU; no order waits for them. */
	readonly withoutSku: readonly UnusableRow[];
	private readonly texts = new Map<string, UnusableRow[]>();
	private readonly numbers = new Map<string, UnusableRow[]>();
	private readonly decimals = new Set<number>();
	private readonly merged = new Map<string, UnusableRow[]>();
	private readonly skus = new Set<string>();

	/**
	 * @param rows      of the table, in its order
	 * @param problems  of these rows
	 * @param unusable  numbers of the unusable rows
	 */
	constructor(
		rows: readonly TableRow[],
		problems: readonly RowProblem[],
		unusable: ReadonlySet<number>,
	) {
		const reasons = reasonsOf(problems, unusable);
		const all: UnusableRow[] = [];
		const nameless: UnusableRow[] = [];
		rows.forEach((row, position) => {
			if (!unusable.has(row.number)) return;
			const entry = { row: row.number, reasons: reasons.get(row.number) ?? [] };
			all.push(entry);
			if (!this.add(entry, row, rows[position - 1])) nameless.push(entry);
		});
		this.rows = all;
		this.withoutSku = nameless;
	}

	/** Whether an unusable row of any store may concern a platform SKU. Fast, because it is asked for each order line. */
	mayConcern(platformSku: string): boolean {
		return this.skus.has(platformSku) || (this.numbers.size > 0 && NUMERIC.test(platformSku));
	}

	/** Unusable rows for which a platform SKU of a store code waits (`*` = the rows of all stores). */
	rowsFor(storeCode: string, platformSku: string): readonly UnusableRow[] {
		if (!this.mayConcern(platformSku)) return [];
		const below = this.merged.get(mappingKey({ storeCode, platformSku })) ?? [];
		return [...this.rowsNaming(storeCode, platformSku), ...below];
	}

	/** Like `rowsFor`, without the rows of merged cells. The result does not depend on the order of the table. */
	rowsNaming(storeCode: string, platformSku: string): readonly UnusableRow[] {
		if (!this.mayConcern(platformSku)) return [];
		const found = new Set<UnusableRow>();
		for (const scope of [storeCode, ANY_STORE]) {
			const about = (sku: string) => mappingKey({ storeCode: scope, platformSku: sku });
			for (const row of this.texts.get(about(platformSku)) ?? []) found.add(row);
			if (this.numbers.size === 0 || !NUMERIC.test(platformSku)) continue;
			const number = Number(platformSku);
			const shown = [...this.decimals].map((decimals) => number.toExponential(decimals));
			for (const text of [String(number), ...shown]) {
				for (const row of this.numbers.get(about(text)) ?? []) found.add(row);
			}
		}
		return [...found];
	}

	private add(entry: UnusableRow, row: TableRow, above: TableRow | undefined): boolean {
		const stores = storesOf(row);
		const skus = skusOf(row);
		const merged = skus.length === 0 ? rowAboveMergedCell(row, above) : undefined;
		if (merged) {
			this.skus.add(merged.platformSku);
			getOrAdd(this.merged, mappingKey(merged), (): UnusableRow[] => []).push(entry);
			return true;
		}
		for (const storeCode of stores) {
			for (const sku of skus) {
				const isNumber = typeof sku !== 'string' || isShortenedNumber(sku);
				const platformSku = isNumber ? this.numberKey(sku) : sku;
				if (!isNumber) this.skus.add(platformSku);
				const index = isNumber ? this.numbers : this.texts;
				const key = mappingKey({ storeCode, platformSku });
				getOrAdd(index, key, (): UnusableRow[] => []).push(entry);
			}
		}
		return skus.length > 0;
	}

	/** A key that all SKUs which the number may stand for have in common. */
	private numberKey(sku: string | number): string {
		if (typeof sku === 'number') return String(sku);
		const text = sku.trim().replace(',', '.');
		const fraction = /\.(\d+)E/i.exec(text)?.[1] ?? '';
		const decimals = Math.min(fraction.length, MOST_DECIMALS);
		this.decimals.add(decimals);
		return Number(text).toExponential(decimals);
	}
}

function reasonsOf(
	problems: readonly RowProblem[],
	unusable: ReadonlySet<number>,
): Map<number, string[]> {
	const reasons = new Map<number, string[]>();
	for (const problem of problems) {
		if (problem.row === null || !unusable.has(problem.row)) continue;
		if (severityOf(problem.code) !== 'refused') continue;
		getOrAdd(reasons, problem.row, (): string[] => []).push(rowProblemText(problem));
	}
	return reasons;
}

function storesOf({ mapping, partly, doubled }: TableRow): string[] {
	const storeCode = mapping ? mapping.storeCode : partly?.storeCode;
	if (storeCode === undefined || doubled?.some(({ column }) => column === 'store_code')) {
		return [ANY_STORE];
	}
	return [storeCode || ALL_STORES];
}

/** Every platform SKU that a row may mean. */
function skusOf({ mapping, partly, doubled = [], cells }: TableRow): Array<string | number> {
	const read = mapping?.platformSku ?? partly?.platformSku;
	const own = read !== undefined ? [read] : possibleSkus(cells.get('platform_sku'));
	const others = doubled
		.filter(({ column }) => column === 'platform_sku')
		.flatMap(({ value }) => possibleSkus(value));
	return [...own, ...others].filter((sku) => sku !== '');
}

function possibleSkus(value: unknown): Array<string | number> {
	const cell = readText('', value);
	if ('value' in cell) return [cell.value];
	if (typeof value === 'string') return [value.trim()];
	const texts: string[] = [];
	const numbers: number[] = [];
	collectValues(value, texts, numbers, DEEPEST);
	return [...texts, texts.join('').trim(), ...numbers];
}

/** Values in a cell that is no text: parts of rich text, a link with its text, a boolean. */
function collectValues(value: unknown, texts: string[], numbers: number[], depth: number): void {
	if (texts.length + numbers.length >= MOST_TEXTS) return;
	if (isInexactNumber(value)) numbers.push(value);
	else if (typeof value === 'boolean') texts.push(String(value), String(value).toUpperCase());
	else if (typeof value !== 'object') texts.push(String(value).trim());
	else if (value !== null && depth > 0) {
		for (const inner of Object.values(value)) collectValues(inner, texts, numbers, depth - 1);
	}
}

function rowAboveMergedCell({ cells }: TableRow, above: TableRow | undefined) {
	if (!cells.has('store_code') || !isBlank(cells.get('store_code'))) return undefined;
	return isBlank(above?.cells.get('store_code')) ? undefined : above?.mapping;
}
