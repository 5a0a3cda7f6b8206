import type { INodeProperties } from 'n8n-workflow';

/** Which number of an order becomes, or is, its third order number. */
export const thirdOrderNumber = {
	displayName: 'Third Order Number',
	name: 'thirdOrderNo',
	type: 'options',
	options: [
		{
			name: 'Idempotency Key',
			value: 'idempotencyKey',
			description: 'Shop ID and order ID, such as 7490000000000000001:576460000000000001',
		},
		{ name: 'Order ID', value: 'orderId', description: 'TikTok Shop order ID' },
	],
	default: 'orderId',
} satisfies INodeProperties;

/** The wait for the warehouse where the user names none. */
export const USUAL_WAIT_SECONDS = 24;

/**
 * How long a cancellation waits for the warehouse.
 *
 * @param afterwards  what becomes of an order without an answer
 */
export function waitSeconds(afterwards: string): INodeProperties {
	return {
		displayName: 'Wait for the Result (Seconds)',
		name: 'waitSeconds',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3600 },
		default: USUAL_WAIT_SECONDS,
		description: `The warehouse answers later; after this time an order without an answer ${afterwards}`,
	};
}
