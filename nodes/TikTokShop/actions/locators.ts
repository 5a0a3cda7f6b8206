import type { INodeProperties } from 'n8n-workflow';

export const shopLocator: INodeProperties = {
	displayName: 'Shop',
	name: 'shop',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Shop of the authorisation',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchShops', searchable: true },
		},
		{
			displayName: 'By ID or Code',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 7490000000000000001',
		},
	],
};

export const warehouseLocator: INodeProperties = {
	displayName: 'Store Warehouse',
	name: 'warehouse',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Warehouse as set on TikTok Shop',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchWarehouses', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 7300000000000000101',
		},
	],
};
