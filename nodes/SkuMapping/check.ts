import type { RawTable } from '../shared/table/rawTable';
import { USUAL_NAMES, type ColumnNames } from './columns';
import { coverageOf, type Coverage } from './coverage';
import { differencesOf, type Difference } from './differences';
import { NO_FALLBACKS, type Fallbacks } from './fallbacks';
import { lintCells, lintSizes, lintSpelling, lintStores } from './lint';
import type { MappingIndex } from './mappingIndex';
import { compareWithOms, readOmsProducts } from './omsProducts';
import type { ProblemCode, RowProblem, SkuProblem } from './problems';
import { byRow, skuProblem, toFineRow, type FineRow, type Problem } from './report';
import { mappingKey, readTable, usableRows, type MappingRow, type TableRow } from './rows';
import { compareWithShop } from './shopProducts';
import type { UnusableRows } from './unusableRows';
import { judgeMapping } from './verdict';
import { count } from './words';

/** What a mapping is compared with; absent = not at all. */
export interface CheckInput {
	names?: ColumnNames;
	/** Number of the first row; a spreadsheet with a header starts at 2. */
	firstRow?: number;
	fallbacks?: Fallbacks;
	orders?: readonly unknown[];
	omsProducts?: readonly unknown[];
	platformProducts?: readonly unknown[];
	earlierMapping?: readonly unknown[];
	earlierNames?: ColumnNames;
}

export interface Summary extends Partial<Coverage> {
	rows: number;
	fineRows: number;
	refusedRows: number;
	warnings: number;
	/** Only with an earlier mapping: mappings (store and platform SKU), not rows. */
	added?: number;
	removed?: number;
	changed?: number;
}

export interface CheckResult {
	fineRows: FineRow[];
	problems: Problem[];
	summary: Summary;
	/** Only with an earlier mapping. */
	differences: Difference[];
}

/**
 * Checks a mapping without using it: every row is fine or refused, and everything worth knowing is said (§5).
 *
 * Coverage and differences are those of the fine rows. Bad rows are results here, never failures.
 */
export function checkMapping(
	table: RawTable | readonly unknown[],
	input: CheckInput = {},
): CheckResult {
	const { names = USUAL_NAMES, firstRow = 1, fallbacks = NO_FALLBACKS } = input;
	const notes: SkuProblem[] = [];
	const raw = 'rows' in table ? table : { rows: table, firstRow };
	const {
		rows,
		fine,
		refused,
		problems: found,
		unusable,
		index,
	} = judgeMapping(raw, {
		names,
		textMarks: true,
		moreProblems: (all) => [
			...all.flatMap(lintCells),
			...lintStores(all),
			...lintSpelling(all),
			...lintSizes(all),
			...compareOmsProducts(all, input, notes),
		],
	});
	const fineRows = fine.map(({ row }) => row);
	const shop = comparePlatformProducts(fine, input, index, fallbacks, notes);
	const covered = coverOrders(input, index, fallbacks, notes);
	const compared = compareEarlier(rows, fineRows, refused, unusable, input, notes);
	if (rows.length === 0 && raw.problem === undefined)
		notes.unshift(note('NO_ROWS', 'The mapping has no rows'));
	const cells = new Map(rows.map((row) => [row.number, row.cells]));
	const problems = [
		...byRow([...found, ...shop.filter(isAboutRow)], cells),
		...[...notes, ...covered.problems, ...shop.filter(isAboutSku)].map(skuProblem),
	];
	return {
		fineRows: fine.map(toFineRow),
		problems,
		summary: {
			rows: rows.length,
			fineRows: fine.length,
			refusedRows: rows.length - fine.length,
			warnings: problems.filter(({ severity }) => severity === 'warning').length,
			...covered.coverage,
			...compared?.counts,
		},
		differences: compared?.differences ?? [],
	};
}

