import type { INodeProperties } from 'n8n-workflow';

/** The parameters that `scopeFrom` reads. */
export const SCOPE_PARAMETERS: INodeProperties[] = [
	{
		displayName: 'Sales Platform',
		name: 'salesPlatform',
		type: 'string',
		default: '',
		placeholder: 'e.g. TikTok',
		description:
			'Outbound orders for which the OMS names another platform are passed by. Empty = all platforms.',
	},
	{
		displayName: 'Store Codes',
		name: 'storeCodes',
		type: 'string',
		default: '',
		placeholder: 'e.g. USLC000001, USLC000002',
		description:
			'Only outbound orders of these stores (Store in the OMS), separated by commas. Empty = all stores.',
	},
];
