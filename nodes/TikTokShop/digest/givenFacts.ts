import { fieldsOf, isFields, type Fields } from '../../shared/fields';
import { toText } from '../../shared/text';
import { DIFFERENCES } from '../audit/finding';
import { factKey, failureState, messageState, startOfKey, type Fact } from './fact';
import type { ToldFacts } from './toldFacts';

const AUDIT = 'audit';
const RED = 'red';
/** What Check Mapping says where an input gave nothing to compare with. */
const NOT_CHECKED = ['INPUT_NOT_READ', 'INPUT_EMPTY'];
/** Starts of keys, in front of an order ID. */
const LATE = factKey(AUDIT, 'late', '');
const DEADLINE = factKey('deadline', '');

/**
 * What an item of another node says: a difference or the summary of Audit > Compare, a deadline of Order > Check Deadlines,
 * a problem of SKU Mapping > Check Mapping, Authorization > Get, a failed execution of the Error Trigger, or the error of a node that continues on error.
 *
 * @param warnDays  days before the end of an authorization on which it is told
 * @returns         undefined where there is nothing to tell, and for other items
 */
export function givenFact(
	item: unknown,
	told: ToldFacts,
	warnDays: readonly number[],
): Fact | undefined {
	const json = fieldsOf(item);
	if (isFields(json.counts) && isFields(json.sides)) return auditResult(json, told);
	if (json.outboundOrderNos !== undefined && json.kind !== undefined) return difference(json);
	if (json.deadlineStage !== undefined) return deadline(json);
	if (json.severity !== undefined && json.platform_sku !== undefined) return mappingProblem(json);
	if (json.authorizationEndsAt !== undefined) return authorizationEnd(json, warnDays);
	if (isFields(json.execution) || isFields(json.trigger)) return failedExecution(json);
	if (json.error !== undefined) return failedNode(json);
	return undefined;
}

/**
 * What all items say, one after the other. An order that the audit calls late is left out where a deadline of it is told: that is the same
 * fact.
 */
export function givenFacts(
	items: readonly unknown[],
	told: ToldFacts,
	warnDays: readonly number[],
): Fact[] {
	const facts = items.flatMap((item) => givenFact(item, told, warnDays) ?? []);
	const dated = new Set(facts.map(({ key }) => startOfKey(key)));
	return facts.filter(({ key }) => {
		if (!key.startsWith(LATE)) return true;
		const deadlines = DEADLINE + key.slice(LATE.length);
		return !dated.has(deadlines) && !told.hasBelow(deadlines);
	});
}

/** Green is told only after red. */
function auditResult({ result, counts, message }: Fields, told: ToldFacts): Fact | undefined {
	const earlier = told.get(AUDIT)?.state ?? '';
	if (result !== RED && !earlier.startsWith(RED)) return undefined;
	const numbers = fieldsOf(counts);
	const found = DIFFERENCES.map((kind) => `${kind} ${toText(numbers[kind])}`).join(', ');
	const line = `Audit ${toText(result)}. ${toText(message)}`;
	return fact(AUDIT, result === RED ? `${RED}, ${found}` : 'green', 'audit', line);
}

function difference({ kind, orderId, shopId, shopCode, message, hint, key }: Fields) {
	const what = toText(kind);
	if (!DIFFERENCES.some((each) => each === what)) return undefined;
	const about = toText(orderId) || toText(shopId);
	const name = [about && `${about}${inBrackets(shopCode)}`, what].filter(Boolean).join(', ');
	const line = [`${name}:`, toText(message), toText(hint)].filter(Boolean).join(' ');
	return fact(factKey(AUDIT, what, about), messageState(toText(key)), 'audit', line);
}

function deadline({ orderId, shopCode, deadline: which, deadlineStage, dueAt, message }: Fields) {
	const stage = toText(deadlineStage);
	const key = factKey('deadline', toText(orderId), toText(which));
	const line = `${toText(message)}${inBrackets(shopCode)}`;
	const group = stage === 'overdue' ? 'overdue' : 'due';
	return fact(key, `${stage} ${toText(dueAt)}`, group, line, stage !== 'dueIn24h');
}

/**
 * A row of the SKU mapping that is there and deserves a look, or a shop or the OMS with which it could not be compared. SKUs without a row
 * are no news of the mapping: their orders have rows in the exception desk.
 */
function mappingProblem(json: Fields): Fact | undefined {
	const { row, code, reason, store_code, platform_sku, system_sku, quantity } = json;
	const [store, platformSku] = [toText(store_code), toText(platform_sku)];
	const key = factKey('mapping', toText(code), store, platformSku, toText(system_sku));
	const said = toText(reason);
	const place = ['SKU mapping', store, platformSku && `platform SKU ${platformSku}`];
	const line = `${place.filter(Boolean).join(', ')}. ${said}`;
	// The numbers of rows change with each row that is removed above them.
	if (typeof row === 'number') {
		return fact(key, `${toText(quantity)} ${failureState(said)}`, 'mapping', line);
	}
	if (!NOT_CHECKED.includes(toText(code))) return undefined;
	return { ...fact(key, failureState(said), 'mapping', line), comesBack: true };
}

/** Once for each of the days before the end, and once when it has ended. */
function authorizationEnd(json: Fields, warnDays: readonly number[]): Fact | undefined {
	const { authorizationEndsAt, daysLeft, sellerName, openId } = json;
	if (typeof daysLeft !== 'number') return undefined;
	const days = Math.min(...warnDays.filter((each) => daysLeft <= each));
	const hasEnded = daysLeft < 0;
	if (!hasEnded && days === Infinity) return undefined;
	const key = factKey('authorization', toText(openId));
	const ends = toText(authorizationEndsAt);
	const when = hasEnded
		? `has ended, on ${ends}: no order comes in.`
		: `ends in ${daysLeft === 1 ? '1 day' : `${daysLeft} days`}, on ${ends}.`;
	const line = `The authorisation of ${toText(sellerName)} ${when} Connect the credential again with the main account of this seller.`;
	const state = `${hasEnded ? 'ended' : days} ${ends}`;
	return fact(key, state, 'authorization', line, hasEnded || daysLeft <= 1);
}

/** As n8n's Error Trigger gives it; the error of a trigger has no execution. */
function failedExecution({ execution, trigger, workflow }: Fields): Fact {
	const { error, lastNodeExecuted, url } = fieldsOf(execution ?? trigger);
	const { message, description, node: ofError } = fieldsOf(error);
	const { id, name } = fieldsOf(workflow);
	const node = toText(lastNodeExecuted) || toText(fieldsOf(ofError).name);
	const said = toText(message) || 'It failed without a message';
	const key = factKey('workflow', toText(id), node, failureState(said));
	const place = [toText(name) || toText(id), node].filter(Boolean).join(', ');
	const line = [`${place}: ${said}`, toText(description), toText(url)].filter(Boolean).join(' ');
	return { ...fact(key, '', 'failing', line, true), comesBack: true };
}

/** What Continue On Fail makes of an error: a part of the digest that could not be read now, which may be gone in an hour. */
function failedNode({ error }: Fields): Fact {
	const said = toText(isFields(error) ? error.message : error) || 'It failed without a message';
	const key = factKey('node', failureState(said));
	return { ...fact(key, '', 'failing', said), comesBack: true };
}

function fact(
	key: string,
	state: string,
	group: Fact['group'],
	line: string,
	isUrgent = false,
): Fact {
	return { key, state, group, isUrgent, code: '', line };
}

function inBrackets(shopCode: unknown): string {
	const code = toText(shopCode);
	return code === '' ? '' : ` (${code})`;
}
