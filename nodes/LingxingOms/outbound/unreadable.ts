import { orderException, type OrderException } from '../../shared/exceptions';
import { textOf, type Fields } from '../transport/json';

/** An outbound order that cannot be read, or that the warehouse does not go on with. */
export interface Unreadable {
	/** Identifies it between polls: its number, else the start of its row. */
	key: string;
	/** Its row, or just its number. */
	record: Fields;
	problem: string;
	/** It can be read; the problem is why the warehouse does not go on with it. */
	isStopped?: true;
}

const LONGEST_KEY = 200;

export function unreadableRow(record: Fields, problem: string): Unreadable {
	const number = textOf(record.outboundOrderNo);
	const other = textOf(record.thirdOrderNo) || textOf(record.platformOrderNo);
	const row = `row ${other || JSON.stringify(record)}`.slice(0, LONGEST_KEY);
	return { key: number || row, record, problem };
}

export function unreadableException({ record, problem, isStopped }: Unreadable): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	if (isStopped) {
		const message = `The warehouse does not go on with outbound order ${outboundOrderNo}: ${problem}.`;
		const thirdOrderNo = textOf(record.thirdOrderNo);
		const reason = textOf(record.exceptionDesc);
		return orderException('WAREHOUSE_EXCEPTION', message, {
			outboundOrderNo,
			thirdOrderNo,
			reason,
		});
	}
	const name = outboundOrderNo ? `Outbound order ${outboundOrderNo}` : 'An outbound order';
	return orderException(
		'ORDER_UNREADABLE',
		`${name} cannot be read: ${problem}`,
		{ outboundOrderNo, thirdOrderNo: textOf(record.thirdOrderNo) },
		'Look at it in the OMS. Only this outbound order waits; it goes on by itself once the OMS gives it as its API describes.',
	);
}
