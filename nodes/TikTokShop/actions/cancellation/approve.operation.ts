import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ItemAnswer } from '../../../shared/forEachItem';
import { showFor } from '../../../shared/parameters';
import { answerOfItem, requestParameters } from './answerParameters';

export const option = {
	name: 'Approve',
	description: "Approve a buyer's request to cancel: TikTok Shop cancels the order",
	action: 'Approve a cancellation',
};

export const outputs = ['Cancellations', 'Exceptions'];

export const writes = true;

export const description: INodeProperties[] = showFor('cancellation', 'approve', requestParameters);

/** Approve Cancellation (TikTok Shop API §4.9); returns one item per request. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<ItemAnswer[]> {
	return await answerOfItem(this, itemIndex, { decision: 'approve' }, 'Approve');
}
