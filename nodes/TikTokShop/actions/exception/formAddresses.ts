import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toText } from '../../../shared/text';
import type { Ways } from '../../desk/lastPage';

/** Where the links of the last pages lead. */
export const FORM_ADDRESSES: INodeProperties[] = [
	{
		displayName: 'Address of the Desk',
		name: 'deskAddress',
		type: 'string',
		default: '../form/tiktok-shop-exception-desk',
		description: 'Where the link back to the list leads; relative to a page of an n8n form',
	},
];

export const MANUAL_SYNC_ADDRESS: INodeProperties = {
	displayName: 'Address of the Manual Synchronisation',
	name: 'manualSyncAddress',
	type: 'string',
	default: '../form/tiktok-shop-manual-sync',
	description: 'Where the link for an order that the desk does not know leads. Empty: no link.',
};

/** Where the links of the desk lead. */
export function waysOf(context: IExecuteFunctions): Ways {
	const read = (name: string): string => toText(context.getNodeParameter(name, 0, '')).trim();
	return { desk: read('deskAddress'), manualSync: read('manualSyncAddress') };
}
