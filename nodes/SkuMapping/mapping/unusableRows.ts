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
	/** What is wrong with it, whole sentences. */
	reasons: string[];
}

const NUMERIC = /^-?\d+(?:\.\d+)?$/;
const MOST_DECIMALS = 20;
/** Of a cell that holds an object; more is no SKU any more. */
const MOST_TEXTS = 50;
const DEEPEST = 4;

/**
 * The rows of a mapping that cannot be used, by the store and the platform SKU that they name, so that only those wait
 * (B68: nothing is mapped in part).
 *
 * A row whose store cannot be read is about every store. A platform SKU that cannot be read may be any text that it can
 * come from: a long number any SKU with the same first digits, an object any text in it. A row without a platform SKU names
 * none, except below a row with one where also the store is left empty: so merged cells of a spreadsheet arrive.
 */
export class UnusableRows {
	/** All of them in the order of the table. */
	readonly rows: readonly UnusableRow[];
	/** Those that name no platform SKU, so that no order can wait for them. */
	readonly nameless: readonly UnusableRow[];
	private readonly texts = new Map<string, UnusableRow[]>();
	private readonly numbers = new Map<string, UnusableRow[]>();
	private readonly decimals = new Set<number>();
	private readonly merged = new Map<string, UnusableRow[]>();
	private readonly skus = new Set<string>();

	/**
	 * @param rows      of the table, in its order
	 * @param problems  of these rows
	 * @param unusable  numbers of the rows that cannot be used and without which others are not whole
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
		this.nameless = nameless;
	}

	/** Whether any unusable row may stand for a platform SKU, of whatever store: one cheap look for each order line. */
	mayName(platformSku: string): boolean {
		return this.skus.has(platformSku) || (this.numbers.size > 0 && NUMERIC.test(platformSku));
	}

	/** Unusable rows that a platform SKU of one store code (`*` = the rows of all stores) has to wait for. */
	at(storeCode: string, platformSku: string): readonly UnusableRow[] {
		if (!this.mayName(platformSku)) return [];
		const below = this.merged.get(mappingKey({ storeCode, platformSku })) ?? [];
		return [...this.naming(storeCode, platformSku), ...below];
	}

	/** The same without rows that only stand below; which rows these are does not depend on the order of the table. */
	naming(storeCode: string, platformSku: string): readonly UnusableRow[] {
		if (!this.mayName(platformSku)) return [];
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
		const merged = skus.length === 0 ? mergedWith(row, above) : undefined;
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

	/** The text that every SKU which may be meant gives as well. */
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

/** Texts and numbers that the platform SKU of a row may be. */
function skusOf({ mapping, partly, doubled = [], cells }: TableRow): Array<string | number> {
	const read = mapping?.platformSku ?? partly?.platformSku;
	const own = read !== undefined ? [read] : meantBy(cells.get('platform_sku'));
	const others = doubled
		.filter(({ column }) => column === 'platform_sku')
		.flatMap(({ value }) => meantBy(value));
	return [...own, ...others].filter((sku) => sku !== '');
}

function meantBy(value: unknown): Array<string | number> {
	const cell = readText('', value);
	if ('value' in cell) return [cell.value];
	if (typeof value === 'string') return [value.trim()];
	const texts: string[] = [];
	const numbers: number[] = [];
	gather(value, texts, numbers, DEEPEST);
	return [...texts, texts.join('').trim(), ...numbers];
}

/** What a program may have made of one text: parts of rich text, a link with its text, yes or no. */
function gather(value: unknown, texts: string[], numbers: number[], depth: number): void {
	if (texts.length + numbers.length >= MOST_TEXTS) return;
	if (isInexactNumber(value)) numbers.push(value);
	else if (typeof value === 'boolean') texts.push(String(value), String(value).toUpperCase());
	else if (typeof value !== 'object') texts.push(String(value).trim());
	else if (value !== null && depth > 0) {
		for (const inner of Object.values(value)) gather(inner, texts, numbers, depth - 1);
	}
}

function mergedWith({ cells }: TableRow, above: TableRow | undefined) {
	if (!cells.has('store_code') || !isBlank(cells.get('store_code'))) return undefined;
	return isBlank(above?.cells.get('store_code')) ? undefined : above?.mapping;
}
