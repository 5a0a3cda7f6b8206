import type { ExceptionCode } from '../../shared/exceptionCodes';
import { deskRow, type DeskRow } from '../desk/deskRows';
import { factKey, messageState, type Fact, type Group } from './fact';
import type { ToldFacts, ToldRow } from './toldFacts';

/** Exceptions that somebody has to act on within hours: a parcel is about to leave, or cannot. */
const URGENT: ReadonlySet<string> = new Set<ExceptionCode>([
	'CANCELLED_TOO_LATE',
	'CHANGED_TOO_LATE',
	'WAREHOUSE_EXCEPTION',
]);

const OPEN = 'open ';
const OVERDUE = 'overdue ';

/**
 * What the rows of the exception desk say: what waits, what waits too long, and what is over after it was told. A row that comes and goes
 * between two digests is not told at all.
 *
 * @param rows          open and closed ones, as a Data Table node gives them; other items are ignored
 * @param now           epoch ms
 * @param overdueAfter  ms; Infinity for never
 */
export function exceptionFacts(
	rows: readonly unknown[],
	told: ToldFacts,
	now: number,
	overdueAfter: number,
): Fact[] {
	return rows.map(deskRow).flatMap((row) => {
		if (row.order_id === '') return [];
		if (row.status !== 'open') return resolvedFact(row, told);
		const isOverdue = now - Date.parse(row.opened) >= overdueAfter;
		return [openFact(row, isOverdue, told)];
	});
}

function openFact(row: DeskRow, isOverdue: boolean, told: ToldFacts): Fact {
	const { order_id, opened, code, message, hint } = row;
	const needs = factKey('exception', order_id, opened);
	const key = factKey('exception', order_id, opened, code);
	const group = groupOf(order_id, isOverdue, told.get(key));
	return {
		...{ key, needs },
		state: (isOverdue ? OVERDUE : OPEN) + messageState(message, hint),
		group,
		isUrgent: group === 'failing' || group === 'overdue' || URGENT.has(code),
		code,
		line: [`${nameOf(row)}: ${code}.`, message, hint].filter(Boolean).join(' '),
	};
}

function groupOf(key: string, isOverdue: boolean, earlier: ToldRow | undefined): Group {
	if (key.startsWith('shop:')) return 'failing';
	if (isOverdue && !earlier?.state.startsWith(OVERDUE)) return 'overdue';
	return earlier ? 'changed' : 'new';
}

function resolvedFact(row: DeskRow, told: ToldFacts): Fact[] {
	const { order_id, opened, code, closed_how } = row;
	const needs = factKey('exception', order_id, opened);
	if (!told.hasBelow(needs)) return [];
	const line = `${nameOf(row)}: ${[code, closed_how].filter(Boolean).join(', ')}`;
	const key = factKey('resolved', order_id, opened);
	return [{ key, state: 'resolved', group: 'resolved', isUrgent: false, code, line, needs }];
}

const NAMES: ReadonlyArray<readonly [start: string, name: string]> = [
	['shop:', 'Shop '],
	['shipment:', 'Outbound order '],
	['cancellation:', 'Cancellation of order '],
];

/** `Order 57 (USLC000001)`. */
function nameOf({ order_id, shop_code }: DeskRow): string {
	const [start, name] = NAMES.find(([each]) => order_id.startsWith(each)) ?? ['', 'Order '];
	const shop = shop_code === '' ? '' : ` (${shop_code})`;
	return name + order_id.slice(start.length) + shop;
}
