import { fieldsOf } from '../../shared/fields';
import { textField } from './side';

/** What became of an order that was handed over again after a first comparison: a result line of the sub-workflow. */
export interface HandedOver {
	result: string;
	message: string;
}

const RESULTS: readonly string[] = ['created', 'existed', 'waits', 'skipped'];

/** The result lines among the rows of the exception desk, by order ID. */
export function readHandedOver(rows: readonly unknown[]): ReadonlyMap<string, HandedOver> {
	const handedOver = new Map<string, HandedOver>();
	for (const row of rows.map(fieldsOf)) {
		const orderId = textField(row.order_id);
		const result = textField(row.result);
		if (orderId === '' || !RESULTS.includes(result)) continue;
		const message = [row.code, row.message].map(textField).filter(Boolean).join(': ');
		handedOver.set(orderId, { result, message });
	}
	return handedOver;
}
