import { isInexactNumber } from '../../../shared/exactNumber';
import { isBlank, readText } from '../../../shared/table/cells';
import { normalizeColumn, withoutBrackets } from '../../../shared/table/columns';
import { wholeNumberOf } from '../../../shared/table/wholeNumber';
import { fieldsOf } from '../../../shared/fields';
import { conditionsOf, type Condition } from './conditions';

/** Columns of the table of warehouse rules. */
export const RULE_COLUMNS = [
	'priority',
	'store',
	'country',
	'state',
	'postal_codes',
	'store_warehouse',
	'sku',
	'units_from',
	'units_to',
	'shipping_type',
	'order_kind',
	'warehouse',
	'logistics_channel',
	'hold',
	'skip',
] as const;

export type RuleColumn = (typeof RULE_COLUMNS)[number];

/** What a rule does with the orders that it takes. */
export type RuleResult =
	| { warehouseCode: string; logisticsChannel: string }
	/** The orders wait, with this reason. */
	| { hold: string }
	/** The orders are none of ours, with this reason. */
	| { skip: string };

/** A row of the table. */
export interface Rule {
	/** Counted from 1, as the user counts. */
	row: number;
	/** Rules are tried from the smallest on; of equal ones, the upper row first. */
	priority: number;
	/** All of them have to hold. A condition that cannot be read counts as one that holds. */
	conditions: Condition[];
	/** Undefined if the rule cannot be used. */
	result?: RuleResult;
	/** Why the rule cannot be used; parts of a sentence. */
	problems: string[];
}

/** Words of other languages for the columns; `normalizeColumn` takes care of case, width and signs. */
export const RULE_COLUMN_WORDS: Readonly<Record<RuleColumn, readonly string[]>> = {
	priority: ['优先级', '优先顺序', '顺序', '排序', 'order'],
	store: ['store_code', 'shop', 'shop_code', '店铺', '店铺编码', '店铺代码'],
	country: [
		'country_code',
		'region',
		'destination_country',
		'国家',
		'国家代码',
		'国家地区',
		'目的国',
		'目的国家',
		'收件国家',
	],
	state: ['state_code', 'province', '州', '省', '省份', '省州', '州省', '州代码'],
	postal_codes: [
		'postal_code',
		'postcode',
		'postcodes',
		'zip',
		'zip_code',
		'zip_codes',
		'邮编',
		'邮编范围',
		'邮编段',
		'收件邮编',
		'邮政编码',
	],
	store_warehouse: ['store_warehouse_id', 'platform_warehouse', '平台仓库', '店铺仓库'],
	sku: ['skus', 'platform_sku', 'system_sku', '平台SKU', '系统SKU', '商品SKU'],
	units_from: ['min_units', '数量从', '最小数量', '最少件数', '件数从'],
	units_to: ['max_units', '数量到', '最大数量', '最多件数', '件数到'],
	shipping_type: ['发货方式', '发货类型'],
	order_kind: ['order_kinds', 'kind', 'order_type', '订单类型'],
	warehouse: ['warehouse_code', '仓库', '仓库编码', '仓库代码', '发货仓', '发货仓库'],
	logistics_channel: [
		'channel',
		'channel_code',
		'物流渠道',
		'物流渠道编码',
		'物流渠道代码',
		'物流方式',
		'渠道',
		'渠道编码',
		'渠道代码',
	],
	hold: ['hold_reason', '暂停', '暂停原因', '暂扣原因'],
	skip: ['skip_reason', '跳过', '跳过原因'],
};

const COLUMN_OF = new Map(
	RULE_COLUMNS.flatMap((column) =>
		[column, ...RULE_COLUMN_WORDS[column]].map((name) => [normalizeColumn(name), column] as const),
	),
);

/** "邮编（选填）" and "Country (ISO)" are read as 邮编 and Country. */
function columnOf(name: string): RuleColumn | undefined {
	return (
		COLUMN_OF.get(normalizeColumn(name)) ?? COLUMN_OF.get(normalizeColumn(withoutBrackets(name)))
	);
}

/** A rule whose priority cannot be read might be the first one, so it is tried first. */
const FIRST = Number.NEGATIVE_INFINITY;
/** A rule without a priority comes after all that have one. */
const LAST = Number.POSITIVE_INFINITY;

/**
 * Reads the rules, in the order in which they are tried. Blank rows are left out.
 *
 * @param rows  e.g. of the data table `tiktok_shop_warehouse_rules`
 */
export function readRules(rows: readonly unknown[]): Rule[] {
	const rules = rows.flatMap((raw, index) => readRule(raw, index + 1) ?? []);
	// The sort is stable: of equal priorities the upper row stays first.
	return rules.sort((one, other) =>
		one.priority === other.priority ? 0 : one.priority - other.priority,
	);
}

function readRule(raw: unknown, row: number): Rule | undefined {
	const cells = new Map<RuleColumn, unknown>();
	/** Columns that are filled in and cannot be read. */
	const unreadable = new Set<RuleColumn>();
	const problems: string[] = [];
	for (const [name, value] of Object.entries(fieldsOf(raw))) {
		const column = columnOf(name);
		if (column === undefined || isBlank(value)) continue;
		if (cells.has(column) && cells.get(column) !== value) {
			unreadable.add(column);
			problems.push(`two columns mean ${column}`);
		}
		cells.set(column, value);
	}
	if (cells.size === 0) return undefined;
	const texts = new Map<RuleColumn, string>();
	for (const [column, value] of cells) {
		if (unreadable.has(column)) continue;
		const cell = readText(column, value);
		if ('value' in cell && !isInexactNumber(value)) texts.set(column, cell.value);
		else {
			unreadable.add(column);
			problems.push('reason' in cell ? cell.reason : `${column} is not exact`);
		}
	}
	const conditions = conditionsOf(texts, (problem) => problems.push(problem));
	const result = resultOf(texts, unreadable, (problem) => problems.push(problem));
	const priority = priorityOf(texts.get('priority'), unreadable.has('priority'), (problem) =>
		problems.push(problem),
	);
	const usable = problems.length === 0 ? { result } : {};
	return { row, priority, conditions, problems, ...usable };
}

function priorityOf(
	text: string | undefined,
	isUnreadable: boolean,
	refuse: (problem: string) => void,
): number {
	if (isUnreadable) return FIRST;
	if (text === undefined || text === '') return LAST;
	const priority = wholeNumberOf(text);
	if (priority !== undefined) return priority;
	refuse(`priority "${text}" is no whole number`);
	return FIRST;
}

function resultOf(
	texts: ReadonlyMap<RuleColumn, string>,
	unreadable: ReadonlySet<RuleColumn>,
	refuse: (problem: string) => void,
): RuleResult | undefined {
	const text = (column: RuleColumn): string => texts.get(column) ?? '';
	const [warehouseCode, logisticsChannel] = [text('warehouse'), text('logistics_channel')];
	const [hold, skip] = [text('hold'), text('skip')];
	const given = [warehouseCode || logisticsChannel, hold, skip].filter(Boolean);
	if (given.length > 1) {
		refuse('it has more than one of warehouse, hold and skip');
		return undefined;
	}
	if (hold) return { hold };
	if (skip) return { skip };
	const isGiven = (column: RuleColumn): boolean => text(column) !== '' || unreadable.has(column);
	const missing = (['warehouse', 'logistics_channel'] as const).filter((each) => !isGiven(each));
	if (missing.length > 0)
		refuse(`${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} empty`);
	return { warehouseCode, logisticsChannel };
}
