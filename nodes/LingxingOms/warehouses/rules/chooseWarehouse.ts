import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OrderItem } from '../../../shared/orderItem';
import { listed } from '../../../shared/text';
import { factsOf, type OrderFacts } from './conditions';
import type { Rule, RuleResult } from './ruleRow';
import type { Stock } from './stock';

/** What the rules say about an order. */
export type Choice =
	| { warehouseCode: string; logisticsChannel: string; row: number }
	| { skipped: string }
	| { exception: OrderException };

/** What one rule says about an order. */
export interface RuleVerdict {
	row: number;
	matches: boolean;
	/** The first condition that does not hold, or what the rule does. */
	why: string;
}

/** Most SKUs that a message names. */
const MOST_NAMED = 5;

/**
 * The warehouse of an order: the first rule that takes it decides. A rule that cannot be used and might take it makes it wait.
 *
 * @param rules  in the order in which they are tried, as `readRules` gives them
 * @param stock  with it, a warehouse must have everything; what it gives is then taken from the stock
 */
export function chooseWarehouse(order: OrderItem, rules: readonly Rule[], stock?: Stock): Choice {
	const facts = factsOf(order);
	const short: string[] = [];
	for (const rule of rules) {
		if (!rule.conditions.every(({ holds }) => holds(facts))) continue;
		const { row, result } = rule;
		if (!result) return { exception: unusableException(order, rule) };
		if ('skip' in result) return { skipped: result.skip };
		if ('hold' in result) return { exception: holdException(order, row, result.hold) };
		const missing = stock?.missing(result.warehouseCode, order.outboundLines ?? []) ?? [];
		if (missing.length > 0) {
			short.push(`${result.warehouseCode} lacks ${listed(missing.slice(0, MOST_NAMED))}`);
			continue;
		}
		stock?.take(result.warehouseCode, order.outboundLines ?? []);
		return { ...result, row };
	}
	return { exception: notSetException(order, facts, short) };
}

/** What each rule says about an order, for people. */
export function explainRules(order: OrderItem, rules: readonly Rule[]): RuleVerdict[] {
	const facts = factsOf(order);
	return rules.map(({ row, conditions, result, problems }) => {
		const other = conditions.find(({ holds }) => !holds(facts));
		if (other) return { row, matches: false, why: `${other.column} is not ${other.text}` };
		const why = result ? textOfResult(result) : `it cannot be used: ${problems.join('; ')}`;
		return { row, matches: true, why };
	});
}

/** What a rule does, e.g. "USLAX1, USPS-GA" or "hold: wait for the new stock". */
export function textOfResult(result: RuleResult): string {
	if ('hold' in result) return `hold: ${result.hold}`;
	if ('skip' in result) return `skip: ${result.skip}`;
	return `${result.warehouseCode}, ${result.logisticsChannel}`;
}

function unusableException({ orderId }: OrderItem, { row, problems }: Rule): OrderException {
	const message = `Order ${orderId}: row ${row} of the warehouse rules may be for it and cannot be used: ${problems.join('; ')}.`;
	return orderException('WAREHOUSE_RULE_UNUSABLE', message, { orderId, row, problems });
}

function holdException({ orderId }: OrderItem, row: number, reason: string): OrderException {
	const message = `Order ${orderId} is on hold by row ${row} of the warehouse rules: ${reason}`;
	return orderException('WAREHOUSE_HOLD', message, { orderId, row, reason });
}

function notSetException(
	{ orderId, shop }: OrderItem,
	{ country, states, postalCode, storeWarehouse, skus, units, shippingType, kinds }: OrderFacts,
	short: readonly string[],
): OrderException {
	if (short.length > 0) {
		const message = `Order ${orderId}: no warehouse of the rules has everything: ${short.join('; ')}.`;
		return orderException('INSUFFICIENT_STOCK', message, { orderId, short });
	}
	const looked: Array<[string, string]> = [
		['store', shop?.code || shop?.id || ''],
		['country', country],
		['state', states[0] ?? ''],
		['postal code', postalCode],
		['store warehouse', storeWarehouse],
		['SKUs', [...skus].slice(0, MOST_NAMED).join(', ')],
		['units', String(units)],
		['shipping type', shippingType],
		['order kind', [...kinds].join(', ')],
	];
	const facts = looked.flatMap(([name, value]) => (value === '' ? [] : `${name} ${value}`));
	const message = `Order ${orderId}: no warehouse rule takes it (${facts.join('; ')}).`;
	return orderException('WAREHOUSE_NOT_SET', message, { orderId, ...Object.fromEntries(looked) });
}
