import { redactedText } from '../../../shared/redact';
import {
	orderException,
	type ExceptionCode,
	type OrderException,
} from '../../../shared/exceptions';

/** What a row's message means for the order. */
export interface RowError {
	code: ExceptionCode;
	/** English meaning of the OMS's message; empty for an unknown message. */
	meaning: string;
	/** Replaces the general hint of the code. */
	hint?: string;
}

/** Known fragments of row messages (OMS API §1.3); the first match counts. */
const FRAGMENTS: ReadonlyArray<readonly [RegExp, RowError]> = [
	[/库存不足/, { code: 'INSUFFICIENT_STOCK', meaning: 'not enough stock' }],
	[
		/未维护新品/,
		{
			code: 'OMS_REJECTED',
			meaning: 'the SKU is not registered in this warehouse',
			hint: 'The warehouse has to register and measure this system SKU first. Ask it to, or choose another warehouse; the order is tried again at the next poll.',
		},
	],
	[/渠道/, { code: 'CHANNEL_UNAVAILABLE', meaning: 'the logistics channel cannot be used' }],
];

export function rowErrorOf(message: string): RowError {
	const known = FRAGMENTS.find(([fragment]) => fragment.test(message));
	return known?.[1] ?? { code: 'OMS_REJECTED', meaning: '' };
}

/** Whether the message says that the number exists already. It is unknown whether the OMS ever refuses this (OMS API §1.3). */
export function saysExists(message: string): boolean {
	return /重复|已存在|duplicate|already exist/i.test(message);
}

export function rowErrorException(
	{ orderId, thirdOrderNo }: { orderId: string; thirdOrderNo: string },
	omsMessage: string,
): OrderException {
	const { code, meaning, hint } = rowErrorOf(omsMessage);
	const shown = redactedText(omsMessage);
	const words = `"${shown}"${meaning ? ` (${meaning})` : ''}`;
	const message = `Order ${orderId}: the OMS did not take the order: ${words}.`;
	return orderException(code, message, { orderId, thirdOrderNo, omsMessage: shown }, hint);
}
