import type { RawTable } from '../../shared/table/rawTable';
import { USUAL_NAMES, type ColumnNames } from '../mapping/columns';
import { coverageOf, type Coverage } from './coverage';
import type { Difference } from './differences';
import { compareEarlier, type Comparison } from './earlier';
import { NO_FALLBACKS, type Fallbacks } from '../mapping/fallbacks';
import { lintCells, lintSizes, lintSpelling, lintStores } from './lint';
import { MappingIndex } from '../mapping/mappingIndex';
import { compareWithOms, readOmsProducts } from '../mapping/omsProducts';
import type { ProblemCode, RowProblem, SkuProblem } from '../mapping/rowProblems';
import { byRow, skuProblem, toFineRow, type FineRow, type Problem } from './report';
import type { TableRow } from '../mapping/mappingRows';
import { compareWithShop } from './shopProducts';
import { evaluateMapping } from '../mapping/evaluateMapping';
import { count } from '../../shared/text';
import { withoutUnreadParts, type UnreadPart } from './unreadParts';

/** What a mapping is compared with. An absent input is not compared. */
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
	/** Whether SKUs of the earlier mapping without new rows stay mapped; otherwise they are removed. */
	keepOthers?: boolean;
}

export interface Summary extends Partial<Coverage> {
	/** How a text file was read, by its WHATWG name. */
	encoding?: string;
	rows: number;
	fineRows: number;
	refusedRows: number;
	warnings: number;
	/** Only with an earlier mapping: mappings (store and platform SKU), not rows. */
	added?: number;
	removed?: number;
	changed?: number;
	/** SKUs without new rows that stay mapped. */
	kept?: number;
}

export interface CheckResult {
	fineRows: FineRow[];
	problems: Problem[];
	summary: Summary;
	/** Only with an earlier mapping. */
	differences: Difference[];
}

/**
 * Checks a mapping without using it: every row is fine or refused, and every problem is reported.
 *
 * Coverage and differences are those of the fine rows and of the earlier rows that stay. Bad rows are results, not failures.
 */
export function checkMapping(
	table: RawTable | readonly unknown[],
	input: CheckInput = {},
): CheckResult {
	const { names = USUAL_NAMES, firstRow = 1, fallbacks = NO_FALLBACKS, earlierMapping } = input;
	const notes: SkuProblem[] = [];
	const raw: RawTable = 'rows' in table ? table : { rows: table, firstRow };
	const {
		rows,
		fine,
		refused,
		problems: found,
		unusable,
	} = evaluateMapping(raw, {
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
	const compared = earlierMapping
		? compareEarlier(rows, fineRows, refused, unusable, {
				rows: earlierMapping,
				names: input.earlierNames,
				keepOthers: input.keepOthers ?? false,
			})
		: undefined;
	const changes = noteComparison(compared, notes);
	const index = new MappingIndex([...fine, ...(compared?.keptRows ?? [])], unusable);
	const shop = comparePlatformProducts(fine, input, index, fallbacks, notes);
	const covered = coverOrders(input, index, fallbacks, notes);
	if (rows.length === 0 && raw.problem === undefined)
		notes.unshift(note('NO_ROWS', 'The mapping has no rows'));
	const cells = new Map(rows.map((row) => [row.number, row.cells]));
	const problems = [
		...byRow([...found, ...changes.filter(isAboutRow), ...shop.filter(isAboutRow)], cells),
		...[
			...notes,
			...changes.filter(isAboutSku),
			...covered.problems,
			...shop.filter(isAboutSku),
		].map(skuProblem),
	];
	return {
		fineRows: fine.map(toFineRow),
		problems,
		summary: {
			...(raw.encoding === undefined ? {} : { encoding: raw.encoding }),
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
	const { read, unread } = withoutUnreadParts(omsProducts);
	if (unread.length > 0) {
		const reason = `The products of the OMS could not be read, so system SKUs were not compared: ${unread[0].why}`;
		notes.push(note('INPUT_NOT_READ', reason));
		return [];
	}
	const products = readOmsProducts(read);
	noteUnusableItems(notes, 'OMS Products', products.unusable, 'products of the OMS');
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
	const { read, unread } = withoutUnreadParts(platformProducts);
	notes.push(...unread.map(unreadShop));
	const hidden = unread.map(({ storeCode }) => storeCode);
	const { problems, listed, unusable } = compareWithShop(rows, read, index, fallbacks, hidden);
	const wayOut = '. Leave Simplify on in TikTok Shop > Product > Get Many';
	noteUnusableItems(notes, 'TikTok Shop Products', unusable, 'SKUs of a shop', wayOut);
	if (listed + unread.length === 0)
		notes.push(emptyInput('TikTok Shop Products', 'its SKUs were not compared'));
	return problems;
}

/** Rows for all stores may be for SKUs of the shop that was not read. */
function unreadShop({ storeCode, why }: UnreadPart): SkuProblem {
	const of = storeCode === '' ? 'the shops' : `store ${storeCode}`;
	const reason = `The products of ${of} could not be read, so rows for ${of} and for all stores were not compared with them: ${why}`;
	return { ...note('INPUT_NOT_READ', reason), storeCode };
}

function coverOrders(
	{ orders }: CheckInput,
	index: MappingIndex,
	fallbacks: Fallbacks,
	notes: SkuProblem[],
): { coverage?: Coverage; problems: SkuProblem[] } {
	if (!orders) return { problems: [] };
	const { coverage, problems, unusable } = coverageOf(orders, index, fallbacks);
	noteUnusableItems(notes, 'Orders', unusable, 'orders');
	if (coverage.orders === 0) notes.push(emptyInput('Orders', 'there is no coverage'));
	return { coverage, problems };
}

function noteComparison(
	compared: Comparison | undefined,
	notes: SkuProblem[],
): Array<RowProblem | SkuProblem> {
	noteUnusableItems(notes, 'Earlier Mapping', compared?.leftOut ?? 0, 'mapping rows');
	return compared?.problems ?? [];
}

function note(code: ProblemCode, reason: string): SkuProblem {
	return { row: null, code, reason, storeCode: '', platformSku: '' };
}

function emptyInput(name: string, consequence: string): SkuProblem {
	return note('INPUT_EMPTY', `The ${name} input gave nothing to compare with, so ${consequence}`);
}

function noteUnusableItems(
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
