import type { INodePropertyOptions } from 'n8n-workflow';

/** The statuses of a parcel order (OMS API §1.6). */
export const STATUS_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Being Intercepted', value: 6 },
	{ name: 'Cancelled', value: 4 },
	{ name: 'Exception', value: 5 },
	{ name: 'Label Exception', value: 7 },
	{ name: 'Label Obtained', value: 1 },
	{ name: 'New', value: 0 },
	{ name: 'Shipped', value: 3 },
	{ name: 'Warehouse Processing', value: 2 },
];
