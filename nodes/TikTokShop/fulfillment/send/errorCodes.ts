import {
	orderException,
	type ExceptionCode,
	type OrderException,
} from '../../../shared/exceptions';
import { ALREADY_ARRANGED_CODES, WRONG_CALL_CODE } from '../../transport/errors';

interface Known {
	code: ExceptionCode;
	/** Replaces the general hint of the exception code. */
	hint?: string;
}

const AFTER_SALE: Known = {
	code: 'CANCEL_REQUESTED',
	hint: 'Answer the pending request of the buyer on TikTok Shop; the order goes on after that.',
};
const CORRECTION_OVER: Known = { code: 'CORRECTION_CLOSED' };
const NUMBER_IN_USE: Known = { code: 'TRACKING_NUMBER_IN_USE' };
const INVOICE_FIRST: Known = { code: 'INVOICE_REQUIRED' };

const NOT_SPLIT: Known = {
	code: 'FULFILLMENT_REFUSED',
	hint: 'The order shares a package with others, and TikTok Shop does not split such an order. Ship the whole package under one tracking number, or uncombine it on TikTok Shop first.',
};

/** Fulfilment codes worth naming (TikTok Shop API §5), with §4.5 and §4.7. */
export const KNOWN: ReadonlyMap<string, Known> = new Map<string, Known>([
	['21011004', { code: 'NOT_SELLER_SHIPPED' }],
	['21008025', { code: 'NOT_SELLER_SHIPPED' }],
	['21008117', { code: 'NOT_SELLER_SHIPPED' }],
	['21011007', AFTER_SALE],
	['21008044', AFTER_SALE],
	['21011041', { code: 'ORDER_CANCELLED' }],
	['21011042', { code: 'ORDER_CANCELLED' }],
	['21011044', { code: 'ORDER_ON_HOLD' }],
	['21011028', { code: 'ORDER_NOT_FOUND' }],
	['21008111', { code: 'ORDER_NOT_FOUND' }],
	[
		'21011022',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'TikTok Shop does not know this tracking number or shipping provider. Check the number in the OMS and the Logistics Provider Pairing.',
		},
	],
	['21011025', NUMBER_IN_USE],
	['21034012', NUMBER_IN_USE],
	[
		'21011026',
		{
			code: 'TRACKING_NUMBER_IN_USE',
			hint: 'This tracking number has been used more often than TikTok Shop allows. Check in the OMS whether it is a number of its own for this parcel; give the parcel a new one, or combine its orders on TikTok Shop.',
		},
	],
	[
		'21011036',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'TikTok Shop does not let the same SKU of one order go in several packages. Send all its units in one parcel, under one tracking number.',
		},
	],
	['21011033', NOT_SPLIT],
	['21011046', NOT_SPLIT],
	[
		'21004016',
		{
			code: 'PROVIDER_NOT_ALLOWED',
			hint: 'TikTok Shop finds no shipping service or provider for this tracking number. Pair the carrier with the shipping provider that issued the number, or correct the number in the OMS.',
		},
	],
	[
		'11028006',
		{
			code: 'PROVIDER_NOT_ALLOWED',
			hint: 'The tracking number fits none of the carriers TikTok Shop expects. Pair the carrier with the shipping provider that issued the number.',
		},
	],
	[
		'21004015',
		{
			code: 'PROVIDER_NOT_ALLOWED',
			hint: 'The tracking number is not one of this shipping provider. Pair the carrier with the shipping provider that issued the number.',
		},
	],
	[
		'21004012',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'The tracking number holds special characters. Correct it in the OMS.',
		},
	],
	[
		'21011030',
		{
			code: 'CORRECTION_CLOSED',
			hint: 'The parcel has been delivered; its tracking number can no longer change.',
		},
	],
	['21011043', { code: 'NOT_SHIPPED_YET' }],
	[
		'21011048',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'Several packages of this order can be shipped. Give the line item IDs that are in this parcel.',
		},
	],
	['21011049', CORRECTION_OVER],
	['21011050', CORRECTION_OVER],
	['21011051', CORRECTION_OVER],
	['21011052', CORRECTION_OVER],
	['21004006', INVOICE_FIRST],
	['21004019', INVOICE_FIRST],
	['21004020', INVOICE_FIRST],
	[
		'21008116',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'The warehouse of this order is not subscribed to its delivery option. Switch the option on in the Seller Center.',
		},
	],
	[
		'21023035',
		{ code: 'FULFILLMENT_REFUSED', hint: 'Ship the order first; its label exists after that.' },
	],
	[
		'21042102',
		{
			code: 'FULFILLMENT_REFUSED',
			hint: 'The parcel was picked up already; TikTok Shop gives no label after that.',
		},
	],
]);

/** What the caller does about a refusal; only `exception` ends the order's run. */
export type ErrorStep =
	| { nextStep: 'readAgain' | 'otherCall' }
	| { nextStep: 'exception'; code: ExceptionCode; hint?: string };

/**
 * What a fulfilment code of TikTok Shop asks for. Codes that are in no table are refusals with the general hint; codes of
 * passing trouble are known to the transport.
 *
 * @param code  `code` of the answer, or of a row in `data.errors[]`
 */
export function classifyError(code: string | number): ErrorStep {
	const key = String(code);
	if (ALREADY_ARRANGED_CODES.has(key)) return { nextStep: 'readAgain' };
	if (key === WRONG_CALL_CODE) return { nextStep: 'otherCall' };
	return { nextStep: 'exception', ...(KNOWN.get(key) ?? { code: 'FULFILLMENT_REFUSED' }) };
}

/** What TikTok Shop answered. */
export interface ErrorAnswer {
	/** HTTP status, for answers that name no code. */
	status?: number;
	code: string | number;
	message: string;
	requestId?: string;
}

/** The exception of an order whose tracking number TikTok Shop refused, with its own words and request ID. */
export function errorException(
	orderId: string,
	{ status, code, message, requestId }: ErrorAnswer,
): OrderException {
	const apiError = classifyError(code);
	const known: Known =
		apiError.nextStep === 'exception' ? apiError : { code: 'FULFILLMENT_REFUSED' };
	const words = [code || `HTTP ${status ?? 'status unknown'}`, message].filter(Boolean).join(': ');
	const request = requestId ? `, request ${requestId}` : '';
	return orderException(
		known.code,
		`TikTok Shop refused the tracking number of order ${orderId} (${words}${request}).`,
		{ tikTokCode: String(code), tikTokMessage: message, ...(requestId ? { requestId } : {}) },
		known.hint,
	);
}
