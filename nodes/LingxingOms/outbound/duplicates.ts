import { textOf, type Fields } from '../transport/json';
import { CANCELLED, SHIPPED, statusOf } from './outboundOrder';

/** What becomes of several outbound orders of one own number. */
export interface Resolved {
	/** The one that stands for the order; the first one when all are cancelled. */
	kept: Fields;
	/** Live ones beyond it, which the warehouse must not ship as well. */
	surplus: Fields[];
}

/**
 * Which of several outbound orders of one own number stays, so that two creators who look at the same records decide the
 * same: one that has shipped, for it cannot be taken back, else the oldest.
 *
 * Whether the OMS refuses a number it has already is not known (OMS contract §1.3), so two processes that create the same
 * order at the same moment may both succeed.
 *
 * @param records  at least one
 */
export function resolveDuplicates(records: readonly Fields[]): Resolved {
	const live = records.filter((record) => statusOf(record) !== CANCELLED).sort(byPrecedence);
	const [kept = records[0], ...others] = live;
	return { kept, surplus: others.filter((record) => statusOf(record) !== SHIPPED) };
}

/** Shipped ones first, then by creation; numbers of the same second are compared as numbers. */
function byPrecedence(one: Fields, other: Fields): number {
	const shipped = (record: Fields) => (statusOf(record) === SHIPPED ? 0 : 1);
	const created = (record: Fields) => textOf(record.orderCreateTime);
	const number = (record: Fields) => textOf(record.outboundOrderNo).padStart(32, '0');
	return (
		shipped(one) - shipped(other) ||
		compare(created(one), created(other)) ||
		compare(number(one), number(other))
	);
}

function compare(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}
