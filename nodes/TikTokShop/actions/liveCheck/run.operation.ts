import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { isDryRun, notWritten } from '../../../shared/toolRun';
import { runInNode } from '../../liveCheck/runInNode';

export const option = {
	name: 'Run',
	description: 'Try what this package assumes about TikTok Shop, and say what was seen',
	action: 'Run the live check of TikTok Shop',
};

export const writes = true;

const WHEN_WRITING = { displayOptions: { show: { alsoWrite: [true] } } };

export const description: INodeProperties[] = showFor('liveCheck', 'run', [
	{
		displayName: 'Shop to Look At',
		name: 'checkedShop',
		type: 'string',
		default: '',
		placeholder: 'e.g. USLC000001',
		description: 'Its name, code or ID; the first authorised shop if empty',
	},
	{
		displayName: 'Also Write',
		name: 'alsoWrite',
		type: 'boolean',
		default: false,
		description:
			'Whether to send a tracking number for one order too. The order counts as shipped after that.',
	},
	{
		displayName: 'Order ID',
		name: 'checkedOrderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 576500000000104729',
		description: 'The one order that may be changed',
		...WHEN_WRITING,
	},
	{
		displayName: 'Shipping Provider ID',
		name: 'checkedProviderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7117858858072016686',
		description: 'Shipping Provider > Get Many lists them',
		...WHEN_WRITING,
	},
	{
		displayName: 'Tracking Number',
		name: 'checkedTrackingNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9400100000000000000000',
		description: 'Number to send for the order',
		...WHEN_WRITING,
	},
	{
		displayName: 'Corrected Number',
		name: 'correctedNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9400100000000000000001',
		description: 'Number that replaces it; empty to correct nothing',
		...WHEN_WRITING,
	},
	{
		displayName: 'Order ID to Cancel',
		name: 'cancelledOrderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 576500000000104730',
		description:
			'Another order, which is cancelled. A request of its buyer is rejected before; empty to cancel nothing.',
		...WHEN_WRITING,
	},
	{
		displayName: 'Cancel Reason',
		name: 'cancelReasonName',
		type: 'string',
		default: '',
		placeholder: 'e.g. seller_cancel_reason_out_of_stock',
		description: 'Name of a reason that TikTok Shop allows for it',
		...WHEN_WRITING,
	},
	{
		displayName: 'Approve the Request',
		name: 'approveRequest',
		type: 'boolean',
		default: false,
		description: "Whether to approve the request of the order's buyer, not to reject it",
		...WHEN_WRITING,
	},
	{
		displayName: 'Name of the Shop, to Confirm',
		name: 'typedName',
		type: 'string',
		default: '',
		description: 'What a person has typed. Nothing is written unless it is the name of the shop.',
		...WHEN_WRITING,
	},
]);

/**
 * One item with a line for each assumption about TikTok Shop: confirmed, refuted or not seen, and the shapes of the answers. It holds
 * no keys, names, addresses and numbers. The same steps as `npm run live-check` (docs/live-check.md).
 */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const text = (name: string): string => toText(this.getNodeParameter(name, itemIndex, '')).trim();
	const write = this.getNodeParameter('alsoWrite', itemIndex, false) === true && !isDryRun(this);
	const written = (name: string): string => (write ? text(name) : '');
	const choices = {
		shop: text('checkedShop'),
		orderId: written('checkedOrderId'),
		providerId: written('checkedProviderId'),
		trackingNumber: written('checkedTrackingNumber'),
		correctedNumber: written('correctedNumber'),
		cancelOrderId: written('cancelledOrderId'),
		cancelReason: written('cancelReasonName'),
		approve: write && this.getNodeParameter('approveRequest', itemIndex, false) === true,
	};
	const report = await runInNode(this, choices, { write, typed: written('typedName') });
	return [{ ...report, ...notWritten(this) }];
}
