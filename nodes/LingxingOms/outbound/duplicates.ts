import { compareTexts } from '../../shared/text';
import { isLive, SHIPPED, statusOf } from './outboundOrder';
import { textOf, type Fields } from '../transport/json';

/**
 * Which of several live outbound orders with the same own number stays: one that has shipped, because it cannot be canceled, else the
 * oldest. Two processes that read the same records decide alike.
 *
 * Whether the OMS refuses a number it has already is not known (OMS API §1.3), so two processes that create the same
 * order at the same moment may both succeed. Each cancels only what it has created itself.
 *
 * @returns undefined if none is live
 */
export function winnerOf(records: readonly Fields[]): Fields | undefined {
	return records.filter(isLive).sort(byPrecedence)[0];
}

/** Shipped ones first, then by creation; numbers of the same second are compared as numbers. */
function byPrecedence(one: Fields, other: Fields): number {
	const shipped = (record: Fields) => (statusOf(record) === SHIPPED ? 0 : 1);
	const created = (record: Fields) => textOf(record.orderCreateTime);
	const number = (record: Fields) => textOf(record.outboundOrderNo).padStart(32, '0');
	return (
		shipped(one) - shipped(other) ||
		compareTexts(created(one), created(other)) ||
		compareTexts(number(one), number(other))
	);
}
