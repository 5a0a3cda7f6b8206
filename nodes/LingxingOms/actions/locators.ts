import type { INodeProperties } from 'n8n-workflow';

export const warehouseLocator: INodeProperties = {
	displayName: 'Warehouse',
	name: 'warehouse',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Warehouse that ships the orders',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchWarehouses', searchable: true },
		},
		{ displayName: 'By Code', name: 'code', type: 'string', placeholder: 'e.g. USLAX1' },
	],
};

export const channelLocator: INodeProperties = {
	displayName: 'Logistics Channel',
	name: 'logisticsChannel',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Logistics channel of the chosen warehouse',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchLogisticsChannels', searchable: true },
		},
		{ displayName: 'By Code', name: 'code', type: 'string', placeholder: 'e.g. USPS-GA' },
	],
};