function compareOmsProducts(
	rows: readonly TableRow[],
	{ omsProducts }: CheckInput,
	notes: SkuProblem[],
): RowProblem[] {
	if (!omsProducts) return [];
	const products = readOmsProducts(omsProducts);
	noteUnusable(notes, 'OMS Products', products.unusable, 'products of the OMS');
	if (products.approved.size + products.unapproved.size > 0) return compareWithOms(rows, products);
	notes.push(emptyInput('OMS Products', 'system SKUs were not compared'));
	return [];
}

function comparePlatformProducts(
	rows: readonly TableRow[],
	{ platformProducts }: CheckInput,
	index: MappingIndex,
	fallbacks: Fallbacks,
	notes: SkuProblem[],
): Array<RowProblem | SkuProblem> {
	if (!platformProducts) return [];
	const { problems, listed, unusable } = compareWithShop(rows, platformProducts, index, fallbacks);
	const wayOut = '. Leave Simplify on in TikTok Shop > Product > Get Many';
	noteUnusable(notes, 'TikTok Shop Products', unusable, 'SKUs of a shop', wayOut);
	if (listed === 0) notes.push(emptyInput('TikTok Shop Products', 'its SKUs were not compared'));
	return problems;
}

function coverOrders(
	{ orders }: CheckInput,
	index: MappingIndex,
	fallbacks: Fallbacks,
	notes: SkuProblem[],
): { coverage?: Coverage; problems: SkuProblem[] } {
	if (!orders) return { problems: [] };
	const { coverage, problems, unusable } = coverageOf(orders, index, fallbacks);
	noteUnusable(notes, 'Orders', unusable, 'orders');
	if (coverage.orders === 0) notes.push(emptyInput('Orders', 'there is no coverage'));
	return { coverage, problems };
}

function compareEarlier(
	rows: readonly TableRow[],
	after: readonly MappingRow[],
	refused: ReadonlySet<number>,
	unusable: UnusableRows,
	{ earlierMapping, earlierNames }: CheckInput,
	notes: SkuProblem[],
) {
	if (!earlierMapping) return undefined;
	const earlier = readTable(earlierMapping, { names: earlierNames });
	const left = earlier.rows.filter(({ row }) => !row).length;
	// A mapping without any row to use is a wrong file, and does not remove everything.
	const before = after.length > 0 ? usableRows(earlier.rows) : [];
	noteUnusable(notes, 'Earlier Mapping', left, 'mapping rows');
	const unknown = new Set(
		rows.flatMap(({ number, mapping }) =>
			mapping && refused.has(number) ? mappingKey(mapping) : [],
		),
	);
	for (const row of before) {
		if (unusable.at(row.storeCode, row.platformSku).length > 0) unknown.add(mappingKey(row));
	}
	// A row that only repeats another leaves its mapping whole.
	for (const row of after) unknown.delete(mappingKey(row));
	const differences = differencesOf(before, after, unknown);
	const countOf = (change: Difference['change']) =>
		differences.filter((difference) => difference.change === change).length;
	return {
		differences,
		counts: { added: countOf('added'), removed: countOf('removed'), changed: countOf('changed') },
	};
}

function note(code: ProblemCode, reason: string): SkuProblem {
	return { row: null, code, reason, storeCode: '', platformSku: '' };
}

function emptyInput(name: string, consequence: string): SkuProblem {
	return note('INPUT_EMPTY', `The ${name} input gave nothing to compare with, so ${consequence}`);
}

function noteUnusable(
	notes: SkuProblem[],
	name: string,
	unusable: number,
	wanted: string,
	wayOut = '',
): void {
	if (unusable === 0) return;
	const items = unusable === 1 ? '1 item' : `${count(unusable)} items`;
	const reason = `${items} of the ${name} input ${unusable === 1 ? 'was' : 'were'} left out: only ${wanted} can be compared${wayOut}`;
	notes.push(note('INPUT_UNUSABLE', reason));
}

function isAboutSku(problem: RowProblem | SkuProblem): problem is SkuProblem {
	return 'storeCode' in problem;
}

function isAboutRow(problem: RowProblem | SkuProblem): problem is RowProblem {
	return !isAboutSku(problem);
}
