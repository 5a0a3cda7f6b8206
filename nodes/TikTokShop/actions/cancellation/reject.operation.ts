import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ItemAnswer } from '../../../shared/forEachItem';
import { optionsOf, showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { answerOfItem, requestParameters } from './answerParameters';

export const option = {
	name: 'Reject',
	description: "Reject a buyer's request to cancel: the order has to be shipped",
	action: 'Reject a cancellation',
};

export const outputs = ['Cancellations', 'Exceptions'];

export const writes = true;

export const description: INodeProperties[] = showFor('cancellation', 'reject', [
	...requestParameters,
	{
		displayName: 'Reject Reason',
		name: 'rejectReason',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. seller_reject_apply_product_has_been_packed',
		description:
			'Name of a reason that TikTok Shop allows. Where it is none, nothing is rejected and the exception lists those that are.',
	},
	optionsOf([
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			default: '',
			description: 'Words to the buyer beside the reason',
		},
	]),
]);

/** Reject Cancellation (TikTok Shop API §4.9); returns one item per request. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<ItemAnswer[]> {
	const rejectReason = toText(this.getNodeParameter('rejectReason', itemIndex, '')).trim();
	const options = this.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const comment = toText(options.comment).trim();
	const answer = { decision: 'reject', rejectReason, ...(comment ? { comment } : {}) } as const;
	return await answerOfItem(this, itemIndex, answer, 'Reject');
}
